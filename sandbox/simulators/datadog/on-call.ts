import type { Json, JsonObject, WorldObject } from "../../world/schema";
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
} from "../exchange";
import { finalTurns } from "../pagerduty/rotation";
import { linkTo, one, refused, resource } from "./answers";
import { userOf } from "./organisation";

/** Datadog On-Call: everything is reached from a team. */
export const onCallRoutes: readonly Route[] = [
  [/^\/api\/v2\/on-call\/teams\/([\w-]+)\/routing-rules$/, routing],
  [
    /^\/api\/v2\/on-call\/escalation-policies\/([\w-]+)$/,
    (ask, id) => one(ask, "onCallEscalationPolicy", id, (object) => policyOf(ask, object)),
  ],
  [
    /^\/api\/v2\/on-call\/schedules\/([\w-]+)$/,
    (ask, id) => one(ask, "onCallSchedule", id, (object) => scheduleOf(ask, object)),
  ],
  [
    /^\/api\/v2\/on-call\/schedules\/([\w-]+)\/on-call$/,
    (ask, id) => one(ask, "onCallSchedule", id, (object) => shiftOf(ask, object)),
  ],
  [/^\/api\/v2\/on-call\/teams\/([\w-]+)\/on-call$/, responders],
];

function includes(ask: Ask, what: string): boolean {
  return (ask.query.get("include") ?? "")
    .split(",")
    .some((one) => one === what || one.startsWith(`${what}.`));
}

const links = (type: string, ids: readonly string[]): JsonObject => ({
  data: ids.map((id) => ({ id, type })),
});

/** Ids of a list's parts; the world may have parts without one. */
function idsOf(owner: string, parts: Json | undefined): readonly string[] {
  return listOf(parts).map((part, index) => String(objectOf(part).id ?? `${owner}-${index + 1}`));
}

function usersOf(ask: Ask, ids: readonly string[]): readonly JsonObject[] {
  return [...new Set(ids)].flatMap((id) => {
    const user = ask.world.get("user", id);
    return user === undefined ? [] : [userOf(user)];
  });
}

function routing(ask: Ask, team: string): Answer {
  if (ask.world.get("team", team) === undefined) return refused(404, "team not found");
  const object = ask.world.get("onCallTeamRoutingRules", team);
  const ids = idsOf(team, object?.rules);
  const rules = listOf(object?.rules).map((value, index) => routingRule(String(ids[index]), objectOf(value)));
  return ok({
    data: {
      id: team,
      type: "team_routing_rules",
      relationships: { rules: links("team_routing_rules", ids) },
    },
    ...(includes(ask, "rules") ? { included: rules } : {}),
  });
}

/** A policy may stand in the rule itself or in one of its actions. */
function policyIn(rule: JsonObject): string | undefined {
  if (typeof rule.escalationPolicy === "string" && rule.escalationPolicy !== "") return rule.escalationPolicy;
  const ids = listOf(rule.actions).map((action) => objectOf(objectOf(action).escalationPolicy).policyId);
  const found = ids.find((id) => id !== undefined);
  return found === undefined ? undefined : String(found);
}

function routingRule(id: string, rule: JsonObject): JsonObject {
  const policy = policyIn(rule);
  const actions = listOf(rule.actions).flatMap((value) =>
    Object.entries(objectOf(value))
      .filter(([name]) => name.startsWith("send"))
      .map(([name, content]) => ({
        type: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        ...objectOf(snakeCased(content)),
      })),
  );
  return {
    ...resource("team_routing_rules", id, {
      query: rule.query ?? "",
      urgency: rule.urgency ?? null,
      actions,
      time_restriction: null,
    }),
    relationships: { policy: policy === undefined ? { data: null } : linkTo("policies", policy) },
  };
}

const targetTypes = { schedule: "schedules", user: "users", team: "teams" } as const;

function targetsOf(step: JsonObject): readonly JsonObject[] {
  return listOf(step.targets).flatMap((value) => {
    const target = objectOf(value);
    return Object.entries(targetTypes).flatMap(([name, type]) =>
      target[name] === undefined ? [] : [{ id: String(target[name]), type }],
    );
  });
}

function policyOf(ask: Ask, policy: WorldObject): JsonObject {
  const ids = idsOf(policy.id, policy.steps);
  const steps = listOf(policy.steps).map(objectOf);
  const included = steps.map((step, index) => ({
    ...resource("steps", String(ids[index]), {
      assignment: step.assignment ?? "default",
      escalate_after_seconds: numberOf(step.escalateAfterSeconds, 60),
    }),
    relationships: { targets: { data: targetsOf(step) } },
  }));
  const people = steps.flatMap(targetsOf).flatMap(({ id, type }) => (type === "users" ? [String(id)] : []));
  return {
    data: {
      ...resource("policies", policy.id, {
        name: String(policy.name),
        retries: numberOf(policy.retries, 0),
        resolve_page_on_policy_end: policy.resolvePageOnPolicyEnd ?? false,
      }),
      relationships: { steps: links("steps", ids), teams: links("teams", textsOf(policy.teams)) },
    },
    included: [
      ...(includes(ask, "steps") ? included : []),
      ...(includes(ask, "steps.targets") ? usersOf(ask, people) : []),
    ],
  };
}

