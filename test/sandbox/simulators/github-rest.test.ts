import assert from "node:assert/strict";
import type { Simulators } from "../../../sandbox/simulators/server";
import type { Objects } from "../../../sandbox/world/schema";
import { startGithub } from "./github-world";

const shop = "/repos/astronomy-shop/astronomy-shop";
const org = "/orgs/astronomy-shop";

/** A repository more for the world, by number, with something in every list. */
function repository(index: number) {
  const days = (offset: number) => `P${index + offset}D`;
  return {
    id: `r${index}`,
    name: `r${index}`,
    repoId: index,
    nodeId: `R_${index}`,
    visibility: index % 2 === 0 ? "public" : "private",
    vulnerabilityAlerts: true,
    securityAndAnalysis: { secretScanning: { status: "enabled" } },
    api: {
      files: { "README.md": "# R" },
      vulnerabilityAlerts: [{ severity: "high", at: days(1) }],
      secretAlerts: [
        { type: "slack_api_token", at: days(2) },
        { type: "rsa_private_key", at: days(3) },
      ],
      codeScanning: { analyses: [{ at: days(4) }], alerts: [{ severity: "critical", at: days(5) }] },
    },
  };
}

function manyRepositories(objects: Objects): void {
  objects.repository = Object.fromEntries(
    Array.from({ length: 5 }, (_, index) => [`r${index}`, repository(index)]),
  );
}

