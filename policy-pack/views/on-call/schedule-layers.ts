import type { Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { MalformedValue, UnknownValue, type Value } from "../../engine/value";
import { nameOf } from "../links";
import { type WeeklyRange, weekSeconds } from "./schedule-coverage";
import { isZone, parseInstant } from "./time-zone";

/** One layer of a schedule of either vendor, read when asked. Instants are in milliseconds, lengths in seconds. */
export interface Layer {
  zone(): string;
  from(): number;
  to(): number | undefined;
  /** Times of the week at which it covers; at all times when empty. */
  restrictions(): readonly WeeklyRange[];
  /** When the first person's first turn starts, and how long a turn is. */
  rotation(): { readonly start: number; readonly seconds: number };
  users(): readonly Value[];
}

const daySeconds = 86_400;
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/**
 * The layers of a PagerDuty Schedule or a Datadog OnCallSchedule. With both vendors a later layer takes the turns of
 * earlier ones wherever it has somebody.
 */
export function layersOf(schedule: Resource): readonly Layer[] {
  const name = nameOf(schedule);
  const read = schedule.type === datadog.onCallSchedule ? datadogLayer : pagerdutyLayer;
  return schedule.props
    .get("layers")
    .items()
    .map((layer) => read(layer, name, schedule.props.get("timeZone")));
}

function pagerdutyLayer(layer: Value, name: string, timeZone: Value): Layer {
  const zone = (): string => zoneOf(timeZone, name);
  return {
    zone,
    from: () => instant(layer.get("start"), zone, name),
    to: () => optionalInstant(layer.get("end"), zone, name),
    restrictions: () =>
      layer
        .get("restrictions")
        .items()
        .flatMap((restriction) => pagerdutyRanges(restriction, name)),
    rotation: () => ({
      start: instant(layer.get("rotationVirtualStart"), zone, name),
      seconds: positive(layer.get("rotationTurnLengthSeconds"), name),
    }),
    users: () => layer.get("users").items(),
  };
}

function datadogLayer(layer: Value, name: string, timeZone: Value): Layer {
  const own = layer.get("timeZone");
  const zone = (): string => zoneOf(own.absent ? timeZone : own, name);
  return {
    zone,
    from: () => instant(layer.get("effectiveDate"), zone, name),
    to: () => optionalInstant(layer.get("endDate"), zone, name),
    restrictions: () =>
      layer
        .get("restrictions")
        .items()
        .map((restriction) => datadogRange(restriction, name)),
    rotation: () => ({
      start: instant(layer.get("rotationStart"), zone, name),
      seconds: intervalSeconds(layer.get("interval"), name),
    }),
    users: () => layer.get("users").items(),
  };
}

function zoneOf(value: Value, name: string): string {
  const zone = value.string();
  if (zone === undefined || !isZone(zone))
    throw wrong(value, name, "an IANA time zone such as Europe/Berlin");
  return zone;
}

function instant(value: Value, zone: () => string, name: string): number {
  const read = optionalInstant(value, zone, name);
  if (read === undefined) throw wrong(value, name, "a date and time such as 2026-01-05T09:00:00+01:00");
  return read;
}

function optionalInstant(value: Value, zone: () => string, name: string): number | undefined {
  const text = value.string();
  if (text === undefined || text === "") return undefined;
  // The zone is read only where it is needed, so that an unknown one spoils nothing else.
  const read = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10))
    ? parseInstant(text, "UTC")
    : parseInstant(text, zone());
  if (read === undefined) throw wrong(value, name, "a date and time such as 2026-01-05T09:00:00+01:00");
  return read;
}

/** Daily and weekly restrictions alike become times of the week. Days count from 1 for Monday (ISO 8601). */
function pagerdutyRanges(restriction: Value, name: string): readonly WeeklyRange[] {
  const type = restriction.get("type").string();
  const start = timeOfDay(restriction.get("startTimeOfDay"), name);
  const seconds = Math.min(positive(restriction.get("durationSeconds"), name), weekSeconds);
  if (type === "daily_restriction")
    return weekdays.map((_, day) => ({ start: day * daySeconds + start, seconds }));
  if (type !== "weekly_restriction")
    throw wrong(restriction.get("type"), name, "daily_restriction or weekly_restriction");
  const day = restriction.get("startDayOfWeek").number();
  if (day === undefined || !Number.isInteger(day) || day < 1 || day > 7)
    throw wrong(restriction.get("startDayOfWeek"), name, "a day from 1 (Monday) to 7 (Sunday)");
  return [{ start: (day - 1) * daySeconds + start, seconds }];
}

function datadogRange(restriction: Value, name: string): WeeklyRange {
  const start = timeOfWeek(restriction, "startDay", "startTime", name);
  const end = timeOfWeek(restriction, "endDay", "endTime", name);
  const seconds = (end - start + weekSeconds) % weekSeconds;
  // Nothing documents whether equal ends mean the whole week or no time at all.
  if (seconds === 0)
    throw new UnknownValue(
      "unobserved",
      `${restriction.path} of ${name} ends when it starts, which may mean always`,
    );
  return { start, seconds };
}

function timeOfWeek(restriction: Value, dayKey: string, timeKey: string, name: string): number {
  const day = weekdays.indexOf((restriction.get(dayKey).string() ?? "").toLowerCase());
  if (day === -1) throw wrong(restriction.get(dayKey), name, "a weekday such as monday");
  return day * daySeconds + timeOfDay(restriction.get(timeKey), name);
}

function timeOfDay(value: Value, name: string): number {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(value.string() ?? "");
  const [hours, minutes, seconds] = (parts ?? []).slice(1).map((part) => Number(part ?? 0));
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  if (parts === null || total > daySeconds) throw wrong(value, name, "a time of day such as 08:00:00");
  return total;
}

function positive(value: Value, name: string): number {
  const read = value.number();
  if (read === undefined || read <= 0) throw wrong(value, name, "more than 0 seconds");
  return read;
}

function intervalSeconds(interval: Value, name: string): number {
  const total = (interval.get("days").number() ?? 0) * daySeconds + (interval.get("seconds").number() ?? 0);
  if (total <= 0) throw wrong(interval, name, "longer than no time");
  return total;
}

function wrong(value: Value, name: string, wanted: string): MalformedValue {
  return new MalformedValue(`${value.path} of ${name} must be ${wanted}`);
}
