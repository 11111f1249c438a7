import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog, pagerduty } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { confirmGap } from "../gap";
import { nameOf } from "../links";

/** What a service's on-call begins with; the rest is reached from it. */
const rootTypes = [
  pagerduty.service,
  pagerduty.escalationPolicy,
  datadog.onCallEscalationPolicy,
  datadog.onCallTeamRoutingRules,
] as const;

/** Which field of onCall.existing in the catalog names a thing of a type. */
const fields: Readonly<Record<string, "service" | "policy">> = {
  [pagerduty.service]: "service",
  [pagerduty.escalationPolicy]: "policy",
  [datadog.onCallEscalationPolicy]: "policy",
};

/**
 * The service's roots of on-call of some types that count: all that are declared; of what was seen at a vendor, what the
 * catalog names as existing, or everything where on-call is neither declared here nor to be.
 */
export function onCallRoots(
  service: Subject,
  evidence: Evidence,
  ...types: readonly string[]
): readonly Resource[] {
  const managed = isManagedHere(service, evidence);
  return evidence.of(...types).filter((one) => !one.observed || counts(one, service, managed));
}

/** Whether this stack is where the service's on-call is declared, so that a gap in it is certain. */
export function isManagedHere({ facts: { onCall } }: Subject, evidence: Evidence): boolean {
  if (onCall !== undefined && onCall.existing === undefined) return true;
  return evidence.of(...rootTypes).some(({ observed }) => !observed);
}

function counts(seen: Resource, { facts: { onCall } }: Subject, managed: boolean): boolean {
  const field = fields[seen.type];
  const name = field === undefined ? undefined : onCall?.existing?.[field];
  if (name !== undefined) return nameOf(seen).toLowerCase() === name.toLowerCase();
  if (managed) return false;
  // A Datadog team's routing rules have no name that the catalog could tell.
  return onCall?.existing === undefined || field === undefined;
}

/** What the catalog says exists elsewhere, by the name that says most. */
export function existingName({ facts: { onCall } }: Subject): string | undefined {
  const { policy, schedule, service } = onCall?.existing ?? {};
  return policy ?? schedule ?? service;
}

/**
 * Asks the vendor before a lack of on-call is held against a service. Throws UnknownValue where an observed vendor did
 * not tell, or where nobody could be asked about what the catalog says exists.
 */
export function confirmNoOnCall(service: Subject, evidence: Evidence): void {
  if (isManagedHere(service, evidence)) return;
  const existing = existingName(service);
  const what = `who is on call for ${existing ?? service.name}`;
  if (existing === undefined) confirmGap(evidence, "on-call", service.name, what);
  else evidence.ask("on-call", service.name, what);
}

/**
 * Why a thing that something refers to by id cannot be read here: its vendor is not observed or did not answer, or does
 * not list it among what belongs to the service.
 */
export function whyUnseen(service: Subject, evidence: Evidence, what: string): never {
  evidence.ask("on-call", service.name, what);
  throw new UnknownValue("unobserved", `${what} is not among what was told of ${service.name}'s on-call`);
}
