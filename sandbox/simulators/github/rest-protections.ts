import type { Json, WorldObject } from "../../world/schema";
import { listOf, numberOf, objectOf, ok, snakeCased, textsOf } from "../exchange";
import { forAdmins, type GithubRoute, ofOrganization, ofRepository, paged, type Shape, shown } from "./rest";
import { inForce, type Rule, type Ruleset, rulesetOf, rulesetsOf } from "./rulesets";
import { branchOf, textOf, type Viewer } from "./viewer";

export const protectionRoutes: readonly GithubRoute[] = [
  [
    /^\/orgs\/([^/]+)\/rulesets$/,
    ofOrganization(forAdmins((viewer) => paged(viewer, ofOwner(viewer), (one) => summary(viewer, one)))),
  ],
  [
    /^\/orgs\/([^/]+)\/rulesets\/([^/]+)$/,
    ofOrganization(
      forAdmins((viewer, id) => shown(ofOwner(viewer).find(isNumbered(id)), (one) => details(viewer, one))),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/rulesets$/,
    ofRepository((viewer, one) => {
      const withParents = viewer.ask.query.get("includes_parents") !== "false";
      const all = rulesetsOf(viewer, one).filter(({ isOwn }) => isOwn || withParents);
      return paged(viewer, all, (ruleset) => summary(viewer, ruleset));
    }),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/rulesets\/([^/]+)$/,
    ofRepository((viewer, one, id = "") =>
      shown(rulesetsOf(viewer, one).find(isNumbered(id)), (ruleset) => details(viewer, ruleset)),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/rules\/branches\/(.+)$/,
    ofRepository((viewer, one, branch) => {
      if (branch !== branchOf(one)) return ok([]);
      const rules = inForce(viewer, one).flatMap((ruleset) =>
        ruleset.rules.map((rule) => ({ ...ruleBody(rule), ...sourceOf(viewer, ruleset) })),
      );
      return paged(viewer, rules, (rule) => rule);
    }),
  ],
];

function ofOwner({ ask: { world } }: Viewer): readonly Ruleset[] {
  return world.list("organizationRuleset").map((one) => rulesetOf(one, false));
}

function numberOfRuleset(object: WorldObject): number {
  return numberOf(object.rulesetId, Number(object.id));
}

function isNumbered(id: string | undefined) {
  return ({ object }: Ruleset) => String(numberOfRuleset(object)) === id;
}

function sourceOf({ organization }: Viewer, { object, isOwn }: Ruleset) {
  return {
    ruleset_id: numberOfRuleset(object),
    ruleset_source_type: isOwn ? "Repository" : "Organization",
    ruleset_source: isOwn ? `${organization.id}/${textOf(object.repository)}` : organization.id,
  } satisfies Shape<"repository-rule-ruleset-info">;
}

function summary(viewer: Viewer, ruleset: Ruleset) {
  const { object, isOwn } = ruleset;
  const { ruleset_source: source } = sourceOf(viewer, ruleset);
  return {
    id: numberOfRuleset(object),
    node_id: textOf(object.nodeId),
    name: textOf(object.name),
    target: (["branch", "tag", "push"] as const).find((one) => one === object.target) ?? "branch",
    source_type: isOwn ? "Repository" : "Organization",
    source,
    enforcement:
      (["disabled", "active", "evaluate"] as const).find((one) => one === object.enforcement) ?? "active",
  } satisfies Shape<"repository-ruleset">;
}

function details(viewer: Viewer, ruleset: Ruleset) {
  const { object, rules } = ruleset;
  const bypass = listOf(object.bypassActors)
    .map(objectOf)
    .map(({ actorType, actorId, bypassMode }) => ({
      actor_type: textOf(actorType),
      actor_id: numberOf(actorId, 0) || null,
      bypass_mode: textOf(bypassMode, "always"),
    }));
  const { includes, excludes } = objectOf(objectOf(object.conditions).refName);
  return {
    ...summary(viewer, ruleset),
    ...(viewer.isReader ? {} : { bypass_actors: bypass }),
    conditions: { ref_name: { include: textsOf(includes), exclude: textsOf(excludes) } },
    rules: rules.map(ruleBody),
  };
}

/** Names of lists in parameters where the provider has others than GitHub. */
const renamed: Readonly<Record<string, string>> = {
  required_checks: "required_status_checks",
  required_workflows: "workflows",
  required_code_scanning_tools: "code_scanning_tools",
};

function ruleBody({ type, given }: Rule): { readonly type: string; readonly parameters?: Json } {
  const parameters = objectOf(snakeCased(given));
  const entries = Object.entries(parameters).map(([name, value]) => [renamed[name] ?? name, value] as const);
  const body = { type: type.toLowerCase() };
  return entries.length === 0 ? body : { ...body, parameters: Object.fromEntries(entries) };
}
