import { servicesInQuery } from "../../engine/claims";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { sourcesOf, withId } from "../links";
import { measureOfTerm } from "../monitors/measures";
import { namesOf } from "../monitors/monitor-subjects";
import { monitorOf } from "../monitors/monitors";
import { isMutedForEver } from "../monitors/mutes";
import { metricTerms, normalised } from "../monitors/queries";
import { sortOut } from "../truth";
import type { Slo } from "./slos";

export type SloKind = "availability" | "latency";

/** What an SLO measures by its tag sli:, else by its query; undefined where neither tells. */
export interface SloMeasure {
  readonly kind: SloKind | undefined;
  /** It has a tag sli:, if only of another kind such as freshness. */
  readonly isTagged: boolean;
}

/** The kind of an SLO. The query is only read where no tag tells; it is latency where durations are compared or counted. */
export function measureOfSlo(slo: Slo): SloMeasure {
  const tag = sliTag(slo);
  if (tag === undefined) return { kind: kindOfQueries(queriesOf(slo)), isTagged: false };
  return { kind: tag === "availability" || tag === "latency" ? tag : undefined, isTagged: true };
}

/** Says how an SLO's query contradicts its tag, or undefined where it does not. */
export function contradictionOf(slo: Slo): string | undefined {
  const { kind, isTagged } = measureOfSlo(slo);
  if (kind === undefined || !isTagged) return undefined;
  const queried = kindOfQueries(queriesOf(slo));
  if (queried === undefined || queried === kind) return undefined;
  return `it is tagged sli:${kind} but its query measures ${queried}`;
}

function sliTag({ tags }: Slo): string | undefined {
  return tags.find((tag) => tag.startsWith("sli:"))?.slice("sli:".length);
}

function queriesOf({ indicator }: Slo): readonly string[] {
  if (indicator.form === "ratio") return [indicator.good, indicator.total];
  return indicator.form === "time slices" ? indicator.queries : [];
}

function kindOfQueries(queries: readonly string[]): SloKind | undefined {
  const measures = new Set(queries.flatMap(metricTerms).map(measureOfTerm));
  if (measures.has("latency")) return "latency";
  return measures.has("errors") || measures.has("traffic") ? "availability" : undefined;
}

/** What keeps an SLO from measuring the service, also in words. */
export interface SloDefect {
  readonly message: "alwaysMet" | "blind" | "foreign" | "mislabelled";
  readonly detail: string;
}

/** Says what keeps an SLO from measuring the service, or undefined where it does measure it. */
export function defectOf(slo: Slo, service: Subject, evidence: Evidence): SloDefect | undefined {
  const contradiction = contradictionOf(slo);
  if (contradiction !== undefined) return { message: "mislabelled", detail: contradiction };
  const { indicator } = slo;
  if (indicator.form === "monitors") return blindSpot(slo, evidence);
  if (indicator.form === "time slices")
    return foreignTo(
      service,
      indicator.queries.map((query) => ["query", query]),
    );
  if (!indicator.isBad && normalised(indicator.good) === normalised(indicator.total))
    return { message: "alwaysMet", detail: "its numerator equals its denominator" };
  return foreignTo(service, [
    ["numerator", indicator.good],
    [indicator.isBad ? "bad events" : "denominator", indicator.total],
  ]);
}

/** Each part must name the service by itself: good events of one service are no share of all services' events. */
function foreignTo(
  service: Subject,
  parts: readonly (readonly [part: string, query: string])[],
): SloDefect | undefined {
  const own = namesOf(service);
  for (const [part, query] of parts) {
    const named = servicesInQuery(query);
    if (named.some((name) => own.includes(name))) continue;
    const others = [...new Set(named)].sort().join(", ") || "no service";
    return { message: "foreign", detail: `its ${part} names ${others}` };
  }
  return parts.length > 0 ? undefined : { message: "foreign", detail: "it has no query" };
}

const watchers = [datadog.monitor, datadog.monitorJson, datadog.syntheticsTest];

/** A monitor SLO sees only what its monitors see: each must be the service's, on, and not silenced for ever. */
function blindSpot(slo: Slo, evidence: Evidence): SloDefect | undefined {
  const monitors = monitorsUnder(slo, evidence);
  if (monitors.length === 0) return { message: "blind", detail: "it rests on none" };
  const { defective, undecided } = sortOut(monitors, (found) => whyBlind(found(), evidence));
  const [blind] = defective;
  if (blind) return { message: "blind", detail: `${blind.item().name} ${blind.defect}` };
  for (const { error } of undecided) throw error;
  return undefined;
}

function whyBlind(monitor: Resource, evidence: Evidence): string | undefined {
  if (!evidence.of(monitor.type).includes(monitor)) return "watches another service";
  if (monitor.type === datadog.syntheticsTest)
    return monitor.props.get("status").string() === "live" ? undefined : "is paused";
  if (!monitorOf(monitor).published) return "is a draft";
  return isMutedForEver(monitorOf(monitor), evidence) ? "is muted without an end" : undefined;
}

/** The monitors of a monitor SLO, each to be looked up; one that is not in this stack throws UnknownValue then. */
function monitorsUnder(slo: Slo, evidence: Evidence): readonly (() => Resource)[] {
  const sources = sourcesOf(slo.resource, "monitorIds", watchers);
  const ids = slo.resource.props.get("monitorIds");
  const listed = ids.unknown ? [ids] : ids.items();
  const known = listed.filter((id) => !id.unknown).map((id) => String(id.number() ?? ""));
  const numbered = known.map((id) => ({ id, monitor: monitorNumbered(id, sources, evidence) }));
  // Behind unknown ids stand those monitors that the list was computed from and that no known id names.
  const open = sources.filter((source) => numbered.every(({ monitor }) => monitor !== source));
  const unnumbered = listed.length > known.length ? open : [];
  const [missing] = unnumbered.length === 0 ? listed.filter((id) => id.unknown) : [];
  return [
    ...numbered.map(
      ({ id, monitor }) =>
        () =>
          monitor ?? evidence.unobserved("datadog", `monitor ${id}`),
    ),
    ...unnumbered.map((monitor) => () => monitor),
    ...(missing ? [() => notKnown(missing)] : []),
  ];
}

function notKnown(id: Value): never {
  throw new UnknownValue("planned", `${id.path} is only known after an update`);
}

function monitorNumbered(id: string, sources: readonly Resource[], evidence: Evidence): Resource | undefined {
  const ofTest = (test: Resource): boolean => {
    const made = test.props.get("monitorId");
    return !made.unknown && String(made.number() ?? "") === id;
  };
  return (
    withId(evidence, id, [datadog.monitor, datadog.monitorJson], sources) ??
    evidence.all(datadog.syntheticsTest).find(ofTest)
  );
}
