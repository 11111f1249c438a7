import type { Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { nameOf } from "../links";
import { clip, type Interval, union } from "../on-call/intervals";
import { isZone, parseInstant, wallAt } from "../on-call/time-zone";
import { texts } from "../property";
import { recurringTimes } from "../recurrence/recurring-times";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Whether a downtime lasts until somebody cancels it. */
export function isEndless(downtime: Resource): boolean {
  const { props } = downtime;
  if (downtime.type === datadog.downtime) return !isDisabled(downtime) && classicEnd(downtime) === undefined;
  if (recurrencesOf(props).length > 0) return false;
  return endOf(props.get("oneTimeSchedule").get("end")) === undefined;
}

/** The times within a stretch that a downtime covers; without a start it began when it was made. */
export function downtimeTimes(downtime: Resource, within: Interval): readonly Interval[] {
  if (downtime.type === datadog.downtime) return classicTimes(downtime, within);
  const { props } = downtime;
  const schedule = props.get("recurringSchedule");
  const zone = schedule.get("timezone").string() ?? "UTC";
  const recurrences = recurrencesOf(props);
  if (recurrences.length > 0)
    return union(recurrences.flatMap((one) => recurrenceTimes(downtime, one, zone, within)));
  const once = props.get("oneTimeSchedule");
  const from = endOf(once.get("start")) ?? within.from;
  return clip([{ from, to: endOf(once.get("end")) ?? Infinity }], within);
}

function recurrencesOf(props: Value): readonly Value[] {
  return props.get("recurringSchedule").get("recurrences").items();
}

function recurrenceTimes(
  downtime: Resource,
  recurrence: Value,
  zone: string,
  within: Interval,
): readonly Interval[] {
  const start = recurrence.get("start").string() || undefined;
  // A start without an offset is a wall time of the zone: it is read as such, not as an instant.
  const wall = start === undefined ? startOfWindow(zone, within) : parseInstant(start, "UTC");
  const duration = durationOf(recurrence.get("duration").string() ?? "");
  const rule = recurrence.get("rrule").string() ?? "";
  if (wall === undefined || duration === undefined) throw unreadable(downtime, "has no length or start");
  return recurringTimes({ rule, start: wall, duration, zone }, within, nameOf(downtime));
}

function startOfWindow(zone: string, { from }: Interval): number {
  return isZone(zone) ? wallAt(zone, from) : from;
}

function durationOf(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(text.trim()) ?? [];
  const length = units[unit];
  return count === undefined || length === undefined ? undefined : Number(count) * length;
}

function unreadable(downtime: Resource, why: string): UnknownValue {
  return new UnknownValue("unobserved", `the recurrence of ${nameOf(downtime)} cannot be read: it ${why}`);
}

/** A time of a schedule; undefined where none is stated. A time that cannot be read throws UnknownValue. */
function endOf(value: Value): number | undefined {
  const text = value.string() || undefined;
  if (text === undefined) return undefined;
  const instant = parseInstant(text, "UTC");
  if (instant === undefined) throw new UnknownValue("unobserved", `${value.path} is no time`);
  return instant;
}

/** A classic downtime that is not applied. */
function isDisabled({ props }: Resource): boolean {
  const disabled = props.get("disabled");
  return !disabled.unknown && disabled.boolean() === true;
}

function classicEnd({ props }: Resource): number | undefined {
  return endOf(props.get("endDate")) ?? secondsOf(props.get("end"));
}

/** Seconds since 1970 as milliseconds; a 0 is what a provider puts for none. */
function secondsOf(value: Value): number | undefined {
  const seconds = value.number() || undefined;
  return seconds === undefined ? undefined : Math.min(seconds * 1_000, Date.UTC(9999, 0));
}

function classicTimes(downtime: Resource, within: Interval): readonly Interval[] {
  if (isDisabled(downtime)) return [];
  const { props } = downtime;
  const from = endOf(props.get("startDate")) ?? secondsOf(props.get("start")) ?? within.from;
  const to = classicEnd(downtime);
  const recurrence = props.get("recurrence");
  const type = recurrence.get("type").string();
  if (to === undefined || !type) return clip([{ from, to: to ?? Infinity }], within);
  const zone = props.get("timezone").string() || "UTC";
  const rule = type === "rrule" ? (recurrence.get("rrule").string() ?? "") : classicRule(type, recurrence);
  const start = isZone(zone) ? wallAt(zone, from) : from;
  return recurringTimes({ rule, start, duration: to - from, zone }, within, nameOf(downtime));
}

/** A classic recurrence, such as every 2 weeks on Mon and Fri, as a rule. */
function classicRule(type: string, recurrence: Value): string {
  const frequency = { days: "DAILY", weeks: "WEEKLY", months: "MONTHLY", years: "YEARLY" }[type] ?? type;
  const days = texts(recurrence.get("weekDays")).map((day) => day.slice(0, 2));
  const count = recurrence.get("untilOccurrences").number() || undefined;
  const until = secondsOf(recurrence.get("untilDate"));
  return [
    `FREQ=${frequency}`,
    `INTERVAL=${recurrence.get("period").number() || 1}`,
    ...(type === "weeks" && days.length > 0 ? [`BYDAY=${days.join(",")}`] : []),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
    ...(until === undefined ? [] : [`UNTIL=${new Date(until).toISOString().slice(0, 19)}Z`]),
  ].join(";");
}
