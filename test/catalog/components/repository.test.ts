import assert from "node:assert/strict";
import { declared, newPlatform, orders } from "./project";
import { find, listed, type Recording } from "./recorder";

const service = (name: string, more = "") => `name: ${name}\nowner: orders\nrepository: shop\n${more}`;

function inOneRepository(
  tiers: Readonly<Record<string, number>>,
  more = "",
  config = {},
): Promise<Recording> {
  const services = Object.fromEntries(Object.keys(tiers).map((name) => [name, service(name, more)]));
  return declared({ services, config: { "readiness:tiers": tiers, ...config } });
}

const review = (count: number, strict: boolean) => ({
  requiredApprovingReviewCount: count,
  dismissStaleReviews: true,
  requireCodeOwnerReviews: strict,
  requireLastPushApproval: strict,
});

describe("a repository", () => {
  const cases: Readonly<Record<string, readonly [Readonly<Record<string, number>>, object]>> = {
    "by tier 1 where one of its services has it": [
      { a: 3, b: 1, c: 2 },
      {
        enforceAdmins: true,
        requireSignedCommits: true,
        requiredPullRequestReviews: [review(2, true)],
        requiredStatusChecks: [{ strict: true, contexts: ["ci"] }],
      },
    ],
    "by tier 2 where none is stricter": [
      { a: 3, b: 2 },
      {
        enforceAdmins: true,
        requireSignedCommits: false,
        requiredPullRequestReviews: [review(1, false)],
        requiredStatusChecks: [{ strict: false, contexts: ["ci"] }],
      },
    ],
    "by tier 3 where all have it": [
      { a: 3 },
      {
        enforceAdmins: false,
        requireSignedCommits: false,
        requiredPullRequestReviews: [review(1, false)],
        requiredStatusChecks: [{ strict: false, contexts: ["ci"] }],
      },
    ],
  };
  for (const [name, [tiers, expected]] of Object.entries(cases)) {
    it(`is protected once, ${name}`, async () => {
      const { inputs } = find(await inOneRepository(tiers), "BranchProtection", "shop/protection");
      assert.deepEqual(inputs, {
        repositoryId: "shop",
        pattern: "main",
        allowsForcePushes: false,
        allowsDeletions: false,
        ...expected,
      });
    });
  }

  it("has a workflow token that writes nothing and approves nothing by default", async () => {
    const { inputs } = find(
      await inOneRepository({ a: 3 }),
      "WorkflowRepositoryPermissions",
      "shop/workflow-token",
    );
    assert.deepEqual(inputs, {
      repository: "shop",
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    });
  });

  it("requires the status checks of all its services", async () => {
    const services = {
      a: service("a", "checks: [build, test]\n"),
      b: service("b", "checks: [test, lint]\n"),
    };
    const { inputs } = find(await declared({ services }), "BranchProtection", "shop/protection");
    assert.deepEqual(inputs.requiredStatusChecks, [{ strict: false, contexts: ["build", "test", "lint"] }]);
  });

  it("is not held to what retired services asked", async () => {
    const services = { a: service("a"), b: service("b", "lifecycle: retired\n") };
    const recording = await declared({ services, config: { "readiness:tiers": { b: 1 } } });
    assert.equal(find(recording, "BranchProtection", "shop/protection").inputs.enforceAdmins, false);
  });

  it("that exists is taken over as it is, and stays when it goes from the catalog", async () => {
    const recording = await inOneRepository({ a: 1 });
    const { inputs, importId, ignoreChanges, retained } = find(recording, "Repository", "shop");
    assert.deepEqual([importId, ignoreChanges, retained], ["shop", ["*"], true]);
    assert.deepEqual(inputs, {
      name: "shop",
      description: "The shop.",
      visibility: "public",
      archived: false,
    });
    assert.deepEqual(find(recording, "BranchDefault", "shop/default-branch").inputs, {
      repository: "shop",
      branch: "main",
    });
  });

  const absent = {
    "github:index/getRepository:getRepository": () => {
      throw Object.assign(new Error("404"), {
        details: "GET https://api.github.com/repos/acme/shop: 404 Not Found []",
      });
    },
  };
  it("that does not exist is created private, with the branch that the catalog states", async () => {
    const services = { a: service("a", "description: Sells telescopes.\nbranch: trunk\n") };
    const recording = await declared({ services, answers: absent });
    const { inputs, importId } = find(recording, "Repository", "shop");
    assert.equal(importId, "");
    assert.deepEqual(inputs, {
      name: "shop",
      description: "Sells telescopes.",
      visibility: "private",
      autoInit: true,
    });
    assert.deepEqual(find(recording, "BranchDefault", "shop/default-branch").inputs, {
      repository: "shop",
      branch: "trunk",
      rename: true,
    });
  });

  it("that is archived is left alone, since nothing of it can be changed", async () => {
    const archived = {
      id: "shop",
      name: "shop",
      defaultBranch: "main",
      visibility: "public",
      archived: true,
    };
    const { resources } = await declared({
      services: { a: service("a") },
      answers: { "github:index/getRepository:getRepository": () => archived },
    });
    assert.deepEqual(
      listed(resources).filter((name) => name.includes("shop")),
      ["Repository shop"],
    );
  });

  it("of another account is not declared", async () => {
    const { resources } = await declared({ services: { a: "name: a\nrepository: other/shop\n" } });
    assert.deepEqual(listed(resources), ["Catalog catalog", "Service a"]);
  });

  it("has its production environment reviewed by the teams of its stricter services", async () => {
    const more = "environments: { production: live }\n";
    const services = {
      a: service("a", more),
      b: service("b", more).replace("orders", "platform"),
      c: service("c", more),
    };
    const config = { "readiness:tiers": { a: 1, b: 2 } };
    const recording = await declared({ services, teams: { orders, platform: newPlatform }, config });
    assert.deepEqual(find(recording, "RepositoryEnvironment", "shop/environment-live").inputs, {
      environment: "live",
      repository: "shop",
      canAdminsBypass: false,
      deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
      preventSelfReview: true,
      reviewers: [{ teams: [101, 900] }],
    });
  });

  it("has no reviewers where the plan lacks them for private repositories", async () => {
    const recording = await declared({
      services: { a: service("a") },
      config: { "readiness:tiers": { a: 2 }, "readiness:plans": { github: "team" } },
      answers: absent,
    });
    assert.deepEqual(find(recording, "RepositoryEnvironment", "shop/environment-production").inputs, {
      environment: "production",
      repository: "shop",
      canAdminsBypass: true,
      deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
    });
  });
});

