import type { Evidence, Resource, Subject } from "../engine/rule";
import { datadog, pagerduty } from "../engine/tokens";
import { attempt } from "./attempt";
import { referredTo, sourcesOf } from "./links";

/**
 * Handles (without @) by which a Datadog monitor reaches the service's on-call: those of PagerDuty's service objects,
 * the existing PagerDuty service that the catalog names, and the team of Datadog On-Call. None where nothing is known.
 */
export function onCallHandles(service: Subject, evidence: Evidence): readonly string[] {
  const objects = evidence
    .of(datadog.pagerdutyServiceObject)
    .filter((object) => !isWiredElsewhere(object, evidence))
    .map((object) => object.props.get("serviceName").string());
  const existing = service.facts.onCall?.existing?.service;
  const names = [...objects, existing].filter((name) => name !== undefined);
  return [...new Set([...names.map((name) => `pagerduty-${name}`), ...teamHandles(service, evidence)])];
}

/** Whether the object's key is that of an integration of a PagerDuty service that is not the service's. */
function isWiredElsewhere(object: Resource, evidence: Evidence): boolean {
  const own = evidence.of(pagerduty.service);
  const integrations = sourcesOf(object, "serviceKey", [pagerduty.serviceIntegration]);
  const wired = integrations.flatMap((integration) => {
    const found = attempt(() => referredTo(evidence, integration, "service", [pagerduty.service]));
    return "value" in found && found.value ? [found.value] : [];
  });
  return own.length > 0 && wired.length > 0 && !wired.some((one) => own.includes(one));
}

/** @oncall-TEAM for the teams whose pages are routed to the service's people. */
function teamHandles(service: Subject, evidence: Evidence): readonly string[] {
  const own = evidence.of(datadog.onCallTeamRoutingRules);
  const names = service.team ? [service.team.name, ...service.team.aliases] : [];
  return evidence.all(datadog.onCallTeamRoutingRules).flatMap((rules) => {
    const handle = teamHandle(rules, evidence);
    if (handle !== undefined)
      return own.includes(rules) || names.includes(handle) ? [`oncall-${handle}`] : [];
    return own.includes(rules) ? names.map((name) => `oncall-${name}`) : [];
  });
}

/** The handle of the team that routing rules are for; undefined where the team is not declared in this stack. */
function teamHandle(rules: Resource, evidence: Evidence): string | undefined {
  const team = attempt(() => referredTo(evidence, rules, "teamId", [datadog.team]));
  return "value" in team ? team.value?.props.get("handle").string() : undefined;
}
