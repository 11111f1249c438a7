import { github } from "../../../../policy-pack/engine/tokens";
import { branchProtected } from "../../../../policy-pack/rules/delivery/branch-protected";
import { given } from "../../given";
import { addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import { testRule } from "../../rule-tester";

import {
  atRuleset,
  both,
  bypassers,
  everywhere,
  gap,
  invited,
  names,
  passing,
  property,
  refs,
  tierOf,
  unprotected,
  v3,
} from "./branch-protected-cases";
import { observedFailing, observedPassing, observedUnknown } from "./branch-protected-observed-cases";

testRule(branchProtected, {
  pass: { ...passing, ...observedPassing },
  fail: {
    ...observedFailing,
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
    ...observedUnknown,
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
      "planned: who may get past own-main",
    ],
    "the name of a default branch that a partial run leaves out": [
      protect(withMain(), {}).hidden(github.branchDefault, "own-default"),
      "partial: own-default is not part of this run",
    ],
    "which repository a node id means that was looked up": [
      protect(inOwnRepository({ nodeId: undefined }), {})
        .facts({ branch: "main" })
        .add({
          type: github.branchProtection,
          name: "looked-up",
          props: { repositoryId: "R_kgDOLookedUp", pattern: "main" },
        })
        .without(github.branchProtection, "own-main"),
      "no-collector: the repository that looked-up is about",
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
