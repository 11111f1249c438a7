import { github } from "../../../../policy-pack/engine/tokens";
import { commitsSigned } from "../../../../policy-pack/rules/delivery/commits-signed";
import { type Given, given } from "../../given";
import { classic, elsewhere, organizationRuleset, seen } from "../../observed-repository";
import { addOrganizationRuleset, addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const unsigned = (on = "own-main"): readonly ExpectedFailure[] => [
  { message: "unsigned", data: { branch: "main", repository: "checkout" }, subject: "main", on },
];
const signed = { rules: { requiredSignatures: true } };
const v3 = (props: Record<string, unknown>): Given =>
  withMain().add({
    type: github.branchProtectionV3,
    name: "own-main",
    props: { repository: "checkout", branch: "main", ...props },
    dependsOn: { repository: ["own"] },
  });

testRule(commitsSigned, {
  pass: {
    "a protection that requires signatures": protect(withMain(), { requireSignedCommits: true }),
    "what several services share": given.service(),
    "the older form": v3({ requireSignedCommits: true }),
    "a ruleset": addRuleset(withMain(), signed),
    "an organisation's ruleset": addOrganizationRuleset(
      withMain(),
      { repositoryName: { includes: ["~ALL"], excludes: [] } },
      signed,
    ),
    "a ruleset beside a protection that does not ask for it": addRuleset(protect(withMain(), {}), signed),
    "a classic protection that was seen": seen(elsewhere(), [classic({ requireSignedCommits: true })]),
    "a seen ruleset of the organisation beside a classic protection": seen(elsewhere(), [
      classic({}),
      organizationRuleset({ requiredSignatures: true }),
    ]),
    "what the stack that owns the account tells": seen(
      elsewhere(),
      [classic({ requireSignedCommits: true })],
      "stack:prod",
    ),
    "squashing alone, beside the requirement": protect(withMain(), { requireSignedCommits: true }).with(
      github.repository,
      "own",
      { allowSquashMerge: true },
    ),
  },
  fail: {
    "a protection that does not say": [protect(withMain(), {}), unsigned()],
    "a protection that says no": [protect(withMain(), { requireSignedCommits: false }), unsigned()],
    "the older form, which does not say": [v3({}), unsigned()],
    "a ruleset without the rule": [
      addRuleset(withMain(), { rules: { deletion: true } }),
      unsigned("own-ruleset"),
    ],
    "a ruleset that is only evaluated": [
      addRuleset(protect(withMain(), {}), { ...signed, enforcement: "evaluate" }),
      unsigned(),
    ],
    "a ruleset of other branches": [
      addRuleset(protect(withMain(), {}), {
        ...signed,
        conditions: { refName: { includes: ["refs/heads/release/*"], excludes: [] } },
      }),
      unsigned(),
    ],
    "merges that GitHub would sign, where nothing requires it": [
      protect(withMain(), {}).with(github.repository, "own", {
        allowSquashMerge: true,
        allowMergeCommit: false,
        webCommitSignoffRequired: true,
      }),
      unsigned(),
    ],
    "a seen protection that does not ask for it": [seen(elsewhere(), [classic({})]), unsigned("BPR_1")],
  },
  notApplicable: {
    "tier 2": protect(withMain(), {}).tier(2),
    "a branch without any protection": withMain(),
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": protect(inOwnRepository({ archived: true }), {}),
    "a private repository of the free plan": protect(withMain(), {})
      .with(github.repository, "own", { visibility: "private" })
      .catalog({ plans: { github: "free" } }),
  },
  unknown: {
    "a switch that is only known after the update": [
      protect(withMain(), { requireSignedCommits: true }).unknown(
        github.branchProtection,
        "own-main",
        "requireSignedCommits",
      ),
      "planned: requireSignedCommits",
    ],
    "what another stack protects": [
      protect(withMain(), {}).catalog({ owns: false }),
      "no-collector: the protection of branch main",
    ],
    "a protection that GitHub hides": [
      elsewhere().observed("branch-protections", "checkout", { permission: "Administration: read" }),
      "unobserved: GitHub shows the protection of branch main",
    ],
  },
});
