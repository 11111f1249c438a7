import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog, pagerduty } from "../../engine/tokens";
import { MalformedValue, UnknownValue, type Value } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import { nameOf, referredTo } from "../links";
import { type Link, routedPolicies } from "./datadog-routing";
import { confirmNoOnCall, onCallRoots, whyUnseen } from "./existing";
import { type Level, readLevels, type StatedTarget } from "./on-call-targets";
import { isAlwaysLow } from "./urgency";

/** An escalation policy of PagerDuty or Datadog On-Call, declared or seen. */
export interface Policy {
  readonly name: string;
  readonly resource: Resource;
  /** Minutes before the first level's silence pages the second; undefined where there is no level. */
  firstDelayMinutes(): number | undefined;
  /** How often the policy starts over after its last level. */
  repeats(): number;
  /** Its levels, in every way in which they can be read; more than one only while ids are not known. */
  readings(): readonly (readonly Level[])[];
}

/**
 * The policies by which a service pages, each known or not. None where none is declared, and none was seen that the
 * catalog names as existing or that stands where nothing is declared.
 */
export function onCallPolicies(service: Subject, evidence: Evidence): readonly Attempt<Policy>[] {
  return evidence.once("on-call policies", () => {
    const linked = linkedPolicies(service, evidence);
    if (linked.length > 0) return linked;
    const own = onCallRoots(service, evidence, pagerduty.escalationPolicy, datadog.onCallEscalationPolicy);
    if (own.length > 0) return own.map((resource) => ({ value: policyOf(service, evidence, resource) }));
    const asked = attempt(() => confirmNoOnCall(service, evidence));
    return "unknown" in asked ? [asked] : [];
  });
}

function linkedPolicies(service: Subject, evidence: Evidence): readonly Attempt<Policy>[] {
  const links = [
    ...pagingServices(service, evidence).flatMap((one) => pagedPolicies(evidence, one)),
    ...onCallRoots(service, evidence, datadog.onCallTeamRoutingRules).flatMap((one) =>
      routedPolicies(evidence, one),
    ),
  ];
  return links.map((link) => linkedPolicy(service, evidence, link)).filter(isFirst);
}

/** The policy that a PagerDuty service uses; none for one that states none. */
function pagedPolicies(evidence: Evidence, service: Resource): readonly Link[] {
  const stated = attempt(() => !service.props.get("escalationPolicy").absent);
  if ("value" in stated && !stated.value) return [];
  return [attempt(() => referredTo(evidence, service, "escalationPolicy", [pagerduty.escalationPolicy]))];
}

function linkedPolicy(service: Subject, evidence: Evidence, link: Link): Attempt<Policy> {
  if ("unknown" in link) return link;
  const { value } = link;
  return attempt(() =>
    value === undefined
      ? whyUnseen(service, evidence, `the escalation policy of ${service.name}`)
      : policyOf(service, evidence, value),
  );
}

/** Two services with one policy are judged once; so is what is unknown for the same reason. */
function isFirst(one: Attempt<Policy>, at: number, all: readonly Attempt<Policy>[]): boolean {
  const key = (tried: Attempt<Policy>): string =>
    "unknown" in tried ? tried.unknown.reason : tried.value.resource.urn;
  return all.findIndex((other) => key(other) === key(one)) === at;
}

/** Whether a policy is known to be one of Datadog On-Call. */
export function isDatadogs(policy: Attempt<Policy>): boolean {
  return "value" in policy && policy.value.resource.type === datadog.onCallEscalationPolicy;
}

/**
 * The PagerDuty services that page. One whose incidents are all of low urgency, beside another, takes tickets: it is
 * left out.
 */
export function pagingServices(service: Subject, evidence: Evidence): readonly Resource[] {
  const all = onCallRoots(service, evidence, pagerduty.service);
  const paging = all.filter((one) => {
    const low = attempt(() => isAlwaysLow(one));
    return "unknown" in low || !low.value;
  });
  return paging.length > 0 ? paging : all;
}

function policyOf(service: Subject, evidence: Evidence, resource: Resource): Policy {
  const { props } = resource;
  const name = nameOf(resource);
  if (resource.type === datadog.onCallEscalationPolicy) {
    return {
      name,
      resource,
      firstDelayMinutes: () => minutes(props.get("steps").items()[0]?.get("escalateAfterSeconds").number()),
      repeats: () => props.get("retries").number() ?? 0,
      readings: readingsOf(service, evidence, resource, "steps", datadogTarget),
    };
  }
  return {
    name,
    resource,
    firstDelayMinutes: () => props.get("rules").items()[0]?.get("escalationDelayInMinutes").number(),
    repeats: () => props.get("numLoops").number() ?? 0,
    readings: readingsOf(service, evidence, resource, "rules", pagerdutyTarget),
  };
}

function readingsOf(
  service: Subject,
  evidence: Evidence,
  policy: Resource,
  property: string,
  read: (target: Value) => StatedTarget,
): Policy["readings"] {
  return () =>
    evidence.once(`readings of ${policy.urn}`, () =>
      readLevels(
        service,
        evidence,
        policy,
        property,
        policy.props
          .get(property)
          .items()
          .map((level) => level.get("targets").items().map(read)),
      ),
    );
}

function minutes(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds / 60;
}

function pagerdutyTarget(target: Value): StatedTarget {
  const type = target.get("type").string() ?? "user_reference";
  const kind = /^schedule(_?v2)?(_reference)?$/.test(type) ? "schedule" : "user";
  if (kind === "user" && !/^user(_reference)?$/.test(type))
    throw new MalformedValue(`${target.path}.type must be user_reference or schedule_reference`);
  return { kind, position: "current", id: target.get("id") };
}

function datadogTarget(target: Value): StatedTarget {
  const kind = (["schedule", "user", "team"] as const).find((key) => !target.get(key).absent);
  if (kind === undefined) throw new MalformedValue(`${target.path} must name a schedule, user or team`);
  const stated = target.get("position").string();
  const position = stated === "previous" || stated === "next" ? stated : "current";
  return { kind, position, id: target.get(kind) };
}

/**
 * Judges a policy in every way in which its levels can be read. Returns the first defect where each way has one,
 * undefined where none has, and throws UnknownValue where it depends on ids that only an update will tell.
 */
export function inEveryReading<D>(
  policy: Policy,
  judge: (levels: readonly Level[]) => D | undefined,
): D | undefined {
  const defects = policy.readings().map(judge);
  const found = defects.filter((defect) => defect !== undefined);
  if (found.length === 0 || found.length === defects.length) return found[0];
  const reason = `which level of policy ${policy.name} pages whom is only known after an update`;
  throw new UnknownValue("planned", reason);
}
