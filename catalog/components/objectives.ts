import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";
import { parameterTables } from "../../tiers/parameters";
import type { Slo } from "../schema";
import type { Tier } from "../tier";
import { alertMessage } from "./alerting";
import { adopting, type DeclaredChild, declaredChild } from "./children";
import { burnName, childName, datadogTags, inEnvironment, partName, shortSloName } from "./naming";
import type { Place } from "./place";

/** How fast the error budget burns (times its even use) over a long and a short window before somebody is told. */
interface BurnRate {
  readonly speed: "fast" | "slow";
  readonly times: number;
  readonly long: string;
  readonly short: string;
}

const fast: BurnRate = { speed: "fast", times: 14.4, long: "1h", short: "5m" };
const slow: BurnRate = { speed: "slow", times: 6, long: "6h", short: "30m" };
/** A supporting service is not worth waking somebody for a short burst. */
const burnRates: Readonly<Record<Tier, readonly BurnRate[]>> = {
  1: [fast, slow],
  2: [fast, slow],
  3: [slow],
};

/** An SLO's target in per cent: its own, else the least that the tier accepts. */
export function targetOf(slo: Slo, tier: Tier): number {
  return slo.target ?? parameterTables["slo-target-meets-tier"].values[tier][slo.kind];
}

export function objectiveArgs(
  { facts, team, environment }: Place,
  slo: Slo,
): datadog.ServiceLevelObjectiveArgs {
  const target = targetOf(slo, facts.tier);
  const inHere = (query: string): string => inEnvironment(query, environment);
  const measured =
    slo.kind === "availability"
      ? { type: "metric", query: { numerator: inHere(slo.good), denominator: inHere(slo.total) } }
      : { type: "time_slice", sliSpecification: { timeSlice: timeSlice(inHere(slo.query), slo.threshold) } };
  return {
    name: partName(facts.name, environment, shortSloName(facts, slo.name)),
    ...measured,
    thresholds: [{ timeframe: slo.window, target }],
    timeframe: slo.window,
    targetThreshold: target,
    tags: datadogTags(facts, team, environment, `sli:${slo.kind}`),
  };
}

function timeSlice(
  query: string,
  threshold: number,
): datadog.types.input.ServiceLevelObjectiveSliSpecificationTimeSlice {
  return {
    comparator: "<",
    threshold,
    queryIntervalSeconds: 300,
    query: {
      formula: { formulaExpression: "query1" },
      queries: [{ metricQuery: { name: "query1", query } }],
    },
  };
}

/** The threshold of a burn-rate alert: never above nine tenths of what a total outage burns, or it could not fire. */
export function burnThreshold(times: number, target: number): number {
  const outage = 100 / (100 - target);
  return Math.min(times, Math.round(outage * 9) / 10);
}

function burnArgs(
  { facts, team, environment, alerting }: Place,
  slo: Slo,
  { speed, times, long, short }: BurnRate,
  id: pulumi.Output<string>,
): datadog.MonitorArgs {
  const threshold = String(burnThreshold(times, targetOf(slo, facts.tier)));
  const name = partName(facts.name, environment, shortSloName(facts, slo.name));
  return {
    name: `${name}-burn-${speed}`,
    type: "slo alert",
    query: pulumi.interpolate`burn_rate("${id}").over("${slo.window}").long_window("${long}").short_window("${short}") > ${threshold}`,
    message: alertMessage(
      `The error budget of ${name} burns more than ${threshold} times too fast.`,
      alerting,
    ),
    monitorThresholds: { critical: threshold },
    tags: datadogTags(facts, team, environment, `sli:${slo.kind}`, `burn:${speed}`),
  };
}

/** An SLO that is declared, or one that exists and is only referred to, for what shows it. */
export interface Objective {
  readonly slo: Slo;
  readonly id: pulumi.Input<string>;
}

/** Declares the SLOs of a service and their burn-rate alerts; those that exist are left alone. */
export function declareObjectives(
  parent: pulumi.Resource,
  place: Place,
): { readonly objectives: readonly Objective[]; readonly children: readonly DeclaredChild[] } {
  const made = place.facts.slos.map((slo) =>
    slo.existing === undefined
      ? declareObjective(parent, place, slo)
      : { objective: { slo, id: slo.existing }, children: [] },
  );
  return {
    objectives: made.map(({ objective }) => objective),
    children: made.flatMap(({ children }) => children),
  };
}

function declareObjective(
  parent: pulumi.Resource,
  place: Place,
  slo: Slo,
): { objective: Objective; children: DeclaredChild[] } {
  const { facts, adopt } = place;
  const short = shortSloName(facts, slo.name);
  const args = objectiveArgs(place, slo);
  const adopted = adopt.slos?.[slo.name];
  const resource = new datadog.ServiceLevelObjective(
    childName(facts.name, short),
    args,
    adopting(parent, adopted),
  );
  const alerts = burnRates[facts.tier].map((rate) => {
    const alertArgs = burnArgs(place, slo, rate, resource.id);
    const id = adopt.monitors?.[burnName(slo, rate.speed)];
    const alert = new datadog.Monitor(
      childName(facts.name, `${short}-burn-${rate.speed}`),
      alertArgs,
      adopting(parent, id),
    );
    return declaredChild(alert, alertArgs, id);
  });
  return {
    objective: { slo, id: resource.id },
    children: [declaredChild(resource, args, adopted), ...alerts],
  };
}
