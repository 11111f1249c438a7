import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import { nameOf, sourcesOf, withId } from "../links";
import { onCallRoots } from "./existing";

/** A policy that something leads to: undefined for one that is neither declared here nor seen. */
export type Link = Attempt<Resource | undefined>;

/** A Datadog team's routing rules as the way from a monitor to a policy; everything is read when asked. */
export interface Route {
  readonly name: string;
  readonly resource: Resource;
  leadsToPolicy(): boolean;
  /** Whether pages that no rule with a query singles out are of low urgency. Urgency is high where none is stated. */
  isLow(): boolean;
}

/** The routing rules by which a service's monitors page. */
export function routesOf(service: Subject, evidence: Evidence): readonly Route[] {
  return onCallRoots(service, evidence, datadog.onCallTeamRoutingRules).map((resource) => {
    const rules = (): readonly Value[] => resource.props.get("rules").items();
    return {
      name: nameOf(resource),
      resource,
      leadsToPolicy: () => rules().some((rule) => policyReferences(rule).length > 0),
      isLow: () => rules().slice(-1).flatMap(urgenciesOf).includes("low"),
    };
  });
}

function urgenciesOf(rule: Value): readonly (string | undefined)[] {
  const actions = rule.get("actions").items();
  return [rule, ...actions.map((action) => action.get("escalationPolicy"))].map((holder) =>
    holder.get("urgency").string(),
  );
}

/** The policies that a team's routing rules lead to; undefined for one that is neither declared here nor seen. */
export function routedPolicies(evidence: Evidence, routing: Resource): readonly Link[] {
  const types = [datadog.onCallEscalationPolicy];
  const read = attempt(() => ({
    sources: sourcesOf(routing, "rules", types),
    references: routing.props.get("rules").items().flatMap(policyReferences),
  }));
  if ("unknown" in read) return [read];
  const { sources, references } = read.value;
  const known = references.filter((reference) => !reference.unknown);
  const found = known.map((reference) => withId(evidence, reference.string() ?? "", types, sources));
  if (known.length === references.length) return found.map((value) => ({ value }));
  // Behind unknown ids stand the policies that the rules were computed from, in whatever order.
  const open = sources.filter((source) => !found.includes(source));
  if (open.length > 0) return [...found, ...open].map((value) => ({ value }));
  const reason = `rules of ${routing.name} are only known after an update`;
  return [{ unknown: new UnknownValue("planned", reason) }];
}

/** Where one routing rule names its policy: by a property of its own or by its actions. */
function policyReferences(rule: Value): readonly Value[] {
  const direct = rule.get("escalationPolicy");
  const actions = rule
    .get("actions")
    .items()
    .map((action) => action.get("escalationPolicy").get("policyId"));
  return [direct, ...actions].filter((reference) => !reference.absent);
}
