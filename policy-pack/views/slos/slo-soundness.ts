import { servicesInQuery } from "../../engine/claims";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { sourcesOf, withId } from "../links";
import { measureOfTerm } from "../monitors/measures";
import { namesOf } from "../monitors/monitor-subjects";
import { monitorOf } from "../monitors/monitors";
import { metricTerms, normalised } from "../monitors/queries";
import { isMutedForEver } from "../mutes/mutes";
import { sortOut } from "../truth";
import type { Slo } from "./slos";

export type SloKind = "availability" | "latency";

/** What an SLO measures by its tag sli:, else by the catalog or by its query; undefined where nothing tells. */
export interface SloMeasure {
  readonly kind: SloKind | undefined;
  /** Who says so, to begin a contradiction with; undefined where the query does. */
  readonly label: string | undefined;
}

/** The kind of an SLO. The query is only read where no label tells; it is latency where durations are compared or counted. */
export function measureOfSlo(slo: Slo): SloMeasure {
  const { statedKind } = slo;
  const tag = sliTag(slo);
  // A tag counts though it names another kind, such as freshness.
  if (tag !== undefined)
    return {
      kind: tag === "availability" || tag === "latency" ? tag : undefined,
      label: `it is tagged sli:${tag}`,
    };
  if (statedKind !== undefined) return { kind: statedKind, label: `the catalog calls it ${statedKind}` };
  return { kind: kindOfQueries(queriesOf(slo)), label: undefined };
}

/** Says how an SLO's query contradicts its label, or undefined where it does not. */
export function contradictionOf(slo: Slo): string | undefined {
  const { kind, label } = measureOfSlo(slo);
  if (kind === undefined || label === undefined) return undefined;
  const queried = kindOfQueries(queriesOf(slo));
  if (queried === undefined || queried === kind) return undefined;
  return `${label} but its query measures ${queried}`;
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
  if (indicator.form === "monitors") return blindSpot(slo, service, evidence);
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
function blindSpot(slo: Slo, service: Subject, evidence: Evidence): SloDefect | undefined {
  const monitors = monitorsUnder(slo, service, evidence);
  if (monitors.length === 0) return { message: "blind", detail: "it rests on none" };
  const { defective, undecided } = sortOut(monitors, (found) => whyBlind(found(), evidence));
  const [blind] = defective;
  if (blind) return { message: "blind", detail: blind.defect };
  for (const { error } of undecided) throw error;
  return undefined;
}

function whyBlind(found: Resource | string, evidence: Evidence): string | undefined {
  if (typeof found === "string") return `monitor ${found} is none of the service's`;
  const { name, type, props } = found;
  if (!evidence.of(type).includes(found)) return `${name} watches another service`;
  if (type === datadog.syntheticsTest)
    return props.get("status").string() === "live" ? undefined : `${name} is paused`;
  if (!monitorOf(found).published) return `${name} is a draft`;
  return isMutedForEver(monitorOf(found), evidence) ? `${name} is muted without an end` : undefined;
}

/**
 * The monitors of a monitor SLO, each to be looked up; one that is not in this stack throws UnknownValue then, and is
 * its id where the vendor told of all that are the service's.
 */
export function monitorsUnder(
  slo: Slo,
  service: Subject,
  evidence: Evidence,
): readonly (() => Resource | string)[] {
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
    ...numbered.map(({ id, monitor }) => () => {
      if (monitor === undefined) evidence.ask("monitors", service.name, `monitor ${id}`);
      return monitor ?? id;
    }),
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
