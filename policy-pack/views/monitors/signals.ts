import type { Evidence, Subject } from "../../engine/rule";
import { type Attempt, attempt, take } from "../attempt";
import { measureOfSlo } from "../slos/slo-soundness";
import { slosOf } from "../slos/slos";
import { alertsOnBurn } from "./burn-alerts";
import { measureOfEvents } from "./event-queries";
import { type Measure, measureOf, measureOfTerm } from "./measures";
import { sloWatchedBy } from "./monitor-subjects";
import type { Monitor } from "./monitors";
import { metricTerms } from "./queries";

/** Which golden signals a monitor watches. */
export interface Signals {
  readonly signals: readonly Measure[];
  /** How its tags and its query contradict each other, in words that follow its name. */
  readonly contradiction: string | undefined;
}

const tags: Readonly<Record<string, Measure>> = {
  "signal:latency": "latency",
  "signal:errors": "errors",
  "signal:traffic": "traffic",
  "signal:saturation": "saturation",
  "sli:latency": "latency",
  "sli:availability": "errors",
};

/** Reads what a monitor watches: by its tags, else by its query or the SLO that it watches; neither may contradict. */
export function signalsOf(monitor: Monitor, service: Subject, evidence: Evidence): Signals {
  return evidence.once(`signals of ${monitor.resource.urn}`, () => readSignals(monitor, service, evidence));
}

function readSignals(monitor: Monitor, service: Subject, evidence: Evidence): Signals {
  const measured = attempt(() => measuredBy(monitor, service, evidence));
  const labelled = monitor.tags.filter((tag) => Object.hasOwn(tags, tag));
  if (labelled.length === 0) return { signals: listed(take(measured)), contradiction: undefined };
  const signals = [...new Set(labelled.flatMap((tag) => listed(tags[tag])))];
  return { signals, contradiction: contradictionOf(labelled, signals, measured) };
}

function listed(measure: Measure | undefined): readonly Measure[] {
  return measure === undefined ? [] : [measure];
}

/** What a query that is not known measures contradicts nothing. */
function contradictionOf(
  labels: readonly string[],
  signals: readonly Measure[],
  measured: Attempt<Measure | undefined>,
): string | undefined {
  const found = "value" in measured ? measured.value : undefined;
  if (found === undefined || signals.includes(found)) return undefined;
  return `is tagged ${labels.join(", ")} but measures ${found}`;
}

/** Composites, checks and tests measure what nothing but a tag tells. */
function measuredBy(monitor: Monitor, service: Subject, evidence: Evidence): Measure | undefined {
  const { type } = monitor;
  if (type === "composite" || type === "service check" || type === "synthetics alert") return undefined;
  if (type !== "slo alert") return measureOfEvents(monitor.query) ?? measureOf(monitor.query);
  if (!alertsOnBurn(monitor)) return undefined;
  const watched = sloWatchedBy(monitor, evidence);
  const slo = slosOf(service, evidence).find(({ resource }) => resource === watched);
  const kind = slo && measureOfSlo(slo).kind;
  return kind === "availability" ? "errors" : kind;
}

/** Whether a monitor also speaks when data about requests stops, and so watches whether there is traffic at all. */
export function noticesSilence(monitor: Monitor): boolean {
  if (!monitor.tellsNoData) return false;
  const measures = metricTerms(monitor.query).map(measureOfTerm);
  return measures.includes("traffic") || measures.includes("latency");
}
