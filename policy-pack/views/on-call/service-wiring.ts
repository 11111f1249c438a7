import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog, pagerduty } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt, firstUnknown, take } from "../attempt";
import { idOf, nameOf, referredTo, sourcesOf } from "../links";
import { parseMonitorMessage } from "../monitors/monitor-message";
import { monitorsOf, testMonitorsOf } from "../monitors/monitors";
import { recipientsByEachRule } from "../monitors/notification-rules";
import { onCallRoots } from "./existing";
import { pagingServices } from "./on-call";
import { type LowUrgency, lowUrgency } from "./urgency";

/** A PagerDuty service as the end of the way from a monitor to a person; everything is read when asked. */
export interface Pager {
  readonly name: string;
  readonly resource: Resource;
  /** active, warning, critical, maintenance or disabled. */
  status(): string;
  /** False where the service has a policy of its own here and the pager uses another. */
  usesOwnPolicy(): boolean;
  /** What brings alerts to it. */
  feed(): "monitoring" | "e-mail" | "nothing";
  lowUrgency(): LowUrgency | undefined;
  /** Whether an incident that somebody acknowledged is never raised again. */
  sleepsWhenAcknowledged(): boolean;
  /** Handles at Datadog that lead to it, such as pagerduty-checkout, without @. */
  handles(): readonly string[];
}

/** The PagerDuty services by which a service pages. */
export function pagersOf(service: Subject, evidence: Evidence): readonly Pager[] {
  return evidence.once("pagers", () =>
    pagingServices(service, evidence).map((resource) => pagerOf(service, evidence, resource)),
  );
}

function pagerOf(service: Subject, evidence: Evidence, resource: Resource): Pager {
  const { props } = resource;
  return {
    name: nameOf(resource),
    resource,
    // The status is no input: it is unknown only while the service is being made, and starts as active.
    status: () => (props.get("status").unknown ? "active" : (props.get("status").string() ?? "active")),
    usesOwnPolicy: () => usesOwnPolicy(service, evidence, resource),
    feed: () => feedOf(evidence, resource),
    lowUrgency: () => lowUrgency(resource),
    // Absent is half an hour; the text null switches it off (PagerDuty provider).
    sleepsWhenAcknowledged: () => props.get("acknowledgementTimeout").string() === "null",
    handles: () => handlesOf(evidence, resource),
  };
}

function usesOwnPolicy(service: Subject, evidence: Evidence, pager: Resource): boolean {
  const own = onCallRoots(service, evidence, pagerduty.escalationPolicy);
  if (own.length === 0) return true;
  const used = referredTo(evidence, pager, "escalationPolicy", [pagerduty.escalationPolicy]);
  return used !== undefined && own.includes(used);
}

function feedOf(evidence: Evidence, service: Resource): ReturnType<Pager["feed"]> {
  const kinds = besides(service, evidence.of(pagerduty.serviceIntegration)).map((one) =>
    attempt(() => (isOf(evidence, one, service) ? integrationKind(one) : "nothing")),
  );
  const known = kinds.map((kind) => ("value" in kind ? kind.value : "nothing"));
  if (known.includes("monitoring") || isRouted(evidence, service)) return "monitoring";
  const open = firstUnknown(kinds);
  if (open !== undefined) throw open;
  return known.includes("e-mail") ? "e-mail" : "nothing";
}

/** What was seen beside a service that is declared here may be what its next update removes: it does not count. */
function besides(service: Resource, all: readonly Resource[]): readonly Resource[] {
  return service.observed ? all : all.filter(({ observed }) => !observed);
}

/** Whether an integration, or the like, is that of a PagerDuty service. */
function isOf(evidence: Evidence, one: Resource, service: Resource): boolean {
  return referredTo(evidence, one, "service", [pagerduty.service]) === service;
}

/** The type is computed from the vendor where that is given, and then unknown until the integration exists. */
function integrationKind({ props }: Resource): ReturnType<Pager["feed"]> {
  const [type, vendor] = [props.get("type"), props.get("vendor")];
  if (type.unknown && !vendor.absent) {
    // Vendors that send e-mail alone are given the address to send it to.
    const address = props.get("integrationEmail");
    return address.unknown || !address.string() ? "monitoring" : "e-mail";
  }
  const stated = type.string();
  if (stated !== undefined) return stated.startsWith("generic_email") ? "e-mail" : "monitoring";
  return vendor.absent ? "nothing" : "monitoring";
}