describe("GitHub's REST API as the simulator has it", () => {
  let open: Simulators | undefined;
  afterEach(() => open?.close());

  const started = async (edit?: (objects: Objects) => void) => {
    const simulators = await startGithub(edit);
    open = simulators;
    return async (path: string, token = "admin") => {
      const url = path.startsWith("http") ? path : `${simulators.github}/api/v3${path}`;
      const response = await fetch(url, { headers: { authorization: `token ${token}` } });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, body: text === "" ? undefined : JSON.parse(text) };
    };
  };
  /** Everything of a list, page by page, as clients follow its links. */
  const all = async (ask: Awaited<ReturnType<typeof started>>, path: string) => {
    const found: unknown[] = [];
    let pages = 0;
    for (let next: string | undefined = path; next !== undefined; pages++) {
      const { headers, body }: Awaited<ReturnType<typeof ask>> = await ask(next);
      found.push(...(Array.isArray(body) ? body : (body.repositories ?? body.workflow_runs)));
      next = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    }
    return { found, pages };
  };

  const lists: Readonly<Record<string, number>> = {
    [`${org}/repos`]: 5,
    [`${org}/members`]: 20,
    [`${org}/teams`]: 5,
    [`${org}/properties/values`]: 5,
    [`${org}/dependabot/alerts`]: 5,
    [`${org}/secret-scanning/alerts`]: 5,
    [`${org}/secret-scanning/alerts?secret_type=rsa_private_key,password`]: 5,
    [`${org}/code-scanning/alerts?severity=critical`]: 5,
    [`${org}/code-scanning/alerts?severity=low`]: 0,
    [`${org}/actions/permissions/repositories`]: 5,
    [`${org}/repos?type=private`]: 2,
  };
  for (const [path, count] of Object.entries(lists)) {
    it(`lists ${path} page by page, each once`, async () => {
      const ask = await started(manyRepositories);
      const { found, pages } = await all(ask, `${path}${path.includes("?") ? "&" : "?"}per_page=2`);
      assert.equal(new Set(found.map((one) => JSON.stringify(one))).size, count);
      assert.equal(pages, Math.max(Math.ceil(count / 2), 1));
    });
  }

  it("pages alerts of Dependabot and secrets by cursor, those of code scanning by number", async () => {
    const ask = await started(manyRepositories);
    const links = ["dependabot", "secret-scanning", "code-scanning"].map(async (what) => {
      const { headers } = await ask(`${org}/${what}/alerts?per_page=2`);
      return /[?&](after|page)=[^&>]+>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    });
    assert.deepEqual(await Promise.all(links), ["after", "after", "page"]);
  });

  it("lists alerts the newest first, or as it is asked, with the repository that they are in", async () => {
    const ask = await started(manyRepositories);
    const namesIn = async (query: string) => {
      const { body } = await ask(`${org}/dependabot/alerts${query}`);
      return body.map(({ repository: { name } }: { repository: { name: string } }) => name);
    };
    assert.deepEqual(await namesIn(""), ["r0", "r1", "r2", "r3", "r4"]);
    assert.deepEqual(await namesIn("?direction=asc"), ["r4", "r3", "r2", "r1", "r0"]);
  });

  /** What a token that only reads is answered, against an administrator's. */
  const guarded: Readonly<Record<string, number>> = {
    [`${shop}/actions/permissions`]: 403,
    [`${shop}/actions/permissions/workflow`]: 403,
    [`${shop}/dependabot/alerts`]: 403,
    [`${shop}/secret-scanning/alerts`]: 404,
    [`${shop}/code-scanning/alerts`]: 403,
    [`${shop}/code-scanning/analyses`]: 403,
    [`${shop}/code-scanning/default-setup`]: 403,
    [`${shop}/automated-security-fixes`]: 404,
    [`${shop}/teams`]: 403,
    [`${shop}/collaborators`]: 403,
    [`${org}/rulesets`]: 403,
    [`${org}/rulesets/4410273`]: 403,
    [`${org}/actions/permissions`]: 403,
    [`${org}/actions/permissions/workflow`]: 403,
    [`${org}/code-security/configurations`]: 403,
    [`${org}/code-security/configurations/17/repositories`]: 403,
    [`${shop}`]: 200,
    [`${shop}/contents/pb`]: 200,
    [`${shop}/commits?path=src/cart`]: 200,
    [`${shop}/codeowners/errors`]: 200,
    [`${shop}/environments/staging`]: 200,
    [`${shop}/rules/branches/main`]: 200,
    [`${shop}/rulesets/4410273`]: 200,
    [`${shop}/properties/values`]: 200,
    [`${shop}/languages`]: 200,
    [`${shop}/actions/workflows`]: 200,
    [`${org}/teams/orders`]: 200,
    [`${org}/teams/orders/repos`]: 200,
    "/apps/release-bot": 200,
    "/users/amy": 200,
  };
  for (const [path, status] of Object.entries(guarded)) {
    it(`answers ${path} to administrators, and ${status} to readers`, async () => {
      const ask = await started();
      assert.deepEqual([(await ask(path)).status, (await ask(path, "reader")).status], [200, status]);
    });
  }

  it("finds nothing of another owner, nor what is not there", async () => {
    const ask = await started();
    const paths = [
      "/repos/other/astronomy-shop",
      "/orgs/other/repos",
      `${shop}/environments/none`,
      "/apps/none",
    ];
    const more = [
      `${shop}/actions/workflows/none.yml/runs`,
      `${shop}/contents/none`,
      `${org}/teams/none/members`,
    ];
    const statuses = [...paths, ...more].map(async (path) => (await ask(path)).status);
    assert.deepEqual([...new Set(await Promise.all(statuses))], [404]);
  });

  it("tells administrators alone how secrets are looked for, and how many private repositories there are", async () => {
    const ask = await started(manyRepositories);
    const scanning = {
      secret_scanning: { status: "enabled" },
      secret_scanning_push_protection: { status: "disabled" },
    };
    const settings = "/repos/astronomy-shop/r0";
    assert.deepEqual((await ask(settings)).body.security_and_analysis, scanning);
    assert.equal((await ask(settings, "reader")).body.security_and_analysis, undefined);
    // A plan that has no scanning for private repositories shows the block without the switches.
    assert.deepEqual((await ask("/repos/astronomy-shop/r1")).body.security_and_analysis, {});
    const counted = async (token: string) => (await ask(org, token)).body.total_private_repos;
    assert.deepEqual([await counted("admin"), await counted("reader")], [2, undefined]);
  });

  it("has environments as the provider declared them", async () => {
    const ask = await started((objects) => {
      const of = { repository: "astronomy-shop", environment: "production" };
      const review = { teams: [20915974], users: [42337117] };
      const guards = { waitTimer: 30, preventSelfReview: true, reviewers: [review], canAdminsBypass: false };
      const limit = { protectedBranches: false, customBranchPolicies: true };
      const production = {
        id: "p",
        ...of,
        ...guards,
        deploymentBranchPolicy: limit,
        api: { apps: ["release-bot"] },
      };
      objects.repositoryEnvironment = { p: production };
      objects.repositoryEnvironmentDeploymentPolicy = {
        a: { id: "a", ...of, branchPattern: "main" },
        b: { id: "b", ...of, tagPattern: "v*" },
      };
    });
    const path = `${shop}/environments/production`;
    const { body } = await ask(path);
    const { id, created_at, updated_at, node_id, ...told } = body;
    const rules = told.protection_rules.map(
      ({ id: _id, node_id: _node, ...rule }: Record<string, unknown>) => rule,
    );
    assert.deepEqual(
      { ...told, protection_rules: rules },
      {
        name: "production",
        can_admins_bypass: false,
        protection_rules: [
          { type: "wait_timer", wait_timer: 30 },
          {
            type: "required_reviewers",
            prevent_self_review: true,
            reviewers: [
              { type: "Team", reviewer: { id: 20915974, slug: "orders" } },
              { type: "User", reviewer: { id: 42337117, login: "amy" } },
            ],
          },
          { type: "branch_policy" },
        ],
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      },
    );
    const policies = (await ask(`${path}/deployment-branch-policies`)).body.branch_policies;
    const kinds = policies.map(({ name, type }: { name: string; type: string }) => [name, type]);
    assert.deepEqual(kinds, [
      ["main", "branch"],
      ["v*", "tag"],
    ]);
    const apps = (await ask(`${path}/deployment_protection_rules`)).body.custom_deployment_protection_rules;
    assert.deepEqual(apps[0].app, { id: 1184302, slug: "release-bot" });
  });

  it("lists runs of a workflow by branch, end and event", async () => {
    const ask = await started();
    const endsOf = async (file: string, query: string) => {
      const { body } = await ask(`${shop}/actions/workflows/${file}/runs?${query}`);
      return body.workflow_runs.map(({ conclusion }: { conclusion: string | null }) => conclusion);
    };
    assert.deepEqual(await endsOf("ci.yml", "event=pull_request"), [null, "success", "failure"]);
    assert.deepEqual(await endsOf("ci.yml", "status=completed"), ["success", "failure"]);
    assert.deepEqual(await endsOf("ci.yml", "branch=main"), []);
    assert.deepEqual(await endsOf("release.yml", "status=failure&branch=main"), ["failure"]);
  });

  it("takes what the organisation sets for Actions where the repository sets nothing", async () => {
    const ask = await started((objects) => {
      const all = {
        id: "o",
        enabledRepositories: "all",
        allowedActions: "selected",
        shaPinningRequired: true,
      };
      objects.actionsOrganizationPermissions = { o: all };
      objects.actionsOrganizationWorkflowPermissions = {
        o: { id: "o", defaultWorkflowPermissions: "write" },
      };
    });
    const { body } = await ask(`${shop}/actions/permissions`);
    assert.deepEqual(body, { enabled: true, allowed_actions: "selected", sha_pinning_required: true });
    const token = (await ask(`${shop}/actions/permissions/workflow`)).body;
    assert.deepEqual(token, {
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: false,
    });
  });

  it("counts down what is left of an hour, for each API by itself", async () => {
    const ask = await started();
    await ask(shop);
    const { headers } = await ask(shop);
    const left = ["limit", "used", "remaining", "resource"].map((name) => headers.get(`x-ratelimit-${name}`));
    assert.deepEqual(left, ["5000", "2", "4998", "core"]);
  });
});
