import * as datadog from "@pulumi/datadog";
import type * as pulumi from "@pulumi/pulumi";
import type { Tier } from "../tier";
import { alertMessage } from "./alerting";
import { adopting, type DeclaredChild, declaredChild } from "./children";
import { locationsOf } from "./health-locations";
import { childName, datadogTags, partName } from "./naming";
import type { Place } from "./place";

/** Seconds between two checks. */
const tick: Readonly<Record<Tier, number>> = { 1: 60, 2: 300, 3: 900 };
export function healthCheckArgs(
  { facts, team, environment, alerting }: Place,
  url: string,
  locations: readonly string[],
): datadog.SyntheticsTestArgs {
  return {
    name: partName(facts.name, environment, "health"),
    type: "api",
    subtype: "http",
    status: "live",
    locations: [...locations],
    requestDefinition: { method: "GET", url },
    assertions: [{ type: "statusCode", operator: "is", target: "200" }],
    optionsList: { tickEvery: tick[facts.tier], minLocationFailed: 1, retry: { count: 1, interval: 300 } },
    message: alertMessage(
      `${facts.name} in ${environment}: the health endpoint does not answer 200.`,
      alerting,
    ),
    tags: datadogTags(facts, team, environment),
  };
}

/** Declares the check of a service's health endpoint, where it has one that can be reached. */
export function declareHealthCheck(parent: pulumi.Resource, place: Place): DeclaredChild[] {
  const { facts } = place;
  const locations = locationsOf(facts.health, facts.tier);
  if (facts.health === undefined || locations.length === 0) return [];
  const args = healthCheckArgs(place, facts.health.url, locations);
  const id = place.adopt.healthCheck;
  const name = childName(facts.name, "health");
  return [declaredChild(new datadog.SyntheticsTest(name, args, adopting(parent, id)), args, id)];
}
