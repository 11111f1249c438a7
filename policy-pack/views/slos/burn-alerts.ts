import type { Evidence, Resource, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { anyHolds } from "../decide";
import { reasonsOf, whyUseless } from "../monitors/alerting";
import { alertsOnBurn, burnWindows } from "../monitors/burn-alerts";
import { sloWatchedBy } from "../monitors/monitor-subjects";
import { type Monitor, monitorOf, monitorsOf } from "../monitors/monitors";
import { type Notifications, notificationsOf } from "../monitors/notifications";
import { comparisonOf } from "../monitors/queries";
import { onCallHandles } from "../on-call/on-call-handles";
import type { Truth } from "../truth";
import { monitorsUnder } from "./slo-soundness";
import { outageBurn, type Slo } from "./slos";

/** A burn-rate alert on an SLO; everything is read when asked. */
export interface BurnAlert {
  readonly monitor: Monitor;
  /** How many times its even use the budget burns when it alerts. */
  threshold(): number | undefined;
  /** What keeps it from telling anybody, in words that follow its name. */
  defect(): string | undefined;
  /** Whether it reaches the service's on-call, where anything does. */
  pages(): boolean;
  /** Whether it reaches anybody. */
  tells(): boolean;
}

/** The alerts on an SLO, by what they watch of it. */
export interface AlertsOnSlo {
  readonly burn: readonly BurnAlert[];
  /** Names of those that only tell how much of the budget is gone. */
  readonly budget: readonly string[];
  /** Why it is not known of some alerts whether they are on this SLO. */
  readonly open: readonly UnknownValue[];
}

/** Finds the alerts on an SLO among the service's monitors. */
export function alertsOn(slo: Slo, service: Subject, evidence: Evidence): AlertsOnSlo {
  const read = monitorsOf(evidence).map((monitor) => ({
    monitor,
    isBurn: attempt(() => kindOf(monitor, slo, evidence)),
  }));
  const of = (kind: "burn" | "budget"): readonly Monitor[] =>
    read.filter(({ isBurn }) => "value" in isBurn && isBurn.value === kind).map(({ monitor }) => monitor);
  return {
    burn: of("burn").map((monitor) => burnAlert(monitor, slo, service, evidence)),
    budget: of("budget").map(({ name }) => name),
    open: read.flatMap(({ isBurn }) => ("unknown" in isBurn ? [isBurn.unknown] : [])),
  };
}

function kindOf(monitor: Monitor, slo: Slo, evidence: Evidence): "burn" | "budget" | undefined {
  if (monitor.type !== "slo alert" || sloWatchedBy(monitor, evidence) !== slo.resource) return undefined;
  return alertsOnBurn(monitor) ? "burn" : "budget";
}

function burnAlert(monitor: Monitor, slo: Slo, service: Subject, evidence: Evidence): BurnAlert {
  return {
    monitor,
    threshold: () => monitor.critical ?? comparisonOf(monitor.query)?.threshold,
    defect: () => whyUseless(monitor, service, evidence) ?? whyMiswindowed(monitor, slo),
    pages: () => {
      const handles = onCallHandles(service, evidence);
      const told = notificationsOf(monitor, evidence);
      return decided(monitor, told, handles.length > 0 ? told.reaches(handles) : told.onAlert);
    },
    tells: () => {
      const told = notificationsOf(monitor, evidence);
      return decided(monitor, told, told.onAlert);
    },
  };
}

function decided(monitor: Monitor, { doubt }: Notifications, truth: Truth): boolean {
  if (truth !== undefined) return truth;
  throw new UnknownValue("unobserved", `whom ${monitor.name} notifies ${doubt}`);
}

/** The vendor takes long windows of 1 to 48 hours, over a time frame that the SLO has a target for. */
function whyMiswindowed(monitor: Monitor, slo: Slo): string | undefined {
  const { over, long } = burnWindows(monitor) ?? {};
  if (long !== undefined && (long < 1 || long > 48)) return "has a long window outside 1 to 48 hours";
  const frames = [slo.objective, ...slo.thresholds].flatMap((objective) => objective?.timeframe ?? []);
  if (over === undefined || frames.length === 0 || frames.includes(over)) return undefined;
  return `looks back over ${over}, for which the SLO has no target`;
}

/** Which alerts an SLO must have, by threshold. */
export interface BurnDemands {
  /** A fast and a slow one; else any one. */
  readonly both: boolean;
  /** Least threshold of a fast one. */
  readonly fast: number;
  /** Highest threshold of a slow one, by time frame. */
  readonly slow: { readonly "30d": number };
}

/** What an SLO lacks, by message: the demanded threshold and those that its alerts have. */
export interface BurnGap {
  readonly message: "noFast" | "noSlow";
  readonly wanted: number;
  readonly actual: string;
}

/** Tells whether one of some alerts can fire and pages. */
export function anyPages(alerts: readonly BurnAlert[]): boolean {
  return anyHolds(alerts.map((alert) => () => alert.defect() === undefined && alert.pages()));
}

/** Says what an SLO whose alerts page lacks of a fast one that pages and a slow one besides. */
export function burnGaps(slo: Slo, alerts: readonly BurnAlert[], demands: BurnDemands): readonly BurnGap[] {
  // No alert can ask for more than a total outage burns; nine tenths of that is fast where a target is low.
  const fast = Math.min(demands.fast, Math.round(outageBurn(slo) * 9) / 10);
  const slow =
    new Map(Object.entries(demands.slow)).get(slo.objective?.timeframe ?? "") ?? demands.slow["30d"];
  const fastOnes = alerts.filter((alert) => (alert.threshold() ?? 0) >= fast);
  const actual = alerts.map((alert) => alert.threshold() ?? "an unknown threshold").join(", ");
  const hasFast = anyPages(fastOnes);
  const hasSlow = anyHolds(
    alerts
      .filter((alert) => (alert.threshold() ?? Infinity) <= slow)
      .filter((alert) => fastOnes.length !== 1 || alert !== fastOnes[0])
      .map((alert) => () => alert.defect() === undefined && alert.tells()),
  );
  return [
    ...(hasFast ? [] : [{ message: "noFast", wanted: fast, actual } as const]),
    ...(hasSlow ? [] : [{ message: "noSlow", wanted: slow, actual } as const]),
  ];
}

/** Puts into words what is wrong with alerts of which none pages. */
export function faultsOf(alerts: readonly BurnAlert[]): string {
  return reasonsOf(
    alerts.map(({ monitor, defect }) => ({ name: monitor.name, defect: defect() ?? "pages nobody" })),
  );
}

/** Whether an SLO can have burn-rate alerts: one over monitors can only where those are of metrics. */
export function takesBurnAlerts(slo: Slo, service: Subject, evidence: Evidence): boolean {
  if (slo.indicator.form !== "monitors") return true;
  const found = monitorsUnder(slo, service, evidence).map((find) => attempt(find));
  const isMetric = (monitor: Resource | string): boolean =>
    typeof monitor === "string" || /^(metric|query) alert$/.test(monitorTypeOf(monitor));
  return found.every((one) => "unknown" in one || isMetric(one.value));
}

function monitorTypeOf(monitor: Resource): string {
  return monitor.type.endsWith(":SyntheticsTest") ? "synthetics alert" : monitorOf(monitor).type;
}
