import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt, firstUnknown } from "../attempt";
import { whyUseless } from "../monitors/alerting";
import { type Monitor, monitorsOf, testMonitorOf } from "../monitors/monitors";
import { notificationsOf } from "../monitors/notifications";
import { at, texts } from "../property";
import { isInternalHost } from "./internal-host";
import { type Probe, probesOf } from "./probes";

/** How often, and from how many places, a check must run. */
export interface CheckDemands {
  readonly seconds: number;
  readonly locations: number;
}

/** What is wrong with a check, by message, with what it must do and does, in words. */
export interface CheckDefect {
  readonly message:
    | "paused"
    | "elsewhere"
    | "unasserted"
    | "silent"
    | "slow"
    | "partTime"
    | "places"
    | "deaf"
    | "useless";
  readonly wanted: string;
  readonly actual: string;
}

/** A check of a service's health endpoint: a synthetic test, or a monitor of what an agent checks. */
export interface HealthCheck {
  readonly name: string;
  readonly resource: Resource;
  /** Everything that is wrong with it. Throws UnknownValue where nothing is, as far as is known. */
  defects(demands: CheckDemands): readonly CheckDefect[];
}

/** The checks of a service. */
export function healthChecksOf(service: Subject, evidence: Evidence): readonly HealthCheck[] {
  const tests = evidence.of(datadog.syntheticsTest).map((resource) => ({
    name: resource.name,
    resource,
    defects: (demands: CheckDemands) => defectsOfTest(resource, service, evidence, demands),
  }));
  const agents = monitorsOf(evidence).filter(isAgentCheck);
  return [
    ...tests,
    ...agents.map((monitor) => ({
      name: monitor.name,
      resource: monitor.resource,
      defects: (demands: CheckDemands) => defectsOfAgent(monitor, service, evidence, demands),
    })),
  ];
}

/** A service check tells whether something answers where it ends so; an agent's own pulse says nothing of the service. */
function isAgentCheck(monitor: Monitor): boolean {
  const tried = attempt(() => monitor.type === "service check" && monitor.query);
  if ("unknown" in tried || !tried.value) return false;
  const name = /^\s*"([\w.-]+)"/.exec(tried.value)?.[1] ?? "";
  return /(^|[._])(can_connect|up|healthy|health|status)$/.test(name) && name !== "datadog.agent.up";
}

/** An agent checks from one place, next to the service. */
function defectsOfAgent(
  monitor: Monitor,
  service: Subject,
  evidence: Evidence,
  { locations }: CheckDemands,
): readonly CheckDefect[] {
  const reason = whyUseless(monitor, service, evidence);
  if (reason !== undefined) return [{ message: "useless", wanted: "alert", actual: reason }];
  const host = endpointOf(service);
  if (isInternal(service, host) || locations <= 1) return [];
  return [fewPlaces(locations, 1)];
}

/** Host of the health endpoint that the catalog names. */
function endpointOf({ facts }: Subject): string | undefined {
  return facts.health === undefined ? undefined : new URL(facts.health.url).host;
}

function isInternal({ facts }: Subject, host: string | undefined): boolean {
  return facts.health?.internal === true || (host !== undefined && isInternalHost(host));
}

function defectsOfTest(
  resource: Resource,
  service: Subject,
  evidence: Evidence,
  demands: CheckDemands,
): readonly CheckDefect[] {
  const { props } = resource;
  const options = props.get("optionsList");
  const questions: readonly (() => readonly CheckDefect[])[] = [
    () => unless(props.get("status").string() === "live", "paused", "live", "paused"),
    () => aimOf(probesOf(resource), endpointOf(service)),
    () => unless(isTold(testMonitorOf(resource), evidence), "silent", "somebody", "nobody"),
    () => paceOf(options, demands.seconds),
    () => unless(runsAlways(options.get("scheduling")), "partTime", "at all hours", "at certain hours"),
    () => placesOf(resource, service, demands.locations),
  ];
  const answers = questions.map(attempt);
  const found = answers.flatMap((answer) => ("value" in answer ? answer.value : []));
  const open = firstUnknown(answers);
  if (found.length === 0 && open) throw open;
  return found;
}

/** A request must go to the endpoint, where the catalog names it, and assert the answer's status. */
function aimOf(probes: readonly Probe[], endpoint: string | undefined): readonly CheckDefect[] {
  const there = probes.filter((probe) => endpoint === undefined || probe.host() === endpoint);
  if (there.length === 0 && endpoint !== undefined && probes.length > 0) {
    const actual = [...new Set(probes.map((probe) => probe.host() ?? "no host"))].join(", ");
    return [{ message: "elsewhere", wanted: endpoint, actual }];
  }
  const asserts = there.some((probe) => probe.assertsStatus());
  return unless(asserts, "unasserted", "that the status is a good one", "nothing of it");
}

function isTold(monitor: Monitor, evidence: Evidence): boolean {
  const told = notificationsOf(monitor, evidence);
  if (told.onAlert !== undefined) return told.onAlert;
  throw new UnknownValue("unobserved", `whom ${monitor.name} notifies ${told.doubt}`);
}

function paceOf(options: Value, seconds: number): readonly CheckDefect[] {
  const actual = options.get("tickEvery").number();
  const isOften = actual !== undefined && actual > 0 && actual <= seconds;
  return unless(isOften, "slow", `${seconds} seconds`, actual ? `${actual} seconds` : "an unstated time");
}

/** Without timeframes a test always runs; with them it does where they make up all of every day. */
function runsAlways(scheduling: Value): boolean {
  const frames = scheduling.get("timeframes").items();
  const whole = frames
    .filter((frame) => frame.get("from").string() === "00:00")
    .filter((frame) => /^(24:00|23:59|00:00)$/.test(frame.get("to").string() ?? ""))
    .map((frame) => frame.get("day").number());
  return frames.length === 0 || [1, 2, 3, 4, 5, 6, 7].every((day) => whole.includes(day));
}

function placesOf(resource: Resource, service: Subject, wanted: number): readonly CheckDefect[] {
  const { props } = resource;
  const locations = [...new Set(texts(props.get("locations")))];
  const failing = at(props, "optionsList.minLocationFailed").number() ?? 1;
  const canFail = failing <= locations.length;
  const deaf = unless(canFail, "deaf", placesIn(locations.length), placesIn(failing));
  const host = endpointOf(service) ?? firstHost(resource);
  if (host !== undefined && isInternal(service, host)) {
    const isPrivate = locations.some((location) => location.startsWith("pl:"));
    const place = `a private location, as ${host} is internal`;
    return isPrivate ? deaf : unless(false, "places", place, "public ones only");
  }
  return locations.length >= wanted ? deaf : [fewPlaces(wanted, locations.length)];
}

function fewPlaces(wanted: number, actual: number): CheckDefect {
  return { message: "places", wanted: `at least ${placesIn(wanted)}`, actual: placesIn(actual) };
}

function placesIn(count: number): string {
  return count === 1 ? "1 location" : `${count} locations`;
}

function unless(
  holds: boolean,
  message: CheckDefect["message"],
  wanted: string,
  actual: string,
): readonly CheckDefect[] {
  return holds ? [] : [{ message, wanted, actual }];
}

function firstHost(resource: Resource): string | undefined {
  const hosts = attempt(() => probesOf(resource).map((probe) => probe.host()));
  return "value" in hosts ? hosts.value[0] : undefined;
}
