import { github } from "../../../../policy-pack/engine/tokens";
import { branchProtected } from "../../../../policy-pack/rules/delivery/branch-protected";
import { type Given, given } from "../../given";
import { addOrganizationRuleset, addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const both = { rules: { deletion: true, nonFastForward: true } };
const names = { branch: "main", repository: "checkout" };
const gap = (message: string, on = "own-main"): ExpectedFailure => ({
  message,
  data: names,
  subject: "main",
  on,
});
const unprotected: readonly ExpectedFailure[] = [gap("unprotected", "own")];
const atRuleset = (message: string): ExpectedFailure => gap(message, "own-ruleset");

const v3 = (props: Record<string, unknown>): Given =>
  withMain().add({
    type: github.branchProtectionV3,
    name: "own-v3",
    props: { repository: "checkout", ...props },
    dependsOn: { repository: ["own"] },
  });
const refs = (includes: readonly string[], excludes: readonly string[] = []): Record<string, unknown> => ({
  conditions: { refName: { includes, excludes } },
});
const everywhere = (repositories: Record<string, unknown>, dependsOn: readonly string[] = []): Given =>
  addOrganizationRuleset(withMain(), repositories, both, dependsOn);
const property = (props: Record<string, unknown>): Given =>
  everywhere({
    repositoryProperty: { includes: [{ name: "tier", propertyValues: ["1", "2"] }], ...props },
  });
const tierOf = (start: Given, value: string): Given =>
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
const team = {
  type: github.team,
  name: "ops",
  props: { id: "7", nodeId: "T_ops", slug: "site-ops", name: "Site ops" },
};
const bypassers = (...who: readonly string[]): Given => protect(withMain(), { forcePushBypassers: who });
const invited = { bypass: { teams: ["site-ops"], apps: ["A_release"] } };

testRule(branchProtected, {
  pass: {
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
    "an organisation's ruleset by an id that is not known yet": everywhere({ repositoryIds: [10, 12] }, [
      "own",
    ])
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
    "the branch that the repository says is its default": protect(
      inOwnRepository({ defaultBranch: "trunk" }),
      {
        pattern: "trunk",
      },
    ),
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
  },
  fail: {
    "a repository without any protection": [withMain(), unprotected],
    "a protection of another branch": [protect(withMain(), { pattern: "develop" }), unprotected],
    "a pattern of release branches": [protect(withMain(), { pattern: "release/*" }), unprotected],
    "an asterisk, where the branch has a folder": [
      protect(inOwnRepository().facts({ branch: "release/next" }), { pattern: "*" }),
      [
        {
          message: "unprotected",
          data: { branch: "release/next", repository: "checkout" },
          subject: "release/next",
          on: "own",
        },
      ],
    ],
    "the older form, which knows no wildcards": [v3({ branch: "m*" }), unprotected],
    "the older form for another branch": [v3({ branch: "develop" }), unprotected],
    "a protection of another repository": [protect(withMain(), { repositoryId: "cart" }), unprotected],
    "a protection of another owner's repository": [
      protect(withMain(), { repositoryId: "elsewhere/checkout" }),
      unprotected,
    ],
    "a default branch of no known name, without any protection": [
      inOwnRepository(),
      [
        {
          message: "unprotected",
          data: { branch: "that is the default", repository: "checkout" },
          subject: "that is the default",
          on: "own",
        },
      ],
    ],
    "a ruleset that is only evaluated": [
      addRuleset(withMain(), { ...both, enforcement: "evaluate" }),
      unprotected,
    ],
    "a ruleset that is switched off": [
      addRuleset(withMain(), { ...both, enforcement: "disabled" }),
      unprotected,
    ],
    "a ruleset of tags": [addRuleset(withMain(), { ...both, target: "tag" }), unprotected],
    "a ruleset that leaves the branch out": [
      addRuleset(withMain(), { ...both, ...refs(["~ALL"], ["refs/heads/main"]) }),
      unprotected,
    ],
    "a ruleset without the prefix of branches": [
      addRuleset(withMain(), { ...both, ...refs(["main"]) }),
      unprotected,
    ],
    "a ruleset without conditions": [addRuleset(withMain(), { ...both, conditions: undefined }), unprotected],
    "a ruleset of another repository": [addRuleset(withMain(), { ...both, repository: "cart" }), unprotected],
    "an organisation's ruleset of other names": [
      everywhere({ repositoryName: { includes: ["web-*"], excludes: [] } }),
      unprotected,
    ],
    "an organisation's ruleset that leaves the repository out": [
      everywhere({ repositoryName: { includes: ["~ALL"], excludes: ["checkout"] } }),
      unprotected,
    ],
    "an organisation's ruleset of other ids": [everywhere({ repositoryIds: [10] }), unprotected],
    "an organisation's ruleset that chooses no repository": [everywhere({}), unprotected],
    "an organisation's ruleset by another value of the property": [tierOf(property({}), "3"), unprotected],
    "an organisation's ruleset that leaves the property's value out": [
      tierOf(property({ excludes: [{ name: "tier", propertyValues: ["1"] }] }), "1"),
      unprotected,
    ],
    "a ruleset against deletion only": [
      addRuleset(withMain(), { rules: { deletion: true } }),
      [atRuleset("forcePush")],
    ],
    "a ruleset against force pushes only": [
      addRuleset(withMain(), { rules: { nonFastForward: true, deletion: false } }),
      [atRuleset("deletion")],
    ],
    "a ruleset that forbids neither": [
      addRuleset(withMain(), { rules: { requiredSignatures: true } }),
      [atRuleset("forcePush"), atRuleset("deletion")],
    ],
    "a protection that allows both": [
      protect(withMain(), { allowsForcePushes: true, allowsDeletions: "true" }),
      [gap("forcePush"), gap("deletion")],
    ],
    "a locked branch that may be deleted": [
      protect(withMain(), { lockBranch: true, allowsDeletions: true }),
      [gap("deletion")],
    ],
    "an exact rule that allows what a wildcard forbids": [
      protect(protect(withMain(), { allowsDeletions: true }), { pattern: "*" }, "own-any"),
      [gap("deletion")],
    ],
    "two wildcards that both allow": [
      protect(
        protect(withMain(), { pattern: "m*", allowsDeletions: true }),
        { pattern: "*n", allowsDeletions: true },
        "own-next",
      ),
      [gap("deletion")],
    ],
    "two wildcards of which one allows, since the older one holds": [
      protect(protect(withMain(), { pattern: "m*", allowsDeletions: true }), { pattern: "*n" }, "own-next"),
      [],
    ],
    "what is certain, whatever is not known besides": [
      protect(withMain(), { allowsForcePushes: true }).unknown(
        github.branchProtection,
        "own-main",
        "allowsDeletions",
      ),
      [gap("forcePush")],
    ],
    "a person who may force push": [
      bypassers("/amy"),
      [{ message: "forcePushers", data: { ...names, who: "amy" }, subject: "main", on: "own-main" }],
    ],
    "a person, a team and an app that the catalog does not name": [
      bypassers("/amy", "shop/payments", "shop/site-ops", "A_other").facts(invited),
      [
        {
          message: "forcePushers",
          data: { ...names, who: "amy, shop/payments, A_other" },
          subject: "main",
          on: "own-main",
        },
      ],
    ],
  },
  notApplicable: {
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": inOwnRepository({ archived: true }),
    "a private repository of the free plan": withMain()
      .with(github.repository, "own", { visibility: "private" })
      .catalog({ plans: { github: "free" } }),
    "a repository that is private in the older way, of the free plan": withMain()
      .with(github.repository, "own", { visibility: undefined, private: true })
      .catalog({ plans: { github: "free" } }),
  },
  unknown: {
    "a switch that is only known after the update": [
      protect(withMain(), {}).unknown(github.branchProtection, "own-main", "allowsForcePushes"),
      "planned: allowsForcePushes",
    ],
    "a pattern that is only known after the update": [
      protect(withMain(), {}).unknown(github.branchProtection, "own-main", "pattern"),
      "planned: pattern",
    ],
    "a pattern that may name the branch beside a wildcard that forbids": [
      protect(protect(withMain(), { pattern: "*" }), { allowsDeletions: true }, "own-next").unknown(
        github.branchProtection,
        "own-next",
        "pattern",
      ),
      "planned: pattern",
    ],
    "a protection of a repository that nothing names yet": [
      withMain().add({
        type: github.branchProtection,
        name: "own-main",
        props: { pattern: "main", repositoryId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      }),
      "planned: the repository of own-main",
    ],
    "a ruleset whose enforcement is only known after the update": [
      addRuleset(withMain(), both).unknown(github.repositoryRuleset, "own-ruleset", "enforcement"),
      "planned: enforcement",
    ],
    "who may force push, before it is known": [
      bypassers("x").unknown(github.branchProtection, "own-main", "forcePushBypassers"),
      "planned: who may force push",
    ],
    "a default branch that nothing names": [
      protect(inOwnRepository(), {}),
      "no-collector: the default branch of repository checkout",
    ],
    "an organisation's ruleset by a property that only GitHub tells": [
      property({}),
      "no-collector: the property tier of repository checkout",
    ],
    "an organisation's ruleset by ids that nothing tells yet": [
      everywhere({ repositoryIds: [10] }).unknown(
        github.organizationRuleset,
        "everywhere",
        "conditions.repositoryIds",
      ),
      "planned: the repositories of everywhere",
    ],
    "what another stack protects": [
      withMain().catalog({ owns: false }),
      "no-collector: the protection of branch main",
    ],
    "what another stack protects, where GitHub is observed but did not answer": [
      withMain().catalog({ owns: false, observe: ["github"] }),
      "unobserved: GitHub did not tell the protection of branch main",
    ],
    "another account's repository": [
      given.service().facts({ repository: "elsewhere/checkout" }),
      "no-collector: the protection of branch",
    ],
  },
});
