import type { Evidence, Resource, Subject } from "../../engine/rule";
import { pagerduty } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { idOf, sourcesOf } from "../links";
import { clip, type Interval } from "../on-call/intervals";
import { pagingServices } from "../on-call/on-call";
import { parseInstant } from "../on-call/time-zone";

/** Windows of a stack by id or URN of the services that they are for. */
const indexes = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();

/** The maintenance windows during which the service's PagerDuty services open no incidents. */
export function maintenanceWindows(service: Subject, evidence: Evidence): readonly Resource[] {
  const index = indexOf(evidence.all(pagerduty.maintenanceWindow));
  const keys = pagingServices(service, evidence).flatMap((pager) => [pager.urn, idOf(pager) ?? ""]);
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}

function indexOf(all: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const known = indexes.get(all);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const window of all) {
    for (const key of servicesOf(window)) {
      const list = index.get(key);
      if (list) list.push(window);
      else index.set(key, [window]);
    }
  }
  indexes.set(all, index);
  return index;
}

/** Known ids, and while some are not known, the services that the list was computed from. */
function servicesOf(window: Resource): readonly string[] {
  const list = window.props.get("services");
  const sources = sourcesOf(window, "services", [pagerduty.service]).map(({ urn }) => urn);
  const ids = list.unknown ? [] : list.items();
  return [...sources, ...ids.flatMap((id) => (id.unknown ? [] : (id.string() ?? [])))];
}

/** The time of a window within a stretch; one without an end never ends. */
export function windowTimes(window: Resource, within: Interval): readonly Interval[] {
  const from = timeOf(window.props.get("startTime")) ?? within.from;
  return clip([{ from, to: timeOf(window.props.get("endTime")) ?? Infinity }], within);
}

export function windowIsEndless(window: Resource): boolean {
  return timeOf(window.props.get("endTime")) === undefined;
}

function timeOf(value: Value): number | undefined {
  const text = value.string() || undefined;
  if (text === undefined) return undefined;
  const instant = parseInstant(text, "UTC");
  if (instant === undefined) throw new UnknownValue("unobserved", `${value.path} is no time`);
  return instant;
}