/** People of a layer, an empty text for a turn that nobody takes. */
function peopleOf(layer: JsonObject): readonly string[] {
  return listOf(layer.users).map((user) => (user === null ? "" : String(user)));
}

function scheduleOf(ask: Ask, schedule: WorldObject): JsonObject {
  const ids = idsOf(schedule.id, schedule.layers);
  const layers = listOf(schedule.layers).map(objectOf);
  const members = layers.flatMap((layer, index) =>
    peopleOf(layer).map((user, place) => memberOf(`${ids[index]}-${place + 1}`, user)),
  );
  return {
    data: {
      ...resource("schedules", schedule.id, {
        name: String(schedule.name),
        time_zone: String(schedule.timeZone),
      }),
      relationships: { layers: links("layers", ids), teams: links("teams", textsOf(schedule.teams)) },
    },
    included: [
      ...(includes(ask, "layers") ? layers.map((layer, index) => layerOf(String(ids[index]), layer)) : []),
      ...(includes(ask, "layers.members") ? members : []),
      ...(includes(ask, "layers.members.user") ? usersOf(ask, layers.flatMap(peopleOf)) : []),
    ],
  };
}

function layerOf(id: string, layer: JsonObject): JsonObject {
  const { days, seconds } = objectOf(layer.interval);
  return {
    ...resource("layers", id, {
      name: String(layer.name),
      effective_date: String(layer.effectiveDate),
      end_date: layer.endDate ?? null,
      rotation_start: String(layer.rotationStart),
      time_zone: layer.timeZone ?? null,
      interval: { days: numberOf(days, 0), seconds: numberOf(seconds, 0) },
      restrictions: listOf(layer.restrictions).map(snakeCased),
    }),
    relationships: {
      members: links(
        "members",
        peopleOf(layer).map((_, place) => `${id}-${place + 1}`),
      ),
    },
  };
}

function memberOf(id: string, user: string): JsonObject {
  return {
    id,
    type: "members",
    relationships: { user: user === "" ? { data: null } : linkTo("users", user) },
  };
}

/** Who has duty now; restrictions of layers are not looked at. */
function currentTurn(ask: Ask, schedule: WorldObject) {
  const layers = listOf(schedule.layers).map((value) => {
    const { interval, rotationStart, effectiveDate, endDate, users } = objectOf(value);
    const { days, seconds } = objectOf(interval);
    const length = numberOf(days, 0) * 86_400 + numberOf(seconds, 0);
    const named = {
      rotationVirtualStart: String(rotationStart),
      start: String(effectiveDate),
      end: endDate ?? null,
    };
    return { ...named, rotationTurnLengthSeconds: length, users: users ?? [] };
  });
  const now = ask.now.getTime();
  const turns = finalTurns(layers, String(schedule.timeZone), {
    start: now - 60 * 86_400_000,
    end: now + 60 * 86_400_000,
  });
  return turns.find(({ start, end }) => start <= now && end > now);
}

function shiftOf(ask: Ask, schedule: WorldObject): JsonObject {
  const turn = currentTurn(ask, schedule);
  if (turn === undefined) return { data: null };
  const span = { start: new Date(turn.start).toISOString(), end: new Date(turn.end).toISOString() };
  return {
    data: { ...resource("shifts", schedule.id, span), relationships: { user: linkTo("users", turn.user) } },
    ...(includes(ask, "user") ? { included: usersOf(ask, [turn.user]) } : {}),
  };
}

/** Who would be paged first by the policy that a team's rules lead to. */
function responders(ask: Ask, team: string): Answer {
  const rules = listOf(ask.world.get("onCallTeamRoutingRules", team)?.rules).map(objectOf);
  const policy = ask.world.get(
    "onCallEscalationPolicy",
    rules.map(policyIn).find((id) => id !== undefined) ?? "",
  );
  if (policy === undefined) return refused(404, "team has no on-call");
  const steps = listOf(policy.steps).map((step) =>
    targetsOf(objectOf(step)).flatMap(({ id, type }) => peopleBehind(ask, String(type), String(id))),
  );
  const ids = idsOf(policy.id, policy.steps);
  return ok({
    data: {
      id: team,
      type: "team_oncall_responders",
      relationships: {
        responders: links("users", steps[0] ?? []),
        escalations: links("escalation_policy_steps", ids),
      },
    },
    included: [
      ...(includes(ask, "responders") ? usersOf(ask, steps.flat()) : []),
      ...(includes(ask, "escalations")
        ? ids.map((id, index) => ({
            id,
            type: "escalation_policy_steps",
            relationships: { responders: links("users", steps[index] ?? []) },
          }))
        : []),
    ],
  });
}

function peopleBehind(ask: Ask, type: string, id: string): readonly string[] {
  if (type === "users") return [id];
  const schedule = type === "schedules" ? ask.world.get("onCallSchedule", id) : undefined;
  const turn = schedule && currentTurn(ask, schedule);
  return turn === undefined ? [] : [turn.user];
}
