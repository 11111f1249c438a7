import assert from "node:assert/strict";
import type { ObservedFact } from "../../../evidence/facts";
import { observeVendors } from "../../../evidence/observing";
import type { WantedService } from "../../../evidence/wanted";
import { type SimulatorOptions, type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import type { Objects } from "../../../sandbox/world/schema";
import { editWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";

const now = () => new Date("2026-11-26T10:00:00Z");

function wanted(name: string, environment: string, files: readonly string[] = []): WantedService {
  return {
    name,
    names: [name],
    repository: {
      subject: "astronomy-shop",
      owner: "astronomy-shop",
      name: "astronomy-shop",
      folder: `src/${name}`,
      files,
      workflows: [".github/workflows/release.yml"],
      environments: [environment],
    },
    teams: ["orders"],
    apps: ["release-bot"],
    paging: { services: [] },
    people: [],
    slos: [],
    dashboards: [],
  };
}

const services = [
  wanted("checkout", "staging"),
  wanted("shipping", "production", ["docs/runbooks/shipping.md"]),
];

describe("the collector of GitHub at the simulator", () => {
  let open: Simulators | undefined;
  afterEach(() => open?.close());

  const observed = async (
    token: string,
    options: Partial<SimulatorOptions> = {},
    edit = (_: Objects) => {},
  ) => {
    const worldDir = temporaryFolder();
    await editWorld(worldDir, "github", edit);
    open = await startSimulators({ worldDir, now, ...options });
    const env = { GITHUB_TOKEN: token, GITHUB_BASE_URL: `${open.github}/api/v3` };
    const surround = { settings: { config: {}, env }, now, cacheFolder: undefined, cacheSeconds: 0 };
    const { facts } = await observeVendors(["github"], services, surround);
    return [...facts.values()].flat();
  };
  const kindsIn = (facts: readonly ObservedFact[], ...states: readonly string[]) =>
    [...new Set(facts.filter(({ answer }) => states.includes(answer.state)).map(({ kind }) => kind))].sort();
  const answered = (facts: readonly ObservedFact[], kind: string, subject = "astronomy-shop") => {
    const answer = facts.find((one) => one.kind === kind && one.subject === subject)?.answer;
    return answer?.state === "value" ? answer.value : undefined;
  };

  it("gets a value of every kind from the shipped world, in few requests", async () => {
    const facts = await observed("admin");
    const kinds = kindsIn(facts, "value", "absent", "not-visible", "unanswered");
    assert.equal(kinds.length, 22);
    assert.deepEqual(kindsIn(facts, "value"), kinds);
    assert.deepEqual(kindsIn(facts, "not-visible", "unanswered"), []);
    assert.deepEqual(open?.requests().github, { requests: 16, graphql: 3, points: 3 });
  });

  it("is told what a token that only reads does not see, and the rest as ever", async () => {
    const facts = await observed("reader");
    assert.deepEqual(kindsIn(facts, "not-visible"), [
      "actions-permissions",
      "branch-protections",
      "code-scanning",
      "collaborators",
      "leaked-secrets",
      "secret-scanning",
      "vulnerabilities",
    ]);
    assert.deepEqual(kindsIn(facts, "unanswered"), []);
    assert.deepEqual(kindsIn(facts, "value").length, 15);
  });

  it("reads what the shipped world says of alerts, people and changes, as long ago as it says", async () => {
    const facts = await observed("admin");
    assert.deepEqual(answered(facts, "vulnerabilities"), {
      open: [
        { severity: "high", scope: "development", createdAt: "2026-05-20T10:00:00.000Z" },
        { severity: "medium", scope: "runtime", createdAt: "2026-09-23T10:00:00.000Z" },
        { severity: "low", scope: "runtime", createdAt: "2026-10-26T10:00:00.000Z" },
        { severity: "high", scope: "runtime", createdAt: "2026-11-21T10:00:00.000Z" },
      ],
      dismissed: 1,
      complete: true,
    });
    assert.deepEqual(answered(facts, "leaked-secrets"), {
      open: [
        {
          type: "http_basic_authentication_header",
          createdAt: "2026-11-24T04:00:00.000Z",
          validity: "unknown",
          publiclyLeaked: false,
          pushProtectionBypassed: false,
        },
      ],
      dismissed: 1,
      complete: true,
    });
    assert.deepEqual(answered(facts, "bot-pull-requests"), {
      latest: [
        { author: "dependabot[bot]", createdAt: "2026-11-25T10:00:00.000Z" },
        { author: "release-bot[bot]", createdAt: "2026-11-18T10:00:00.000Z" },
      ],
    });
    assert.deepEqual(answered(facts, "reported-checks"), {
      contexts: ["Analyse (go)", "ci", "license/headers"],
    });
    assert.deepEqual(answered(facts, "deployments", "astronomy-shop:staging"), {
      deployments: [
        { at: "2026-11-23T10:00:00.000Z", states: ["active", "success", "in_progress"], ref: "main" },
      ],
    });
    assert.deepEqual(answered(facts, "code-owners"), {
      enforced: true,
      errors: [{ path: ".github/CODEOWNERS", line: 13, column: 25, kind: "Unknown owner" }],
    });
  });

  it("reads who may do what, and by what", async () => {
    const facts = await observed("admin");
    const told = facts.find(({ kind }) => kind === "collaborators");
    assert.ok(told?.kind === "collaborators" && told.answer.state === "value");
    const { people } = told.answer.value;
    const grantsOf = (login: string) => people.find((one) => one.login === login);
    assert.deepEqual(grantsOf("amy")?.grants, [
      { from: "organization", permission: "pull" },
      { from: "team", permission: "push" },
    ]);
    assert.deepEqual(grantsOf("sam")?.grants, [
      { from: "organization", permission: "pull" },
      { from: "organization", permission: "admin" },
      { from: "team", permission: "maintain" },
    ]);
    const rae = { login: "rae", outside: true, grants: [{ from: "repository", permission: "triage" }] };
    assert.deepEqual(grantsOf("rae"), rae);
  });

  it("asks in halves what GitHub could not answer in time, and loses nothing", async () => {
    const late = { vendor: "github", path: "graphql", kind: "gateway-timeout", times: 1 } as const;
    const facts = await observed("admin", { faults: [late] });
    assert.deepEqual(kindsIn(facts, "unanswered"), []);
    assert.ok((open?.requests().github.graphql ?? 0) > 3);
  });

  it("observes what was declared as it was declared", async () => {
    const protection = {
      repositoryId: "astronomy-shop",
      pattern: "main",
      allowsDeletions: false,
      allowsForcePushes: false,
      lockBranch: false,
      enforceAdmins: true,
      requireSignedCommits: true,
      forcePushBypassers: ["/tess"],
      requiredPullRequestReviews: [
        {
          requiredApprovingReviewCount: 2,
          dismissStaleReviews: true,
          requireCodeOwnerReviews: true,
          requireLastPushApproval: true,
          pullRequestBypassers: ["astronomy-shop/platform", "A_kwHOBxyiIs4AEhLO"],
        },
      ],
      requiredStatusChecks: [{ strict: true, contexts: ["ci"] }],
    };
    const environment = {
      repository: "astronomy-shop",
      environment: "production",
      canAdminsBypass: false,
      preventSelfReview: true,
      waitTimer: 10,
      reviewers: [{ teams: [20915974], users: [] }],
      deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
    };
    const token = {
      repository: "astronomy-shop",
      defaultWorkflowPermissions: "write",
      canApprovePullRequestReviews: true,
    };
    const facts = await observed("admin", {}, (objects) => {
      objects.branchProtection = { BPR_1: { id: "BPR_1", ...protection } };
      objects.organizationRuleset = {};
      objects.repositoryEnvironment = { p: { id: "p", ...environment } };
      objects.workflowRepositoryPermissions = { w: { id: "w", ...token } };
    });
    const propsIn = (kind: string) => {
      const told = answered(facts, kind);
      assert.ok(told && "resources" in told);
      return told.resources.map(({ props }) => props);
    };
    assert.deepEqual(propsIn("branch-protections"), [protection]);
    assert.deepEqual(propsIn("environments"), [environment]);
    assert.deepEqual(propsIn("actions-permissions")[1], token);
    assert.deepEqual(answered(facts, "deployment-protection-rules", "astronomy-shop:production"), {
      apps: [],
    });
  });
});
