import type { Resource } from "./rule";
import { aws, datadog, kubernetes, pagerduty } from "./tokens";

/** Services by the URN of what they own. */
export type Owners = Map<string, Set<string>>;

/**
 * Relations along which belonging travels, by property. `gives`: what a service's resource of the type was computed
 * from is the service's as well; `takes`: a resource of the type is the service's from whose resource it was computed.
 */
const relations: Readonly<
  Record<string, { readonly gives?: readonly string[]; readonly takes?: readonly string[] }>
> = {
  [pagerduty.service]: { gives: ["escalationPolicy"] },
  [pagerduty.escalationPolicy]: { gives: ["rules", "teams"] },
  [pagerduty.schedule]: { gives: ["layers"] },
  [pagerduty.serviceIntegration]: { takes: ["service"] },
  [pagerduty.eventOrchestrationService]: { takes: ["service"] },
  [pagerduty.extension]: { takes: ["extensionObjects"] },
  [pagerduty.incidentWorkflowTrigger]: { takes: ["services"] },
  [pagerduty.slackConnection]: { takes: ["sourceId"] },
  [pagerduty.userContactMethod]: { takes: ["userId"] },
  [pagerduty.userNotificationRule]: { takes: ["userId"] },
  [pagerduty.maintenanceWindow]: { takes: ["services"] },
  [datadog.pagerdutyServiceObject]: { takes: ["serviceKey", "serviceName"] },
  [datadog.monitor]: { takes: ["query"] },
  [datadog.monitorJson]: { takes: ["monitor"] },
  [datadog.serviceLevelObjective]: { takes: ["monitorIds"] },
  [datadog.downtime]: { takes: ["monitorId"] },
  [datadog.downtimeSchedule]: { takes: ["monitorIdentifier"] },
  [datadog.onCallTeamRoutingRules]: { gives: ["rules"] },
  [datadog.onCallEscalationPolicy]: { gives: ["steps"] },
  [datadog.onCallSchedule]: { gives: ["layers"] },
  [aws.lambdaAlias]: { takes: ["functionName"] },
  [kubernetes.horizontalPodAutoscaler]: { takes: ["spec"] },
  [kubernetes.horizontalPodAutoscalerV1]: { takes: ["spec"] },
  [kubernetes.rollout]: { takes: ["spec"] },
  [aws.efsBackupPolicy]: { takes: ["fileSystemId"] },
  [aws.s3BucketVersioning]: { takes: ["bucket"] },
  [datadog.onCallUserNotificationChannel]: { takes: ["userId"] },
  [datadog.onCallUserNotificationRule]: { takes: ["userId"] },
};

/**
 * Lets belonging travel along relations, however far, to all but the resources in `direct`, which are claimed by a
 * stronger sign. What several services reach belongs to all of them, whichever of them is nearer.
 */
export function spreadOwners(
  owners: Owners,
  candidates: readonly Resource[],
  direct: ReadonlySet<string>,
): void {
  const edges = edgesBetween(candidates);
  const queue = [...owners.keys()];
  for (let at = 0; at < queue.length; at++) {
    const from = queue[at] ?? "";
    for (const to of edges.get(from) ?? []) {
      if (direct.has(to)) continue;
      const names = owners.get(to) ?? new Set();
      const before = names.size;
      for (const name of owners.get(from) ?? []) names.add(name);
      if (names.size === before) continue;
      owners.set(to, names);
      queue.push(to);
    }
  }
}

function edgesBetween(candidates: readonly Resource[]): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, string[]>();
  const connect = (from: string, to: string): void => {
    const list = edges.get(from);
    if (list) list.push(to);
    else edges.set(from, [to]);
  };
  for (const resource of candidates) {
    for (const given of related(resource, "gives")) connect(resource.urn, given.urn);
    for (const source of related(resource, "takes")) connect(source.urn, resource.urn);
  }
  return edges;
}

function related(resource: Resource, direction: "gives" | "takes"): readonly Resource[] {
  const properties = relations[resource.type]?.[direction] ?? [];
  try {
    return properties.flatMap((property) => resource.dependenciesOf(property));
  } catch {
    return []; // A resource that a partial run hides relates to nothing that can be seen.
  }
}
