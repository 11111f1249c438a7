import type { JsonObject, WorldObject } from "../../world/schema";
import {
  type Answer,
  type Ask,
  listOf,
  numberOf,
  objectOf,
  ok,
  type Route,
  snakeCased,
  textsOf,
  when,
} from "../exchange";
import {
  askedSpan,
  byName,
  headOf,
  includes,
  notFound,
  paged,
  plainInstant,
  queried,
  reference,
  refused,
  related,
} from "./answers";
import { personFor } from "./by-name";
import { userOf } from "./people";
import { policyOf, targetsIn, targetsOf } from "./policies";
import { covered, cut, finalTurns, type Span, type Turn, turnsOf } from "./rotation";

const dayMs = 86_400_000;

/** Schedules, who stands in for whom, and who has duty. */
export const scheduleRoutes: readonly Route[] = [
  [
    /^\/schedules$/,
    (ask) =>
      paged(ask, "schedules", byName(queried(ask, ask.world.list("schedule"))), (one) =>
        scheduleOf(ask, one, false),
      ),
  ],
  [
    /^\/schedules\/(\w+)$/,
    (ask, id) => ofSchedule(ask, id, (one) => ok({ schedule: scheduleOf(ask, one, true) })),
  ],
  [
    /^\/schedules\/(\w+)\/overrides$/,
    (ask, id) =>
      ofSchedule(ask, id, (one) => {
        const span = spanOf(ask);
        if (span === undefined)
          return refused(400, "Invalid Input Provided", ["Since and until must be times."]);
        return ok({
          overrides: overridesOf(ask, one)
            .filter((turn) => touches(turn, span))
            .map((turn) => overrideOf(ask, turn)),
        });
      }),
  ],
  [
    /^\/schedules\/(\w+)\/users$/,
    (ask, id) =>
      ofSchedule(ask, id, (one) => ok({ users: peopleOn(ask, one).map((user) => userOf(ask, user)) })),
  ],
  [/^\/oncalls$/, onCalls],
];

function ofSchedule(ask: Ask, id: string, show: (schedule: WorldObject) => Answer): Answer {
  const schedule = ask.world.get("schedule", id);
  return schedule === undefined ? notFound() : show(schedule);
}

function layersOf({ layers }: WorldObject): readonly JsonObject[] {
  return listOf(layers).map(objectOf);
}

/** Two weeks from one end where only that is given; undefined where neither is. */
function spanOf(ask: Ask): Span | undefined {
  const [since, until] = ["since", "until"].map((name) => Date.parse(ask.query.get(name) ?? ""));
  const start = Number.isNaN(since) ? Number(until) - 14 * dayMs : Number(since);
  const end = Number.isNaN(until) ? Number(since) + 14 * dayMs : Number(until);
  return Number.isNaN(start) || Number.isNaN(end) || end < start ? undefined : { start, end };
}

function touches(turn: Span, { start, end }: Span): boolean {
  return turn.start <= end && turn.end > start;
}

interface Override extends Turn {
  readonly id: string;
}

/** Who stands in for somebody: { schedule, user, start, end } with instants as the world has them. */
function overridesOf(ask: Ask, { id }: WorldObject): readonly Override[] {
  return ask.world.find("scheduleOverride", "schedule", id).flatMap((one) => {
    const [start, end] = [one.start, one.end].map((at) => Date.parse(when(ask, at) ?? ""));
    const user = personFor(ask, String(one.user));
    if (user === undefined || start === undefined || end === undefined || !(start < end)) return [];
    return [{ id: one.id, user: user.id, start, end }];
  });
}

function overrideOf(ask: Ask, { id, ...turn }: Override): JsonObject {
  return { id, ...entryOf(ask, turn) };
}

function entryOf(ask: Ask, { user, start, end }: Turn): JsonObject {
  return { start: plainInstant(start), end: plainInstant(end), user: reference(ask, "user", user) };
}

const turnsKnown = new WeakMap<WorldObject, readonly [span: string, turns: readonly Turn[]]>();

/** Turns of the layers; those for the span that was asked for last are kept, as lists are read page by page. */
function plannedTurns(schedule: WorldObject, span: Span): readonly Turn[] {
  const key = `${span.start} ${span.end}`;
  const known = turnsKnown.get(schedule);
  if (known?.[0] === key) return known[1];
  const turns = finalTurns(layersOf(schedule), String(schedule.timeZone), span);
  turnsKnown.set(schedule, [key, turns]);
  return turns;
}

/** Who has duty within a span, overrides counted. */
function dutyOf(ask: Ask, schedule: WorldObject, span: Span): readonly Turn[] {
  const turns = plannedTurns(schedule, span);
  return covered(
    turns,
    overridesOf(ask, schedule).flatMap((turn) => cut(turn, span)),
  );
}

function peopleOn(ask: Ask, schedule: WorldObject): readonly WorldObject[] {
  const ids = new Set(layersOf(schedule).flatMap((layer) => textsOf(layer.users)));
  return [...ids].flatMap((id) => ask.world.get("user", id) ?? []);
}

