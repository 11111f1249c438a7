import assert from "node:assert/strict";
import type { Simulators } from "../../../sandbox/simulators/server";
import type { Objects } from "../../../sandbox/world/schema";
import { startGithub } from "./github-world";

describe("GitHub's GraphQL API as the simulator has it", () => {
  let open: Simulators | undefined;
  afterEach(() => open?.close());

  const started = async (edit?: (objects: Objects) => void) => {
    const simulators = await startGithub(edit);
    open = simulators;
    return async (query: string, token = "admin", variables = {}) => {
      const headers = { authorization: `bearer ${token}` };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${simulators.github}/api/graphql`, { method: "POST", headers, body });
      return JSON.parse(await response.text());
    };
  };
  const inShop = (selection: string) =>
    `{ repository(owner: "astronomy-shop", name: "astronomy-shop") { ${selection} } }`;
  const errorsOf = ({ errors }: { errors?: { type?: string; path?: unknown }[] }) =>
    (errors ?? []).map(({ type, path }) => ({ type, path }));

  it("counts the points of each request, and tells them", async () => {
    const ask = await started();
    const query = `query ($n: Int!) { rateLimit { cost used remaining nodeCount }
      organization(login: "astronomy-shop") { teams(first: $n) { nodes { members(first: 100) { totalCount } } } } }`;
    const first = await ask(query, "admin", { n: 100 });
    assert.deepEqual(first.data.rateLimit, { cost: 1, used: 1, remaining: 4999, nodeCount: 10_100 });
    const wide = query.replace(
      "first: 100)",
      "first: 100) { nodes { login } a: totalCount } b: members(first: 100)",
    );
    const second = await ask(wide, "admin", { n: 100 });
    assert.deepEqual(second.data.rateLimit, { cost: 2, used: 3, remaining: 4997, nodeCount: 20_100 });
    assert.deepEqual(open?.requests().github, { requests: 2, graphql: 2, points: 3 });
  });

  it("refuses what would bring more than half a million nodes", async () => {
    const ask = await started();
    const deep =
      "pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { history(first: 51) { totalCount } } } } } }";
    assert.deepEqual(errorsOf(await ask(inShop(deep))), [
      { type: "MAX_NODE_LIMIT_EXCEEDED", path: undefined },
    ]);
  });

  it("pages forwards and backwards, and refuses a page of no size or of too great a one", async () => {
    const ask = await started();
    const page = (args: string) =>
      ask(
        `{ organization(login: "astronomy-shop") { membersWithRole(${args}) { totalCount nodes { login } pageInfo { hasNextPage endCursor } } } }`,
      );
    const first = (await page("first: 3")).data.organization.membersWithRole;
    const logins = ({ nodes }: { nodes: { login: string }[] }) => nodes.map(({ login }) => login);
    assert.deepEqual(
      [logins(first), first.totalCount, first.pageInfo.hasNextPage],
      [["amy", "ben", "cho"], 20, true],
    );
    const next = await page(`first: 2, after: ${JSON.stringify(first.pageInfo.endCursor)}`);
    assert.deepEqual(logins(next.data.organization.membersWithRole), ["dia", "eli"]);
    assert.deepEqual(logins((await page("last: 2")).data.organization.membersWithRole), ["sam", "tess"]);
    const path = ["organization", "membersWithRole"];
    assert.deepEqual(errorsOf(await page("first: 101")), [{ type: "EXCESSIVE_PAGINATION", path }]);
    assert.deepEqual(errorsOf(await page("after: null")), [{ type: "MISSING_PAGINATION_BOUNDARIES", path }]);
  });

  it("refuses a query that does not fit the schema, also where one of its form did", async () => {
    const ask = await started();
    assert.deepEqual((await ask(inShop("name"))).data.repository, { name: "astronomy-shop" });
    const { data, errors } = await ask(inShop("nom"));
    assert.deepEqual(
      [data, errors[0].message.slice(0, 33)],
      [undefined, 'Cannot query field "nom" on type '],
    );
  });

  it("forbids a reader what needs administration, by path, and hides what GitHub hides", async () => {
    const ask = await started();
    const query = inShop(
      "name collaborators(first: 1) { totalCount } vulnerabilityAlerts(first: 1) { totalCount } rulesets(first: 5) { nodes { name bypassActors(first: 1) { totalCount } } }",
    );
    const { data, errors } = await ask(query, "reader");
    assert.deepEqual(errorsOf({ errors }), [
      { type: "FORBIDDEN", path: ["repository", "collaborators"] },
      { type: "FORBIDDEN", path: ["repository", "vulnerabilityAlerts"] },
    ]);
    assert.deepEqual(data.repository.rulesets.nodes, [
      { name: "History stays", bypassActors: { totalCount: 0 } },
    ]);
  });

  const ruleset = (id: string, more: object) => ({
    id,
    name: id,
    nodeId: `RRS_${id}`,
    enforcement: "active",
    target: "branch",
    rules: { requiredSignatures: true },
    ...more,
  });
  const here = { repositoryName: { includes: ["astro*"], excludes: [] } };
  const refs = (...includes: string[]) => ({ refName: { includes, excludes: [] } });
  const cases: Readonly<Record<string, readonly [object, boolean]>> = {
    "for the default branch by its word": [{ conditions: { ...refs("~DEFAULT_BRANCH"), ...here } }, true],
    "for all branches": [{ conditions: { ...refs("~ALL"), ...here } }, true],
    "by a pattern": [{ conditions: { ...refs("refs/heads/ma*"), ...here } }, true],
    "by a star that does not cross folders": [{ conditions: { ...refs("refs/*"), ...here } }, false],
    "of tags": [{ target: "tag", conditions: { ...refs("~ALL"), ...here } }, false],
    "that is only tried": [{ enforcement: "evaluate", conditions: { ...refs("~ALL"), ...here } }, false],
    "for other repositories": [
      { conditions: { ...refs("~ALL"), repositoryName: { includes: ["web"], excludes: [] } } },
      false,
    ],
    "that leaves the repository out": [
      {
        conditions: { ...refs("~ALL"), repositoryName: { includes: ["~ALL"], excludes: ["astronomy-shop"] } },
      },
      false,
    ],
    "for the repository's number": [{ conditions: { ...refs("~ALL"), repositoryId: [700466082] } }, true],
    "for a custom property": [
      {
        conditions: {
          ...refs("~ALL"),
          repositoryProperty: {
            includes: [{ name: "business-unit", propertyValues: ["shop"] }],
            excludes: [],
          },
        },
      },
      true,
    ],
  };
  for (const [name, [more, isInForce]] of Object.entries(cases)) {
    it(`has a ruleset of the organisation ${name} ${isInForce ? "in force" : "not in force"}`, async () => {
      const ask = await started((objects) => {
        objects.organizationRuleset = { "7": JSON.parse(JSON.stringify(ruleset("7", more))) };
      });
      const { data } = await ask(
        inShop("defaultBranchRef { rules(first: 9) { nodes { type repositoryRuleset { name } } } }"),
      );
      const rules = isInForce ? [{ type: "REQUIRED_SIGNATURES", repositoryRuleset: { name: "7" } }] : [];
      assert.deepEqual(data.repository.defaultBranchRef.rules.nodes, rules);
    });
  }

  it("applies the classic protection with the exact name, else the oldest pattern that fits", async () => {
    const protection = (id: string, pattern: string) => ({ id, pattern, repositoryId: "astronomy-shop" });
    const query = inShop("defaultBranchRef { branchProtectionRule { pattern } }");
    const patterned = await started((objects) => {
      objects.branchProtection = {
        a: protection("a", "release/*"),
        b: protection("b", "m*"),
        c: protection("c", "*"),
      };
    });
    assert.equal(
      (await patterned(query)).data.repository.defaultBranchRef.branchProtectionRule.pattern,
      "m*",
    );
    await open?.close();
    const exact = await started((objects) => {
      objects.branchProtection = { b: protection("b", "m*"), c: protection("c", "main") };
    });
    assert.equal((await exact(query)).data.repository.defaultBranchRef.branchProtectionRule.pattern, "main");
  });

  it("has what passes a ruleset, and parameters by GitHub's names", async () => {
    const rules = {
      pullRequest: { requiredApprovingReviewCount: 2, requireCodeOwnerReview: true },
      requiredStatusChecks: { requiredChecks: [{ context: "ci", integrationId: 15368 }] },
    };
    const bypassActors = [
      { actorType: "Team", actorId: 20915974, bypassMode: "pull_request" },
      { actorType: "Integration", actorId: 1184302, bypassMode: "always" },
      { actorType: "RepositoryRole", actorId: 5, bypassMode: "always" },
    ];
    const ask = await started((objects) => {
      const own = { repository: "astronomy-shop", conditions: refs("~ALL"), rules, bypassActors };
      objects.repositoryRuleset = { "8": JSON.parse(JSON.stringify(ruleset("8", own))) };
      objects.organizationRuleset = {};
    });
    const { data } = await ask(
      inShop(`rulesets(first: 5) { nodes { source { __typename }
        bypassActors(first: 9) { nodes { bypassMode repositoryRoleName actor { ... on Team { slug } ... on App { slug } } } }
        rules(first: 9) { nodes { parameters { ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview }
          ... on RequiredStatusChecksParameters { requiredStatusChecks { context integrationId } } } } } } }`),
    );
    assert.deepEqual(data.repository.rulesets.nodes, [
      {
        source: { __typename: "Repository" },
        bypassActors: {
          nodes: [
            { bypassMode: "PULL_REQUEST", repositoryRoleName: null, actor: { slug: "orders" } },
            { bypassMode: "ALWAYS", repositoryRoleName: null, actor: { slug: "release-bot" } },
            { bypassMode: "ALWAYS", repositoryRoleName: "admin", actor: null },
          ],
        },
        rules: {
          nodes: [
            { parameters: { requiredApprovingReviewCount: 2, requireCodeOwnerReview: true } },
            { parameters: { requiredStatusChecks: [{ context: "ci", integrationId: 15368 }] } },
          ],
        },
      },
    ]);
  });

  it("has recent authors and the date of a file by the commits of the default branch", async () => {
    const ask = await started();
    const { data } = await ask(
      inShop(`defaultBranchRef { target { ... on Commit {
        all: history(first: 2) { totalCount nodes { author { user { login } } } }
        runbook: history(first: 1, path: "docs/runbooks") { nodes { committedDate } }
        untouched: history(first: 1, path: "Makefile") { nodes { committedDate author { user { login } } } } } } }`),
    );
    assert.deepEqual(data.repository.defaultBranchRef.target, {
      all: {
        totalCount: 15,
        nodes: [{ author: { user: { login: "amy" } } }, { author: { user: { login: "kai" } } }],
      },
      runbook: { nodes: [{ committedDate: "2026-11-20T08:00:00.000Z" }] },
      untouched: { nodes: [{ committedDate: "2024-03-04T08:00:00Z", author: { user: { login: "tess" } } }] },
    });
  });

  it("has no branch where nothing was ever committed, and no file beyond a link", async () => {
    const ask = await started((objects) => {
      objects.repository = {
        bare: { id: "bare", name: "bare", nodeId: "R_1" },
        linked: {
          id: "linked",
          name: "linked",
          nodeId: "R_2",
          api: { files: { "README.md": { link: "docs/README.md" } } },
        },
      };
    });
    const { data } = await ask(`{ organization(login: "astronomy-shop") { repositories(first: 9) { nodes {
      name isEmpty defaultBranchRef { name } object(expression: "HEAD:") { ... on Tree { entries { name mode } } }
      file: object(expression: "HEAD:README.md") { ... on Blob { text } } } } } }`);
    assert.deepEqual(data.organization.repositories.nodes, [
      { name: "bare", isEmpty: true, defaultBranchRef: null, object: null, file: null },
      {
        name: "linked",
        isEmpty: false,
        defaultBranchRef: { name: "main" },
        object: { entries: [{ name: "README.md", mode: 0o120000 }] },
        file: { text: "docs/README.md" },
      },
    ]);
  });
});
