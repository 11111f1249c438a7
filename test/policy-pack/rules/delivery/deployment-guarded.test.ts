import { github } from "../../../../policy-pack/engine/tokens";
import { deploymentGuarded } from "../../../../policy-pack/rules/delivery/deployment-guarded";
import { given } from "../../given";
import { elsewhere } from "../../observed-repository";
import { inOwnRepository, withMain } from "../../own-repository";
import { testRule } from "../../rule-tester";
import {
  gap,
  gate,
  guarded,
  job,
  letting,
  listed,
  names,
  seenEnvironment,
  sound,
  withWorkflows,
} from "./deployment-guarded-cases";
import { passing } from "./deployment-guarded-passing-cases";

const expression = ["$", "{{ inputs.target }}"].join("");
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unreviewed = { ...sound, reviewers: [] };
const privately = { visibility: "private" };
const monitor = { name: "errors", type: "monitor", options: { query: "service:checkout" } };
const apps = (...names: string[]) => ({ value: { apps: names } });

testRule(deploymentGuarded, {
  pass: passing,
  fail: {
    "a repository without the environment": [withMain(), [gap("missing", {}, "own")]],
    "an environment of another name": [guarded({ environment: "staging" }), [gap("missing", {}, "own")]],
    "an environment of another repository": [
      guarded({ repository: "cart" }, withMain()),
      [gap("missing", {}, "own")],
    ],
    "no policy, which takes any branch": [guarded({ deploymentBranchPolicy: undefined }), [gap("open")]],
    "a policy that is switched off": [
      guarded({ deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: false } }),
      [gap("open")],
    ],
    "a list of branches that is empty": [guarded(listed), [gap("closed")]],
    "a list that is another environment's": [
      letting(guarded(listed), { environment: "staging", branchPattern: "main" }),
      [gap("closed")],
    ],
    "a pattern that every branch matches": [
      letting(letting(guarded(listed), { branchPattern: "main" }), { branchPattern: "*" }, "own-any"),
      [gap("everything", { pattern: "*" })],
    ],
    "a pattern that every tag matches": [
      letting(guarded(listed), { tagPattern: "**/*" }),
      [gap("everything", { pattern: "**/*" })],
    ],
    "nobody who is asked": [guarded({ reviewers: undefined }), [gap("unreviewed")]],
    "a team list that is empty": [guarded({ reviewers: [{ teams: [], users: [] }] }), [gap("unreviewed")]],
    "a wait, which asks nobody": [guarded({ ...unreviewed, waitTimer: 30 }), [gap("unreviewed")]],
    "people only": [guarded({ reviewers: [{ users: [1, 2] }] }).tier(2), [gap("people")]],
    "people only, one of whom may approve their own": [
      guarded({ reviewers: [{ users: [1, 2] }], preventSelfReview: undefined }),
      [gap("people"), gap("self")],
    ],
    "a gate in a dry run": [gate(guarded(unreviewed), { dryRun: true }), [gap("rehearsed")]],
    "a gate whose only rule is in a dry run": [
      gate(guarded(unreviewed), { rules: [{ ...monitor, dryRun: true }] }),
      [gap("rehearsed")],
    ],
    "a gate without a rule": [gate(guarded(unreviewed), { rules: [] }), [gap("unreviewed")]],
    "a gate whose monitors nothing chooses": [
      gate(guarded(unreviewed), { rules: [{ name: "errors", type: "monitor", options: {} }] }),
      [gap("unreviewed")],
    ],
    "a gate before another environment": [gate(guarded(unreviewed), { env: "staging" }), [gap("unreviewed")]],
    "a gate of another service": [gate(guarded(unreviewed), { service: "cart" }, false), [gap("unreviewed")]],
    "no app that decides, as GitHub says": [
      guarded(unreviewed).observed("deployment-protection-rules", "checkout:production", apps()),
      [gap("unreviewed")],
    ],
    "administrators who may pass, as they may unless it is said": [
      guarded({ canAdminsBypass: undefined }),
      [gap("admins")],
    ],
    "whoever starts a deployment approving it, as they may unless it is said": [
      guarded({ preventSelfReview: undefined }),
      [gap("self")],
    ],
    "everything that is certain, whatever is not known besides": [
      guarded({ deploymentBranchPolicy: undefined, reviewers: unknownText }),
      [gap("open")],
    ],
    "a pattern that every branch matches beside one that is not known": [
      letting(letting(guarded(listed), { branchPattern: unknownText }), { branchPattern: "*" }, "own-any"),
      [gap("everything", { pattern: "*" })],
    ],
    "workflows that deploy elsewhere": [
      withWorkflows(guarded(), {
        "ci.yml": job("environment: staging"),
        "notes.md": job("environment: production"),
      }),
      [gap("unused")],
    ],
    "a repository without workflows": [withWorkflows(guarded(), {}), [gap("unused")]],
    "a workflow that only speaks of it": [
      withWorkflows(guarded(), {
        "ci.yml": job("# environment: production", "name: environment production"),
      }),
      [gap("unused")],
    ],
    "an environment on a private repository that takes any branch": [
      guarded({ ...unreviewed, deploymentBranchPolicy: undefined })
        .with(github.repository, "own", privately)
        .catalog({ plans: { github: "team" } }),
      [gap("open")],
    ],
    "a seen repository without the environment": [
      elsewhere().observed("environments", "checkout", { value: { resources: [] } }),
      [{ message: "missing", data: names, subject: "production" }],
    ],
    "a seen environment without policy and reviewers": [
      seenEnvironment({ deploymentBranchPolicy: null, reviewers: [] }).observed(
        "deployment-protection-rules",
        "checkout:production",
        "absent",
      ),
      [gap("open", {}, "production"), gap("unreviewed", {}, "production")],
    ],
    "a seen environment that lists nothing": [seenEnvironment(listed), [gap("closed", {}, "production")]],
  },
  notApplicable: {
    "tier 3": guarded({ reviewers: [] }).tier(3),
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": guarded({ reviewers: [] }, inOwnRepository({ archived: true })),
    "a private repository of the free plan": guarded({ reviewers: [] })
      .with(github.repository, "own", privately)
      .catalog({ plans: { github: "free" } }),
  },
  unknown: {
    "an environment that another stack declares": [
      withMain().catalog({ owns: false }),
      "no-collector: the environments of repository checkout",
    ],
    "an environment that GitHub hides": [
      elsewhere().observed("environments", "checkout", { permission: "Actions: read" }),
      "unobserved: GitHub shows the environments of repository checkout only with the permission Actions: read",
    ],
    "an environment whose name is only known after the update": [
      guarded().unknown(github.repositoryEnvironment, "own-production", "environment"),
      "planned: environment",
    ],
    "whose environment it is, before it is known": [
      withMain().add({
        type: github.repositoryEnvironment,
        name: "own-production",
        props: { ...sound, environment: "production", repository: unknownText },
      }),
      "planned: the repository of own-production",
    ],
    "which branches a list takes, before it is known": [
      letting(guarded(listed), { branchPattern: unknownText }),
      "planned: branchPattern",
    ],
    "reviewers that are only known after the update": [
      guarded({ reviewers: unknownText }).tier(2),
      "planned: reviewers",
    ],
    "whether administrators may pass a seen environment": [
      seenEnvironment({ canAdminsBypass: null }),
      "unobserved: GitHub did not tell whether administrators may pass environment production",
    ],
    "whether an app decides, where GitHub did not tell": [
      guarded(unreviewed)
        .catalog({ observe: ["github"] })
        .observed("deployments", "checkout:production", {
          value: { deployments: [{ at: "2026-01-01T00:00:00.000Z", states: [] }] },
        }),
      "unobserved: GitHub did not tell which apps decide over deployments",
    ],
    "whether an app decides over a seen environment": [
      seenEnvironment({ reviewers: [] }),
      "unobserved: GitHub did not tell which apps decide over deployments",
    ],
    "a gate whose environment is only known after the update": [
      gate(guarded(unreviewed), { env: unknownText }),
      "planned: env",
    ],
    "whether anything deploys to it, where GitHub did not tell": [
      guarded().catalog({ observe: ["github"] }),
      "unobserved: GitHub did not tell the workflows of repository checkout",
    ],
    "an environment that a workflow computes": [
      withWorkflows(guarded(), { "release.yml": job(`environment: ${expression}`) }),
      "unobserved: which environment workflow .github/workflows/release.yml deploys to",
    ],
    "a workflow of another repository": [
      withWorkflows(guarded(), {
        "ci.yml": job("uses: ./.github/workflows/ship.yml"),
        "release.yml": "jobs: { ship: { 'uses': 'shop/flows/.github/workflows/ship.yml@v1' } }\n",
      }),
      "unobserved: which environment workflow .github/workflows/release.yml deploys to",
    ],
    "a workflow that is too long to be read": [
      withWorkflows(guarded(), { "release.yml": "#".repeat(200_001) }),
      "unobserved: .github/workflows/release.yml is too long to be read",
    ],
    "a file that is no YAML": [
      withWorkflows(guarded(), { "ci.yml": "jobs: {ship: {environment: production" }),
      "unobserved: .github/workflows/ci.yml is not YAML at line 1",
    ],
  },
});