/** Whether event rules bring alerts to the service: its own orchestration, a router, or a rule of a ruleset. */
function isRouted(evidence: Evidence, service: Resource): boolean {
  const id = idOf(service);
  const refers = (from: Resource, property: string, ids: () => readonly (string | undefined)[]): boolean =>
    sourcesOf(from, property, [pagerduty.service]).includes(service) ||
    (id !== undefined && ids().includes(id));
  return (
    evidence.of(pagerduty.eventOrchestrationService).some((one) => isOf(evidence, one, service)) ||
    evidence
      .all(pagerduty.eventOrchestrationRouter)
      .some((one) => ["set", "sets", "catchAll"].some((key) => refers(one, key, () => routesOf(one, key)))) ||
    evidence
      .all(pagerduty.rulesetRule)
      .some((one) => !one.props.get("disabled").boolean() && refers(one, "actions", () => rulesetRoutes(one)))
  );
}

function routesOf(router: Resource, key: string): readonly (string | undefined)[] {
  const parts = router.props.get(key).items();
  const rules = key === "catchAll" ? parts : parts.flatMap((part) => part.get("rules").items());
  return rules
    .map((rule) => rule.get("actions").get("routeTo"))
    .map((to) => (to.unknown ? undefined : to.string()));
}

function rulesetRoutes(rule: Resource): readonly (string | undefined)[] {
  const routes = rule.props.get("actions").get("routes").items();
  return routes.map((route) => route.get("value")).map((to) => (to.unknown ? undefined : to.string()));
}

/** Names of service objects that lead to a PagerDuty service: by the key that they were given, else by its name. */
function handlesOf(evidence: Evidence, service: Resource): readonly string[] {
  const own = besides(service, evidence.of(datadog.pagerdutyServiceObject));
  const found = own.length > 0 ? own : besides(service, evidence.all(datadog.pagerdutyServiceObject));
  return found
    .filter((object) => leadsTo(evidence, object, service))
    .map((object) => `pagerduty-${object.props.get("serviceName").string() ?? ""}`);
}

function leadsTo(evidence: Evidence, object: Resource, service: Resource): boolean {
  const keys = sourcesOf(object, "serviceKey", [pagerduty.serviceIntegration]);
  if (keys.length > 0) return keys.some((integration) => isOf(evidence, integration, service));
  // A key from elsewhere (an orchestration, a secret) tells nothing: then the name must be the service's.
  return object.props.get("serviceName").string() === nameOf(service);
}

/** PagerDuty handles without @, each once, and why there may be more where a message is not known. */
export interface HandlesInUse {
  readonly handles: readonly string[];
  readonly open: UnknownValue | undefined;
}

/** The PagerDuty handles that the service's monitors and tests notify in any state. */
export function pagerHandlesInUse(evidence: Evidence): HandlesInUse {
  const reads = [...monitorsOf(evidence), ...testMonitorsOf(evidence)].flatMap((monitor) => [
    attempt(() => [...parseMonitorMessage(monitor.message).mentions.keys()]),
    attempt(() => [...parseMonitorMessage(monitor.escalationMessage).mentions.keys()]),
    ...recipientsByEachRule(monitor, evidence).map((added) =>
      attempt(() => take(added).map(({ handle }) => handle)),
    ),
  ]);
  const handles = reads.flatMap((read) => ("value" in read ? read.value : []));
  return {
    handles: [...new Set(handles.filter((handle) => handle.startsWith("pagerduty-")))].sort(),
    open: firstUnknown(reads),
  };
}

/** What is wrong with the handles of a pager: it has none, or monitors use others. */
export type HandleProblem = "unnamed" | { readonly handle: string; readonly used: string };

/**
 * Compares a pager's handles with those that the service's monitors use. Without monitors no handle is needed, and
 * monitors that page nobody are another rule's matter.
 */
export function handleProblem(pager: Pager, service: Subject, evidence: Evidence): HandleProblem | undefined {
  if (monitorsOf(evidence).length + testMonitorsOf(evidence).length === 0) return undefined;
  const own = pager.handles();
  const [handle] = own;
  if (handle === undefined) return confirmUnnamed(pager, service, evidence);
  const { handles, open } = pagerHandlesInUse(evidence);
  // A handle with a {{variable}} becomes one only when the monitor alerts.
  if (handles.some((used) => own.includes(used) || used.includes("{{"))) return undefined;
  if (open !== undefined) throw open;
  return handles.length === 0 ? undefined : { handle, used: handles.join(", @") };
}

/** Datadog shows the names of its handles, never the keys by which they lead to a PagerDuty service. */
function confirmUnnamed(pager: Pager, service: Subject, evidence: Evidence): "unnamed" {
  if (!pager.resource.observed) return "unnamed";
  const told = evidence.ask("pager-handles", service.name, `the handle of PagerDuty service ${pager.name}`);
  if (told === undefined || told.resources.length === 0) return "unnamed";
  const reason = `which of Datadog's handles leads to PagerDuty service ${pager.name} cannot be seen`;
  throw new UnknownValue("unobserved", reason);
}