describe("what exists and is adopted", () => {
  it("is each environment by its own id, where services in one repository have several", async () => {
    const environment = (name: string, more = "") =>
      `environments: { production: ${name} }\n${more && `adopt: { environment: "${more}" }\n`}`;
    const services = {
      a: service("a", environment("live", "shop:live")),
      b: service("b", environment("eu", "shop:eu")),
      c: service("c", environment("us")),
    };
    const recording = await declared({ services, config: { "readiness:tiers": { a: 1, b: 2, c: 2 } } });
    const ids = ["live", "eu", "us"].map(
      (name) => find(recording, "RepositoryEnvironment", `shop/environment-${name}`).importId,
    );
    assert.deepEqual(ids, ["shop:live", "shop:eu", ""]);
  });

  const adopting = `name: quote
owner: orders
repository: shop
onCall: {}
adopt:
  branchProtection: shop:main
  environment: shop:production
  schedule: S1
  escalationPolicy: E1
  service: P1
  dashboard: abc-def-ghi
  healthCheck: h1
  slos: { up: slo1 }
  monitors: { errors: "11", up-burn-slow: "12" }
health: { url: "https://x.example.com" }
slos: [{ name: up, kind: availability, good: "g{*}", total: "t{*}" }]
monitors: [{ signal: errors, query: "e{*}", critical: 1 }]
`;
  const adopted = {
    "BranchProtection shop/protection": "shop:main",
    "Dashboard quote/dashboard": "abc-def-ghi",
    "EscalationPolicy quote/escalation": "E1",
    "Monitor quote/errors": "11",
    "Monitor quote/up-burn-slow": "12",
    "RepositoryEnvironment shop/environment-production": "shop:production",
    "Schedule quote/schedule": "S1",
    "Service quote/pagerduty": "P1",
    "ServiceLevelObjective quote/up": "slo1",
    "SyntheticsTest quote/health": "h1",
  };

  const importsOf = ({ resources }: Recording) =>
    Object.fromEntries(
      resources
        .filter(({ importId, type }) => importId !== "" && !type.endsWith(":Repository"))
        .map((one) => [listed([one])[0], one.importId])
        .sort(),
    );
  const config = { "readiness:tiers": { quote: 2 } };

  it("is taken over as it was found: nothing of it changes while the id stands in the catalog", async () => {
    const recording = await declared({ services: { quote: adopting }, config });
    assert.deepEqual(importsOf(recording), adopted);
    const changing = recording.resources.filter(
      ({ importId, ignoreChanges }) => importId && !ignoreChanges.includes("*"),
    );
    assert.deepEqual(listed(changing), []);
  });

  it("is expected to be of no value, since its inputs are those found", async () => {
    const recording = await declared({ services: { quote: adopting }, config });
    const declares = find(recording, "Service", "quote").outputs?.declares as {
      urn: string;
      expects: object;
    }[]; // As the contract has it.
    const expected = declares.filter(({ urn }) => {
      const resource = recording.resources.find((one) => one.urn === urn);
      return resource && Object.hasOwn(adopted, listed([resource])[0] ?? "");
    });
    assert.equal(expected.length, 10);
    assert.deepEqual(
      expected.filter(({ expects }) => Object.keys(expects).length > 0),
      [],
    );
  });

  it("is left to the stack that it names, where several own an account", async () => {
    const only = (stack: string) => adopting.replace("adopt:\n", `adopt:\n  stack: ${stack}\n`);
    const files = { "stacks/Pulumi.prod.yaml": "config: {}\n", "stacks/Pulumi.dev.yaml": "config: {}\n" };
    const named = await declared({ services: { quote: only("prod") }, config, files });
    assert.deepEqual(importsOf(named), adopted);
    const other = await declared({ services: { quote: only("dev") }, config, files });
    assert.deepEqual(importsOf(other), {});
    assert.ok(listed(other.resources).includes("BranchProtection shop/protection"));
  });

  it("is left to the stack that owns the account", async () => {
    const recording = await declared({
      services: { quote: adopting },
      config: { ...config, "readiness:owns": false },
    });
    assert.deepEqual(importsOf(recording), {});
    assert.ok(listed(recording.resources).includes("Schedule quote/schedule"));
  });
});
