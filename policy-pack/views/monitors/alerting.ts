import type { Evidence, Subject } from "../../engine/rule";
import { firstAndMore } from "../names";
import { outageBurn, sloOf } from "../slos/slos";
import { sortOut } from "../truth";
import { aboutOthers, sloWatchedBy } from "./monitor-subjects";
import type { Monitor } from "./monitors";
import { type Notifications, notificationsOf } from "./notifications";
import { neverFires } from "./query-range";
import { signalsOf } from "./signals";

/**
 * Says why a monitor can never alert anybody about the service, in words that follow its name; undefined where it can.
 * A monitor whose handles are only told in other states is not judged here: that is the matter of monitors-notify.
 */
export function whyUseless(monitor: Monitor, service: Subject, evidence: Evidence): string | undefined {
  return evidence.once(`useless ${monitor.resource.urn}`, () => findUseless(monitor, service, evidence));
}

function findUseless(monitor: Monitor, service: Subject, evidence: Evidence): string | undefined {
  if (!monitor.published) return monitor.type === "synthetics alert" ? "is paused" : "is a draft";
  const others = aboutOthers(monitor, service, evidence);
  if (others !== undefined) return others;
  const never = whyNeverFires(monitor, evidence);
  if (never !== undefined) return `cannot fire: ${never}`;
  return notificationsOf(monitor, evidence).somebody === false ? "notifies nobody" : undefined;
}

/** Whether a service has monitors of which surely none can alert anybody, which is one gap however many need them. */
export function allUseless(monitors: readonly Monitor[], service: Subject, evidence: Evidence): boolean {
  const { defective } = sortOut(monitors, (monitor) => whyUseless(monitor, service, evidence));
  return monitors.length > 0 && defective.length === monitors.length;
}

/** Puts what is wrong with each monitor into words, once for those that share it. */
export function reasonsOf(useless: readonly { readonly name: string; readonly defect: string }[]): string {
  const alike = new Map<string, string[]>();
  for (const { name, defect } of useless) alike.set(defect, [...(alike.get(defect) ?? []), name]);
  return [...alike].map(([defect, names]) => `${firstAndMore(names)} ${defect}`).join(", ");
}

/** Says why a monitor can never reach its threshold, where that is certain. */
export function whyNeverFires(monitor: Monitor, evidence: Evidence): string | undefined {
  if (monitor.type === "slo alert") return burnsTooSlowly(monitor, evidence);
  if (monitor.type === "service check") return checksTooFew(monitor);
  return monitor.type === "composite" ? undefined : neverFires(monitor.query);
}

/** All events bad burn a budget 1 / (1 - target) times as fast as allowed; no burn rate exceeds that. */
function burnsTooSlowly(monitor: Monitor, evidence: Evidence): string | undefined {
  const slo = sloWatchedBy(monitor, evidence);
  const objective = slo && sloOf(slo).objective;
  const { critical } = monitor;
  if (slo === undefined || objective === undefined || critical === undefined) return undefined;
  const fastest = outageBurn(sloOf(slo));
  // Below that, it can fire whatever the query asks; above it, only a burn rate cannot.
  if (critical < fastest || !monitor.query.includes("burn_rate(")) return undefined;
  return `no burn rate of a target of ${objective.target} % exceeds ${Math.round(fastest * 100) / 100}`;
}

/** A check over the last n results cannot count more than n of one status. */
function checksTooFew(monitor: Monitor): string | undefined {
  const last = /\.last\(\s*(\d+)\s*\)/.exec(monitor.query)?.[1];
  const { critical } = monitor;
  if (last === undefined || critical === undefined || critical <= Number(last)) return undefined;
  return `it counts the last ${last} results but alerts at ${critical}`;
}

/** Why monitors-notify has nothing to say of a monitor; undefined where it has. */
export function whyUnjudged(monitor: Monitor, service: Subject, evidence: Evidence): string | undefined {
  if (!monitor.published) return "is a draft";
  return (
    aboutOthers(monitor, service, evidence) ??
    (notificationsOf(monitor, evidence).somebody === false ? "notifies nobody" : undefined)
  );
}

/** A monitor of saturation need not page: it may tell a chat channel, as long as it tells somebody on alert. */
export function mayOnlyChat(
  monitor: Monitor,
  { onAlert }: Notifications,
  service: Subject,
  evidence: Evidence,
): boolean {
  if (onAlert !== true) return false;
  const { signals, contradiction } = signalsOf(monitor, service, evidence);
  return contradiction === undefined && signals.includes("saturation");
}
