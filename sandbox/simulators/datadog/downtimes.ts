import type { Json, JsonObject, WorldObject } from "../../world/schema";
import {
  type Ask,
  apiOf,
  createdAt,
  listOf,
  numberOf,
  objectOf,
  ok,
  type Route,
  snakeCased,
  stableNumber,
  textsOf,
  when,
} from "../exchange";
import { linkTo, madeSeconds, paged } from "./answers";

/** What silences monitors. */
export const downtimeRoutes: readonly Route[] = [
  [
    /^\/api\/v1\/downtime$/,
    (ask) => {
      const all = downtimes(ask);
      const wanted = ask.query.get("current_only") === "true" ? all.filter(({ isActive }) => isActive) : all;
      return ok(wanted.map((one) => firstVersion(one)));
    },
  ],
  [
    /^\/api\/v2\/downtime$/,
    (ask) =>
      paged(
        ask,
        ask.world.list("downtimeSchedule"),
        { size: "page[limit]", offset: "page[offset]", usual: 30, most: 1000 },
        ({ items, total }) => ({
          data: items.map((one) => secondVersion(ask, one)),
          meta: { page: { total_filtered_count: total } },
        }),
      ),
  ],
];

/** A downtime, by whichever of the two types it was made. */
export interface Downtime {
  readonly id: number;
  readonly isActive: boolean;
  readonly scopes: readonly string[];
  readonly monitorId: number | null;
  readonly monitorTags: readonly string[];
  /** Seconds. */
  readonly start: number | null;
  readonly end: number | null;
  readonly timeZone: string;
  readonly message: string;
  readonly isDisabled: boolean;
  readonly canceledAt: number | null;
  readonly recurrence: JsonObject | null;
}

/** All downtimes of the organisation. */
export function downtimes(ask: Ask): readonly Downtime[] {
  const scheduled = ask.world.list("downtimeSchedule").map((one) => scheduledDowntime(ask, one));
  return [...ask.world.list("downtime").map((one) => olderDowntime(ask, one)), ...scheduled];
}

function olderDowntime(ask: Ask, object: WorldObject): Downtime {
  const start = numberOf(object.start, madeSeconds(object));
  const end = object.end === undefined ? null : numberOf(object.end, 0);
  const recurrence =
    object.recurrence === undefined ? null : objectOf(snakeCased(objectOf(object.recurrence)));
  const common = {
    id: Number(object.id),
    scopes: textsOf(object.scopes),
    monitorId: object.monitorId ? Number(object.monitorId) : null,
    monitorTags: object.monitorTags === undefined ? ["*"] : textsOf(object.monitorTags),
    start,
    end,
    timeZone: String(object.timezone ?? "UTC"),
    message: String(object.message ?? ""),
    isDisabled: object.disabled === true,
    canceledAt: secondsOf(ask, apiOf(object).canceledAt),
    recurrence,
  };
  return { ...common, isActive: isActive(ask, common) };
}

function scheduledDowntime(ask: Ask, object: WorldObject): Downtime {
  const monitor = objectOf(object.monitorIdentifier);
  const [once, recurring] = [objectOf(object.oneTimeSchedule), objectOf(object.recurringSchedule)];
  const [first] = listOf(recurring.recurrences).map(objectOf);
  const common = {
    id: stableNumber(object.id),
    scopes: [String(object.scope ?? "*")],
    monitorId: monitor.monitorId === undefined ? null : Number(monitor.monitorId),
    monitorTags: monitor.monitorTags === undefined ? ["*"] : textsOf(monitor.monitorTags),
    start: secondsOf(ask, first?.start ?? once.start) ?? madeSeconds(object),
    end: secondsOf(ask, once.end),
    timeZone: String(recurring.timezone ?? object.displayTimezone ?? "UTC"),
    message: String(object.message ?? ""),
    isDisabled: false,
    canceledAt: secondsOf(ask, apiOf(object).canceledAt),
    recurrence: first === undefined ? null : { type: "rrule", rrule: String(first.rrule) },
  };
  return { ...common, isActive: isActive(ask, common) };
}

/** In force now. One that comes again and again is taken to be so between its turns as well. */
function isActive(ask: Ask, { start, end, isDisabled, canceledAt }: Omit<Downtime, "isActive">): boolean {
  const now = ask.now.getTime() / 1000;
  return (
    !isDisabled && canceledAt === null && (start === null || start <= now) && (end === null || end > now)
  );
}

function secondsOf(ask: Ask, value: Json | undefined): number | null {
  const at = when(ask, value);
  return at === null ? null : Math.floor(Date.parse(at) / 1000);
}

/** Whether a downtime is about a monitor: by its id, or by tags that it must all have. */
export function isAbout({ monitorId, monitorTags }: Downtime, id: number, tags: readonly string[]): boolean {
  return monitorId === null
    ? monitorTags.every((tag) => tag === "*" || tags.includes(tag))
    : monitorId === id;
}

function firstVersion(one: Downtime): JsonObject {
  return {
    id: one.id,
    active: one.isActive,
    active_child: null,
    canceled: one.canceledAt,
    creator_id: 1_000_001,
    updater_id: null,
    disabled: one.isDisabled,
    downtime_type: one.monitorId === null ? 2 : 0,
    start: one.start,
    end: one.end,
    message: one.message,
    monitor_id: one.monitorId,
    monitor_tags: one.monitorTags,
    mute_first_recovery_notification: false,
    parent_id: null,
    recurrence: one.recurrence,
    scope: one.scopes,
    timezone: one.timeZone,
  };
}

function secondVersion(ask: Ask, object: WorldObject): JsonObject {
  const one = scheduledDowntime(ask, object);
  const [once, recurring] = [objectOf(object.oneTimeSchedule), objectOf(object.recurringSchedule)];
  const schedule =
    object.recurringSchedule === undefined
      ? { start: when(ask, once.start), end: when(ask, once.end) }
      : snakeCased(recurring);
  return {
    id: object.id,
    type: "downtime",
    attributes: {
      canceled: one.canceledAt === null ? null : new Date(one.canceledAt * 1000).toISOString(),
      created: createdAt(object),
      modified: createdAt(object),
      display_timezone: object.displayTimezone ?? "UTC",
      message: one.message,
      monitor_identifier:
        one.monitorId === null ? { monitor_tags: one.monitorTags } : { monitor_id: one.monitorId },
      mute_first_recovery_notification: object.muteFirstRecoveryNotification ?? false,
      notify_end_states: textsOf(object.notifyEndStates),
      notify_end_types: textsOf(object.notifyEndTypes),
      schedule,
      scope: String(object.scope),
      status: one.isActive ? "active" : "scheduled",
    },
    ...(one.monitorId === null
      ? {}
      : { relationships: { monitor: linkTo("monitors", String(one.monitorId)) } }),
  };
}
