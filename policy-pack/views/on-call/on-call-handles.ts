import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { attempt } from "../attempt";
import { referredTo } from "../links";
import { pagersOf } from "./service-wiring";

/**
 * Handles (without @) by which a Datadog monitor reaches the service's on-call: those of its PagerDuty services, of the
 * existing PagerDuty service that the catalog names, and of its team at Datadog On-Call. None where nothing is known.
 */
export function onCallHandles(service: Subject, evidence: Evidence): readonly string[] {
  const existing = service.facts.onCall?.existing?.service;
  return [
    ...new Set([
      ...pagerHandles(service, evidence),
      ...(existing === undefined ? [] : [`pagerduty-${existing}`]),
      ...teamHandles(service, evidence),
    ]),
  ];
}

/** Where the PagerDuty service itself is declared elsewhere, the service's own objects at Datadog name it. */
function pagerHandles(service: Subject, evidence: Evidence): readonly string[] {
  const pagers = pagersOf(service, evidence);
  if (pagers.length > 0) return pagers.flatMap((pager) => pager.handles());
  return evidence
    .of(datadog.pagerdutyServiceObject)
    .map((object) => `pagerduty-${object.props.get("serviceName").string() ?? ""}`);
}

/** @oncall-TEAM for the teams whose pages are routed to the service's people. */
function teamHandles(service: Subject, evidence: Evidence): readonly string[] {
  const own = evidence.of(datadog.onCallTeamRoutingRules);
  const names = service.team ? [service.team.name, ...service.team.aliases] : [];
  return evidence.all(datadog.onCallTeamRoutingRules).flatMap((rules) => {
    const handle = teamHandle(rules, evidence);
    if (handle === undefined) return own.includes(rules) ? names.map((name) => `oncall-${name}`) : [];
    return own.includes(rules) || names.includes(handle) ? [`oncall-${handle}`] : [];
  });
}

/** The handle of the team that routing rules are for; undefined where the team is not declared in this stack. */
function teamHandle(rules: Resource, evidence: Evidence): string | undefined {
  const team = attempt(() => referredTo(evidence, rules, "teamId", [datadog.team]));
  return "value" in team ? team.value?.props.get("handle").string() : undefined;
}
