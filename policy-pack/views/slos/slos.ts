import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { idOf } from "../links";
import { at, tagsIn } from "../property";

/** A target in per cent over a time frame such as 30d. */
export interface Objective {
  readonly timeframe: string;
  readonly target: number;
}

/** What a service level counts: good events of all events, slices of time, or the uptime of monitors. */
export type Indicator =
  | { readonly form: "ratio"; readonly good: string; readonly total: string; readonly isBad: boolean }
  | { readonly form: "time slices"; readonly queries: readonly string[] }
  | { readonly form: "monitors" };

/** A service level objective of Datadog; properties are read when they are asked for. */
export interface Slo {
  readonly resource: Resource;
  /** Name of its resource, which is known even where nothing else is. */
  readonly name: string;
  readonly tags: readonly string[];
  /** What the catalog says that it measures, where it names the SLO as one that exists. */
  readonly statedKind: "availability" | "latency" | undefined;
  readonly indicator: Indicator;
  /** The primary time frame (else the longest) and its target; undefined where none is stated. */
  readonly objective: Objective | undefined;
  /** Every time frame with its target as `thresholds` states them. */
  readonly thresholds: readonly Objective[];
  /** The target as `targetThreshold` states it for the primary time frame. */
  readonly targetThreshold: number | undefined;
}

/** The service's SLOs, those that exist elsewhere and were seen among them. */
export function slosOf({ facts }: Subject, evidence: Evidence): readonly Slo[] {
  return evidence.once("slos", () =>
    evidence.of(datadog.serviceLevelObjective).map((resource) => sloOf(resource, facts.slos)),
  );
}

/** An SLO that the catalog names by its id, as one that exists and is not managed here. */
export interface ExistingSlo {
  readonly name: string;
  readonly kind: "availability" | "latency";
  readonly id: string;
}

/** The SLOs of the catalog that exist elsewhere and are not among those that were seen. */
export function unseenSlos(service: Subject, evidence: Evidence): readonly ExistingSlo[] {
  const seen = slosOf(service, evidence).map(({ resource }) => idOf(resource));
  return service.facts.slos.flatMap(({ name, kind, existing: id }) =>
    id === undefined || seen.includes(id) ? [] : [{ name, kind, id }],
  );
}

/** Reads one ServiceLevelObjective resource; `stated` is what the catalog says of the service's. */
export function sloOf(resource: Resource, stated: Subject["facts"]["slos"] = []): Slo {
  const { props } = resource;
  return {
    resource,
    name: resource.name,
    get tags() {
      return tagsIn(props.get("tags"));
    },
    get statedKind() {
      const id = idOf(resource);
      return stated.find(({ existing }) => existing !== undefined && existing === id)?.kind;
    },
    get indicator() {
      return indicatorOf(resource);
    },
    get objective() {
      return primaryObjective(resource);
    },
    get thresholds() {
      return thresholdsOf(resource);
    },
    get targetThreshold() {
      return statedTarget(resource);
    },
  };
}

/** How many times its even use a total outage burns an SLO's error budget; nothing burns it faster. */
export function outageBurn({ objective }: Slo): number {
  return objective === undefined ? Infinity : 100 / (100 - objective.target);
}

function thresholdsOf({ props }: Resource): readonly Objective[] {
  return props
    .get("thresholds")
    .items()
    .flatMap((threshold) => {
      const [timeframe, target] = [threshold.get("timeframe").string(), threshold.get("target").number()];
      return timeframe === undefined || target === undefined ? [] : [{ timeframe, target }];
    });
}

/** Datadog shows the primary time frame; where none is set, the longest that has a threshold speaks. */
function primaryObjective(resource: Resource): Objective | undefined {
  const thresholds = thresholdsOf(resource);
  const stated = resource.props.get("timeframe").string() || undefined;
  const timeframe =
    stated ?? [...thresholds].sort((a, b) => days(b.timeframe) - days(a.timeframe))[0]?.timeframe;
  if (timeframe === undefined) return undefined;
  const listed = thresholds.find((threshold) => threshold.timeframe === timeframe)?.target;
  const target = listed ?? statedTarget(resource);
  return target === undefined ? undefined : { timeframe, target };
}

/** Targets lie between 0 and 100: a 0 is what a provider puts for none. */
function statedTarget({ props }: Resource): number | undefined {
  return props.get("targetThreshold").number() || undefined;
}

function days(timeframe: string): number {
  return Number.parseInt(timeframe, 10) || 0;
}

function indicatorOf(resource: Resource): Indicator {
  const { props } = resource;
  if (props.get("type").string() === "monitor") return { form: "monitors" };
  const slices = at(props, "sliSpecification.timeSlice");
  if (!slices.absent)
    return { form: "time slices", queries: [...namedQueries(resource, "timeSlice.query").values()] };
  const count = at(props, "sliSpecification.count");
  if (count.absent) {
    const [good, total] = [at(props, "query.numerator").string(), at(props, "query.denominator").string()];
    return { form: "ratio", good: good ?? "", total: total ?? "", isBad: false };
  }
  const queries = namedQueries(resource, "count");
  const total = count.get("totalEventsFormula").string();
  const other = total ?? count.get("badEventsFormula").string() ?? "";
  const good = count.get("goodEventsFormula").string() ?? "";
  return {
    form: "ratio",
    good: expanded(good, queries),
    total: expanded(other, queries),
    isBad: total === undefined,
  };
}

/** The queries of a formula by the names that it calls them. */
function namedQueries({ props }: Resource, path: string): ReadonlyMap<string, string> {
  const queries = at(props, `sliSpecification.${path}.queries`).items();
  return new Map(
    queries.map((query, index) => [
      at(query, "metricQuery.name").string() ?? `query${index + 1}`,
      at(query, "metricQuery.query").string() ?? "",
    ]),
  );
}

/** A formula with its queries written out. */
function expanded(formula: string, queries: ReadonlyMap<string, string>): string {
  return formula.replace(/\w+/g, (name) => queries.get(name) ?? name);
}