function scheduleOf(ask: Ask, schedule: WorldObject, isDetail: boolean): JsonObject {
  const span = spanOf(ask);
  const policies = ask.world
    .list("escalationPolicy")
    .filter((policy) => targetsOf(policy).some(({ id }) => id === schedule.id));
  return {
    ...headOf("schedule", schedule),
    name: String(schedule.name),
    description: schedule.description ?? null,
    time_zone: String(schedule.timeZone),
    escalation_policies: policies.map(({ id }) => reference(ask, "escalation_policy", id)),
    users: peopleOn(ask, schedule).map(({ id }) => reference(ask, "user", id)),
    teams: textsOf(schedule.teams).map((id) => reference(ask, "team", id)),
    ...(isDetail || includes(ask, "schedule_layers")
      ? // The API lists the top layer first, the provider last.
        {
          schedule_layers: layersOf(schedule)
            .map((layer) => layerOf(ask, schedule, layer, span))
            .reverse(),
        }
      : {}),
    ...(isDetail || includes(ask, "overrides_subschedule")
      ? {
          overrides_subschedule: {
            name: "Overrides",
            rendered_schedule_entries: span
              ? overridesOf(ask, schedule)
                  .flatMap((turn) => cut(turn, span))
                  .map((turn) => entryOf(ask, turn))
              : [],
          },
        }
      : {}),
    ...(isDetail || includes(ask, "final_schedule")
      ? {
          final_schedule: {
            name: "Final Schedule",
            rendered_schedule_entries: span
              ? dutyOf(ask, schedule, span).map((turn) => entryOf(ask, turn))
              : [],
            rendered_coverage_percentage: span ? coverage(dutyOf(ask, schedule, span), span) : null,
          },
        }
      : {}),
  };
}

function coverage(turns: readonly Turn[], { start, end }: Span): number {
  const covered = turns.reduce((sum, turn) => sum + turn.end - turn.start, 0);
  return Math.round((covered / (end - start)) * 1000) / 10;
}

function layerOf(ask: Ask, schedule: WorldObject, layer: JsonObject, span: Span | undefined): JsonObject {
  const turns = span === undefined ? [] : turnsOf(layer, String(schedule.timeZone), span);
  return {
    id: String(layer.id ?? ""),
    name: String(layer.name ?? ""),
    start: String(layer.start),
    end: layer.end || null,
    rotation_virtual_start: String(layer.rotationVirtualStart),
    rotation_turn_length_seconds: numberOf(layer.rotationTurnLengthSeconds, 0),
    users: textsOf(layer.users).map((id) => ({ user: reference(ask, "user", id) })),
    restrictions: listOf(layer.restrictions).map(snakeCased),
    rendered_schedule_entries: turns.map((turn) => entryOf(ask, turn)),
    rendered_coverage_percentage: span === undefined ? null : coverage(turns, span),
  };
}

/** How far ahead the API tells who has duty. */
const furthestMs = 90 * dayMs;

function onCalls(ask: Ask): Answer {
  const now = ask.now.getTime();
  const span = askedSpan(ask, { since: now, until: now });
  if (span === undefined) return refused(400, "Invalid Input Provided", ["Until must not be before since."]);
  const [ids, schedules, users] = ["escalation_policy_ids[]", "schedule_ids[]", "user_ids[]"].map((name) =>
    ask.query.getAll(name),
  );
  const policies = ids?.length
    ? ids.flatMap((id) => ask.world.get("escalationPolicy", id) ?? [])
    : ask.world.list("escalationPolicy");
  const all = policies
    .flatMap((policy) =>
      dutiesOf(ask, policy, { start: span.start, end: Math.min(span.end, now + furthestMs) }),
    )
    .filter(({ schedule }) => !schedules?.length || (schedule !== undefined && schedules.includes(schedule)))
    .filter(({ user }) => !users?.length || users.includes(user));
  const shown = ask.query.get("earliest") === "true" ? earliestOf(all) : all;
  return paged(ask, "oncalls", shown, (duty) => onCallOf(ask, duty));
}

/** Somebody's turn by a policy, or their place on it at all times. */
interface Duty {
  readonly policy: string;
  readonly level: number;
  readonly user: string;
  readonly schedule?: string;
  readonly turn?: Span;
}

function dutiesOf(ask: Ask, policy: WorldObject, span: Span): readonly Duty[] {
  return listOf(policy.rules).flatMap((rule, index) =>
    targetsIn(rule).flatMap(({ id, type }): readonly Duty[] => {
      const place = { policy: policy.id, level: index + 1 };
      if (type === "user") return [{ ...place, user: id }];
      const schedule = ask.world.get("schedule", id);
      return schedule === undefined
        ? []
        : wholeTurns(ask, schedule, span).map((turn) => ({ ...place, user: turn.user, schedule: id, turn }));
    }),
  );
}

/** Turns that touch a span, each with its whole length: a turn that began before is told from its start. */
function wholeTurns(ask: Ask, schedule: WorldObject, span: Span): readonly Turn[] {
  const lengths = layersOf(schedule).map((layer) => numberOf(layer.rotationTurnLengthSeconds, 0) * 1000);
  const longest = Math.max(0, ...lengths) + dayMs;
  const wider = { start: span.start - longest, end: span.end + longest };
  return dutyOf(ask, schedule, wider).filter((turn) => touches(turn, span));
}

function earliestOf(duties: readonly Duty[]): readonly Duty[] {
  const first = new Map<string, Duty>();
  for (const duty of duties) {
    const key = `${duty.policy} ${duty.level} ${duty.user}`;
    const known = first.get(key);
    if (known === undefined || (duty.turn?.start ?? 0) < (known.turn?.start ?? 0)) first.set(key, duty);
  }
  return [...first.values()];
}

function onCallOf(ask: Ask, { policy, level, user, schedule, turn }: Duty): JsonObject {
  return {
    escalation_policy: related(
      ask,
      "escalation_policy",
      policy,
      includes(ask, "escalation_policies"),
      policyOf,
    ),
    escalation_level: level,
    schedule: schedule === undefined ? null : reference(ask, "schedule", schedule),
    user: related(ask, "user", user, includes(ask, "users"), userOf),
    start: turn === undefined ? null : plainInstant(turn.start),
    end: turn === undefined ? null : plainInstant(turn.end),
  };
}
