import assert from "node:assert/strict";
import { observedSchema } from "../../../evidence/facts";
import { githubCollector } from "../../../evidence/github/collector";
import { OverloadedError } from "../../../evidence/github/outcome";
import { RefusedError } from "../../../evidence/http/outcome";
import { observe } from "../../../evidence/observe";
import type { WantedService } from "../../../evidence/wanted";
import { type FieldAnswer, fakeGithub } from "./fake-github";

const now = () => new Date("2026-11-20T12:00:00Z");

function service(name: string, repository = name): WantedService {
  return {
    name,
    names: [name],
    repository: {
      subject: repository,
      owner: "shop",
      name: repository,
      folder: "",
      files: ["docs/runbook.md"],
      workflows: [".github/workflows/release.yml"],
      environments: ["production"],
    },
    teams: ["payments"],
    apps: ["shop-release"],
    paging: { services: [] },
    people: [],
    slos: [],
    dashboards: [],
  };
}

const page = { pageInfo: { hasNextPage: false }, nodes: [] };
/** By what only one part of a query asks for, the first that fits. */
const sound: readonly (readonly [RegExp, unknown])[] = [
  [
    /hasVulnerabilityAlertsEnabled\nplanFeatures/,
    {
      id: "R_1",
      databaseId: 7,
      name: "checkout",
      nameWithOwner: "shop/checkout",
      description: "Takes orders",
      isArchived: false,
      visibility: "PRIVATE",
      hasVulnerabilityAlertsEnabled: true,
      planFeatures: { codeowners: true },
      codeowners: { errors: [] },
      defaultBranchRef: { name: "main" },
      languages: { totalCount: 1, nodes: [{ name: "Go" }] },
    },
  ],
  [
    /rulesets\(/,
    {
      name: "checkout",
      viewerCanAdminister: true,
      owner: {},
      rulesets: page,
      defaultBranchRef: { branchProtectionRule: null, rules: page },
    },
  ],
  [
    /vulnerabilityAlerts\(/,
    {
      hasVulnerabilityAlertsEnabled: true,
      open: { totalCount: 0, nodes: [] },
      dismissed: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
    },
  ],
  [/collaborators\(/, { all: { totalCount: 0, edges: [] }, outside: { totalCount: 0, nodes: [] } }],
  [
    /authors:/,
    {
      defaultBranchRef: { target: { statusCheckRollup: null } },
      pullRequests: { nodes: [] },
      authors: { nodes: [] },
    },
  ],
  [/deployments\(/, { deployments: { nodes: [] } }],
  [/"HEAD:docs"/, { object: { entries: [{ name: "runbook.md", type: "blob", mode: 33188 }] } }],
  [
    /"HEAD:docs\/runbook.md"/,
    {
      object: { text: "# Runbook", isTruncated: false, isBinary: false },
      defaultBranchRef: { target: { history: { nodes: [{ committedDate: "2026-10-01T00:00:00Z" }] } } },
    },
  ],
  [/entries/, { object: { entries: [] } }],
  [
    /team\(/,
    {
      viewerCanAdminister: false,
      team: {
        id: "T_1",
        databaseId: 4711,
        name: "Payments",
        slug: "payments",
        members: { totalCount: 1, nodes: [{ login: "amy" }] },
      },
    },
  ],
];
const answer = (text: string): FieldAnswer => ({
  value: sound.find(([test]) => test.test(text))?.[1] ?? null,
});
const at = "/repos/shop/checkout";
const rest = {
  [at]: {
    name: "checkout",
    custom_properties: { tier: "1" },
    security_and_analysis: { secret_scanning: { status: "enabled" } },
  },
  [`${at}/actions/permissions`]: { enabled: true, allowed_actions: "all" },
  [`${at}/actions/permissions/workflow`]: {
    default_workflow_permissions: "read",
    can_approve_pull_request_reviews: false,
  },
  [`${at}/environments`]: { total_count: 0, environments: [] },
  [`${at}/environments/production/deployment_protection_rules`]: {
    total_count: 0,
    custom_deployment_protection_rules: [],
  },
  [`${at}/actions/workflows/release.yml/runs`]: {
    workflow_runs: [{ created_at: "2026-11-19T00:00:00Z", conclusion: "success" }],
  },
  [`${at}/secret-scanning/alerts`]: [],
  [`${at}/code-scanning/analyses`]: [
    { created_at: "2026-11-19T00:00:00Z", error: "", tool: { name: "CodeQL" } },
  ],
  [`${at}/code-scanning/alerts`]: [],
  "/apps/shop-release": { slug: "shop-release", id: 99, node_id: "A_99" },
};

async function factsOf(
  github: ReturnType<typeof fakeGithub>,
  services: readonly WantedService[] = [service("checkout")],
) {
  const observed = await observe([githubCollector({ client: github.client })], services, { now });
  return observed.get(services[0]?.name ?? "") ?? [];
}

describe("the collector of GitHub", () => {
  it("answers every question of a sound repository with a value, or with absence", async () => {
    const facts = await factsOf(fakeGithub(answer, rest));
    assert.deepEqual(
      facts.filter(({ answer: { state } }) => state !== "value" && state !== "absent"),
      [],
    );
    assert.ok(observedSchema.safeParse(facts).success);
    const runbook = facts.find(({ subject }) => subject === "checkout:docs/runbook.md");
    assert.deepEqual(runbook?.answer, {
      state: "value",
      value: {
        path: "docs/runbook.md",
        text: "# Runbook",
        truncated: false,
        binary: false,
        changedAt: "2026-10-01T00:00:00Z",
      },
    });
  });

  it("takes nothing for absent that the token may not see", async () => {
    const facts = await factsOf(fakeGithub(() => ({ error: "NOT_FOUND" })));
    assert.deepEqual([...new Set(facts.map(({ answer: { state } }) => state))], ["not-visible"]);
  });

  it("says that a repository is absent where the token sees all of the organisation", async () => {
    const github = fakeGithub(() => ({ error: "NOT_FOUND" }), { "/orgs/shop": { total_private_repos: 3 } });
    const get: typeof github.client.get = async (request) => {
      if (!JSON.stringify(request.body ?? "").includes("visibility: PRIVATE"))
        return github.client.get(request);
      const data = { organization: { repositories: { totalCount: 3 } } };
      return { value: request.schema.parse({ data }), at: now().toISOString() };
    };
    const observed = await observe([githubCollector({ client: { get } })], [service("checkout")], { now });
    const states = new Map(
      (observed.get("checkout") ?? []).map(({ kind, answer: { state } }) => [kind, state]),
    );
    assert.equal(states.get("repository"), "absent");
    assert.equal(states.get("branch-protections"), "unanswered");
  });

  it("names the permission where GitHub forbids, and no text of GitHub's", async () => {
    const facts = await factsOf(
      fakeGithub((text) => (/collaborators\(/.test(text) ? { error: "FORBIDDEN" } : answer(text)), rest),
    );
    const told = facts.find(({ kind }) => kind === "collaborators")?.answer;
    assert.deepEqual(told, { state: "not-visible", permission: "Administration: read" });
    assert.ok(!JSON.stringify(facts).includes("secret text"));
  });

  it("asks in halves what is too much at once, and loses a part only where it fails alone", async () => {
    const github = fakeGithub(answer, rest, (fields) =>
      fields > 3 ? new OverloadedError("too slow") : undefined,
    );
    const facts = await factsOf(github);
    assert.deepEqual(
      facts.filter(({ answer: { state } }) => state === "unanswered"),
      [],
    );
    const none = await factsOf(fakeGithub(answer, rest, () => new OverloadedError("too slow")));
    assert.ok(none.some(({ kind, answer: told }) => kind === "repository" && told.state === "unanswered"));
  });

  it("leaves one part in an odd shape unanswered, and takes the others", async () => {
    const odd = (text: string): FieldAnswer =>
      /rulesets\(/.test(text) ? { value: { name: 1 } } : answer(text);
    const facts = await factsOf(fakeGithub(odd, rest));
    const open = facts.filter(({ answer: { state } }) => state === "unanswered").map(({ kind }) => kind);
    assert.deepEqual(open, ["branch-protections", "branch-rulesets"]);
  });

  it("asks nothing more once the credentials are refused", async () => {
    const github = fakeGithub(answer, rest, () => new RefusedError("it refused the credentials (401)"));
    const facts = await factsOf(github);
    assert.equal(github.asked.length, 1);
    assert.ok(facts.every(({ answer: told }) => told.state === "unanswered" && told.reason.includes("401")));
  });

  it("asks a repository once for all services in it", async () => {
    const alone = fakeGithub(answer, rest);
    await factsOf(alone);
    const shared = fakeGithub(answer, rest);
    const facts = await factsOf(shared, [service("checkout"), service("cart", "checkout")]);
    const repositories = ({ asked }: typeof alone) =>
      asked.filter(({ path }) => path !== "/apps/shop-release").length;
    assert.equal(repositories(shared), repositories(alone));
    assert.ok(facts.some(({ kind, answer: { state } }) => kind === "repository" && state === "value"));
  });

  it("asks no repository what lists of its organisation tell", async () => {
    const many = Array.from({ length: 12 }, (_, index) => service(`service-${index}`));
    const switches = { secret_scanning: { status: "enabled" } };
    const github = fakeGithub(answer, {
      "/orgs/shop/repos": many.map(({ name }) => ({ name, security_and_analysis: switches })),
      "/orgs/shop/properties/values": many.map(({ name }) => ({ repository_name: name, properties: [] })),
      "/orgs/shop/secret-scanning/alerts": [],
      "/orgs/shop/code-scanning/alerts": [],
      "/orgs/shop/actions/permissions/workflow": {
        default_workflow_permissions: "read",
        can_approve_pull_request_reviews: false,
      },
      ...Object.fromEntries(
        many.map(({ name }) => [
          `/repos/shop/${name}/code-scanning/analyses`,
          rest[`${at}/code-scanning/analyses`],
        ]),
      ),
    });
    const facts = await factsOf(github, many);
    const own = github.asked.flatMap(({ path }) => path.split("/repos/shop/service-0/")[1] ?? []);
    assert.deepEqual(own.sort(), [
      "actions/permissions",
      "actions/workflows/release.yml/runs",
      "code-scanning/analyses",
      "environments",
      "environments/production/deployment_protection_rules",
    ]);
    assert.ok(!github.asked.some(({ path }) => path === "/repos/shop/service-0"));
    for (const kind of ["custom-properties", "secret-scanning", "leaked-secrets", "code-scanning"])
      assert.equal(facts.find((fact) => fact.kind === kind)?.answer.state, "value", kind);
  });

  it("takes at most 90 queries for a thousand repositories", async () => {
    const many = Array.from({ length: 1000 }, (_, index) => service(`service-${index}`));
    const github = fakeGithub(answer);
    await observe([githubCollector({ client: github.client })], many, { now });
    const queries = github.asked.filter(({ path }) => path === "/graphql").length;
    const others = github.asked.filter(({ path }) => path.startsWith("/repos/")).length;
    assert.ok(queries <= 90, `${queries} queries`);
    assert.ok(others <= 10_000, `${others} requests by REST`);
  });
});
