import { github } from "../../../../policy-pack/engine/tokens";
import { checksRequired } from "../../../../policy-pack/rules/delivery/checks-required";
import { type Given, given } from "../../given";
import { classic, elsewhere, organizationRuleset, seen } from "../../observed-repository";
import { addOrganizationRuleset, addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const strict = { contexts: ["ci"], strict: true };
const gap = (message: string, on = "own-main"): ExpectedFailure => ({
  message,
  data: { branch: "main", repository: "checkout" },
  subject: "main",
  on,
});
const checks = (block: Record<string, unknown>): Given =>
  protect(withMain(), { requiredStatusChecks: [block] });
const ruleset = (rules: Record<string, unknown>, start = withMain()): Given => addRuleset(start, { rules });
const requiredChecks = [{ context: "ci", integrationId: 15368 }];
const v3 = (requiredStatusChecks: Record<string, unknown>): Given =>
  withMain().add({
    type: github.branchProtectionV3,
    name: "own-main",
    props: { repository: "checkout", branch: "main", requiredStatusChecks },
    dependsOn: { repository: ["own"] },
  });
const organisation = (rules: Record<string, unknown>): Given =>
  addOrganizationRuleset(withMain(), { repositoryName: { includes: ["~ALL"], excludes: [] } }, { rules });

const reported = (start: Given, ...contexts: readonly string[]): Given =>
  start.observed("reported-checks", "Checkout", { value: { contexts: [...contexts] } });

testRule(checksRequired, {
  pass: {
    "a check, and branches up to date": checks(strict),
    "what several services share": given.service(),
    "the older form": v3({ checks: ["ci:15368"], strict: true }),
    "the older form with contexts": v3(strict),
    "a ruleset": ruleset({
      requiredStatusChecks: { requiredChecks, strictRequiredStatusChecksPolicy: true },
    }),
    "a merge queue instead of branches that are up to date": ruleset({
      requiredStatusChecks: { requiredChecks },
      mergeQueue: {},
    }),
    "a merge queue beside a protection": ruleset(
      { mergeQueue: { mergeMethod: "SQUASH" } },
      checks({ contexts: ["ci"] }),
    ),
    "a required workflow at tier 2": organisation({
      requiredWorkflows: { requiredWorkflows: [{ path: ".github/workflows/ci.yml", repositoryId: 3 }] },
    }).tier(2),
    "a check at tier 2, up to date or not": checks({ contexts: ["ci"] }).tier(2),
    "a classic protection that was seen": seen(elsewhere(), [classic({ requiredStatusChecks: [strict] })]),
    "a ruleset of the organisation that was seen beside a classic protection": seen(elsewhere(), [
      classic({ requiredStatusChecks: [{ contexts: ["ci"], strict: false }] }),
      organizationRuleset({ mergeQueue: { mergeMethod: "SQUASH" } }),
    ]),
    "what the stack that owns the account tells": seen(
      elsewhere(),
      [
        organizationRuleset({
          requiredStatusChecks: { requiredChecks, strictRequiredStatusChecksPolicy: true },
        }),
      ],
      "stack:prod",
    ),
    "a check that has reported, in any outcome": reported(checks(strict), "lint", "ci"),
    "a check of which only another repository's reports are told": checks(strict).observed(
      "reported-checks",
      "cart",
      { value: { contexts: ["lint"] } },
    ),
    "a check of the older form whose app has reported it": reported(
      v3({ checks: ["ci:15368"], strict: true }),
      "ci",
    ),
    "a check of a ruleset that has reported": reported(
      ruleset({ requiredStatusChecks: { requiredChecks, strictRequiredStatusChecksPolicy: true } }),
      "ci",
    ),
    "a workflow of the organisation, whatever has reported": reported(
      organisation({
        requiredWorkflows: { requiredWorkflows: [{ path: ".github/workflows/ci.yml", repositoryId: 3 }] },
      }).tier(2),
    ),
    "a context that is not known beside one that is": checks({ contexts: ["x", "ci"], strict: true }).unknown(
      github.branchProtection,
      "own-main",
      "requiredStatusChecks[0].contexts[0]",
    ),
  },
  fail: {
    "a protection without checks": [protect(withMain(), {}), [gap("none")]],
    "a block without a context": [checks({ strict: true }), [gap("none")]],
    "an empty list of contexts": [checks({ contexts: [], strict: true }).tier(3), [gap("none")]],
    "a blank context": [checks({ contexts: [" "], strict: true }), [gap("none")]],
    "a ruleset that names no check": [
      ruleset({ requiredStatusChecks: { requiredChecks: [], strictRequiredStatusChecksPolicy: true } }),
      [gap("none", "own-ruleset")],
    ],
    "a merge queue without any check": [ruleset({ mergeQueue: {} }), [gap("none", "own-ruleset")]],
    "a check of a ruleset that is only evaluated": [
      addRuleset(protect(withMain(), {}), {
        enforcement: "evaluate",
        rules: { requiredStatusChecks: { requiredChecks, strictRequiredStatusChecksPolicy: true } },
      }),
      [gap("none")],
    ],
    "a check that nothing has ever reported": [reported(checks(strict), "CI", "ci / build"), [gap("silent")]],
    "a check of a ruleset that nothing has ever reported": [
      reported(ruleset({ requiredStatusChecks: { requiredChecks } }).tier(3)),
      [gap("silent", "own-ruleset")],
    ],
    "a seen protection without checks": [
      seen(elsewhere(), [classic({ requiredStatusChecks: [{ contexts: [], strict: true }] })]),
      [gap("none", "BPR_1")],
    ],
    "what the stack that owns the account tells of a gap": [
      seen(elsewhere(), [classic({ requiredStatusChecks: [{ contexts: ["ci"] }] })], "stack:prod"),
      [gap("outdated", "BPR_1")],
    ],
    "branches that may be behind at tier 1": [checks({ contexts: ["ci"], strict: false }), [gap("outdated")]],
    "branches that are up to date only where no check is named": [
      ruleset({ requiredStatusChecks: { requiredChecks } }, checks({ contexts: [], strict: true })),
      [gap("outdated")],
    ],
    "a required workflow alone at tier 1": [
      organisation({
        requiredWorkflows: { requiredWorkflows: [{ path: ".github/workflows/ci.yml", repositoryId: 3 }] },
      }),
      [gap("outdated", "everywhere")],
    ],
  },
  notApplicable: {
    "a branch without any protection": withMain(),
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": checks({}).with(github.repository, "own", { archived: true }),
  },
  unknown: {
    "contexts that are only known after the update": [
      checks(strict).unknown(github.branchProtection, "own-main", "requiredStatusChecks[0].contexts"),
      "planned: requiredStatusChecks[0].contexts",
    ],
    "whether a hidden protection requires checks": [
      elsewhere()
        .observed("branch-protections", "checkout", { permission: "Administration: read" })
        .observed("branch-rulesets", "checkout", { value: { resources: [organizationRuleset({})] } }),
      "unobserved: GitHub shows the protection of branch main of repository checkout only with",
    ],
    "what another stack protects": [
      inOwnRepository().facts({ branch: "main" }).catalog({ owns: false }),
      "no-collector: the protection of branch main",
    ],
  },
});
