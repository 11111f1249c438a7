import { github } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import { addOrganizationRuleset, addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import type { ExpectedFailure } from "../../rule-tester";

export const both = { rules: { deletion: true, nonFastForward: true } };
export const names = { branch: "main", repository: "checkout" };
export const gap = (message: string, on = "own-main"): ExpectedFailure => ({
  message,
  data: names,
  subject: "main",
  on,
});
export const unprotected: readonly ExpectedFailure[] = [gap("unprotected", "own")];
export const atRuleset = (message: string): ExpectedFailure => gap(message, "own-ruleset");

export const v3 = (props: Record<string, unknown>): Given =>
  withMain().add({
    type: github.branchProtectionV3,
    name: "own-v3",
    props: { repository: "checkout", ...props },
    dependsOn: { repository: ["own"] },
  });
export const refs = (
  includes: readonly string[],
  excludes: readonly string[] = [],
): Record<string, unknown> => ({
  conditions: { refName: { includes, excludes } },
});
export const everywhere = (repositories: Record<string, unknown>, dependsOn: readonly string[] = []): Given =>
  addOrganizationRuleset(withMain(), repositories, both, dependsOn);
export const property = (props: Record<string, unknown>): Given =>
  everywhere({
    repositoryProperty: { includes: [{ name: "tier", propertyValues: ["1", "2"] }], ...props },
  });
export const tierOf = (start: Given, value: string): Given =>
  start.add({
    type: github.repositoryCustomProperty,
    name: "own-tier",
    props: {
      repository: "checkout",
      propertyName: "tier",
      propertyType: "single_select",
      propertyValues: [value],
    },
    dependsOn: { repository: ["own"] },
  });
export const team = {
  type: github.team,
  name: "ops",
  props: { id: "7", nodeId: "T_ops", slug: "site-ops", name: "Site ops" },
};
export const bypassers = (...who: readonly string[]): Given =>
  protect(withMain(), { forcePushBypassers: who });
export const invited = { bypass: { teams: ["site-ops"], apps: ["A_release"] } };

/** Every way in which a branch may be protected. */
export const passing: Readonly<Record<string, Given>> = {
  "a protection that names the branch, all switches at their defaults": protect(withMain(), {}),
  "both switches off": protect(withMain(), { allowsForcePushes: false, allowsDeletions: false }),
  "what several services share": given.service(),
  "the older form": v3({ branch: "main" }),
  "a wildcard": protect(withMain(), { pattern: "m*n" }),
  "a protection whose repository is only known after the update": protect(withMain(), {}).unknown(
    github.branchProtection,
    "own-main",
    "repositoryId",
  ),
  "a protection by node id": protect(withMain(), { repositoryId: "R_own" }),
  "a protection by a node id that the repository does not keep": protect(withMain(), {
    repositoryId: "R_own",
  }).with(github.repository, "own", { nodeId: undefined }),
  "a protection by owner and name, in other capitals": protect(withMain(), {
    repositoryId: "Shop/Checkout",
  }),
  "a repository that the catalog names with its owner": protect(
    withMain().facts({ repository: "shop/checkout" }),
    {},
  ),
  "a ruleset with both rules": addRuleset(withMain(), both),
  "a ruleset as a list of one": addRuleset(withMain(), { rules: [both.rules] }),
  "a ruleset that names the branch": addRuleset(withMain(), { ...both, ...refs(["refs/heads/main"]) }),
  "a ruleset of all branches": addRuleset(withMain(), { ...both, ...refs(["~ALL"], ["refs/heads/wip/*"]) }),
  "a ruleset by pattern": addRuleset(withMain(), { ...both, ...refs(["refs/heads/m[a-z]*"]) }),
  "a ruleset whose target is not stated": addRuleset(withMain(), { ...both, target: undefined }),
  "two rulesets that add up": addRuleset(
    addRuleset(withMain(), { rules: { deletion: true } }),
    { rules: { nonFastForward: true } },
    "own-second",
  ),
  "a protection that allows what a ruleset forbids": addRuleset(
    protect(withMain(), { allowsDeletions: true, allowsForcePushes: true }),
    both,
  ),
  "a switch that is not known yet, where a ruleset forbids": addRuleset(
    protect(withMain(), {}).unknown(github.branchProtection, "own-main", "allowsDeletions"),
    both,
  ),
  "an organisation's ruleset of all repositories": everywhere({
    repositoryName: { includes: ["~ALL"], excludes: ["legacy-*"] },
  }),
  "an organisation's ruleset by name": everywhere({
    repositoryName: { includes: ["check*"], excludes: [] },
  }),
  "an organisation's ruleset by id": everywhere({ repositoryIds: [10, 11] }),
  "an organisation's ruleset by an id that is not known yet": everywhere({ repositoryIds: [10, 12] }, ["own"])
    .with(github.organizationRuleset, "everywhere", {
      "conditions.repositoryIds[1]": "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    })
    .unknown(github.repository, "own", "repoId"),
  "an organisation's ruleset by custom property": tierOf(property({}), "1"),
  "an organisation's ruleset by visibility": property({
    includes: [{ name: "visibility", source: "system", propertyValues: ["public", "internal"] }],
  }),
  "the exact rule before a wildcard that allows everything": protect(
    protect(withMain(), {}),
    { pattern: "*", allowsForcePushes: true, allowsDeletions: true },
    "own-any",
  ),
  "two wildcards that both forbid": protect(
    protect(withMain(), { pattern: "m*" }),
    { pattern: "*n" },
    "own-any",
  ),
  "force pushes to a locked branch, which nobody can make": protect(withMain(), {
    allowsForcePushes: true,
    lockBranch: true,
  }),
  "the branch that the repository says is its default": protect(inOwnRepository({ defaultBranch: "trunk" }), {
    pattern: "trunk",
  }),
  "the declared default branch before what the repository said last": protect(
    withMain().with(github.repository, "own", { defaultBranch: "master" }),
    {},
  ),
  "the default branch that the catalog states": protect(inOwnRepository().facts({ branch: "trunk" }), {
    pattern: "trunk",
  }),
  "a default branch whose name nothing tells, under a ruleset for it": addRuleset(inOwnRepository(), both),
  "a repository that is only known by the service's name": protect(
    withMain().facts({ repository: undefined }),
    {},
  ).withoutComponent(),
  "a stack that does not own the account but declares the protection": protect(withMain(), {}).catalog({
    owns: false,
  }),
  "a team of the catalog's that may force push": bypassers("shop/Site-Ops").facts(invited),
  "the same team by its id": bypassers("T_ops").facts(invited).add(team),
  "the same team before its id is known": bypassers()
    .facts(invited)
    .add({ ...team, props: { name: "Site ops" } })
    .without(github.branchProtection, "own-main")
    .add({
      type: github.branchProtection,
      name: "own-main",
      props: {
        repositoryId: "checkout",
        pattern: "main",
        forcePushBypassers: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
      },
      dependsOn: { repositoryId: ["own"], forcePushBypassers: ["ops"] },
    }),
  "an app of the catalog's that may force push": bypassers("A_release").facts(invited),
  "somebody who may pass one protection but no ruleset": addRuleset(bypassers("/amy"), {
    rules: { nonFastForward: true },
  }),
  "a private repository of a plan that protects it": protect(withMain(), {})
    .with(github.repository, "own", { visibility: "private" })
    .catalog({ plans: { github: "team" } }),
  "a public repository of the free plan": protect(withMain(), {}).catalog({ plans: { github: "free" } }),
};
