import assert from "node:assert/strict";
import { listDatadog, monitoredServices } from "../../../evidence/discovery/datadog";
import { listGithub } from "../../../evidence/discovery/github";
import { readAuthors, readContents } from "../../../evidence/discovery/github-contents";
import { listPagerduty } from "../../../evidence/discovery/pagerduty";
import { type Answers, now, vendor } from "../fake-vendor";
import { fakeGithub } from "../github/fake-github";

const org = "/orgs/acme";

describe("what GitHub lists of an organisation", () => {
  it("is its repositories that are in use, and its teams with members and largest permissions", async () => {
    const answers: Answers = {
      [`${org}/repos`]: [
        { name: "cart", archived: false, language: "Go", topics: ["shop"], size: 9 },
        { name: "old", archived: true },
        { name: "off", archived: false, disabled: true },
        { name: "fork", archived: false, fork: true, is_template: true, language: null },
      ],
      [`${org}/teams`]: [{ slug: "orders", name: "Orders", description: null, id: 1 }],
      [`${org}/teams/orders/members`]: [{ login: "amy", id: 7 }],
      [`${org}/teams/orders/repos`]: [
        { name: "cart", permissions: { pull: true, push: true, maintain: false } },
        { name: "fork" },
      ],
    };
    const { client } = vendor(answers);
    assert.deepEqual(await listGithub(client, "acme"), {
      repositories: {
        state: "read",
        value: [
          {
            name: "cart",
            description: undefined,
            language: "Go",
            topics: ["shop"],
            isFork: false,
            isTemplate: false,
          },
          {
            name: "fork",
            description: undefined,
            language: null,
            topics: [],
            isFork: true,
            isTemplate: true,
          },
        ],
      },
      teams: {
        state: "read",
        value: [
          {
            slug: "orders",
            name: "Orders",
            description: undefined,
            members: ["amy"],
            repositories: new Map([
              ["cart", "push"],
              ["fork", "pull"],
            ]),
          },
        ],
      },
    });
  });

  it("is nothing with the reason where a part is hidden, and the other part all the same", async () => {
    const { client } = vendor({ [`${org}/repos`]: [], [`${org}/teams`]: 403 });
    assert.deepEqual(await listGithub(client, "acme"), {
      repositories: { state: "read", value: [] },
      teams: { state: "not-read", reason: "these credentials need Members: read of this organisation" },
    });
    const down = await listGithub(vendor({ [`${org}/repos`]: 500, [`${org}/teams`]: [] }).client, "acme");
    assert.deepEqual(down.repositories, { state: "not-read", reason: "it answered 500: no" });
  });

  it("is not read where a team's members are hidden: half of the teams would mislead", async () => {
    const teams = [{ slug: "orders", name: "Orders" }];
    const { client } = vendor({ [`${org}/repos`]: [], [`${org}/teams`]: teams });
    const { teams: found } = await listGithub(client, "acme");
    assert.deepEqual(found, { state: "not-read", reason: "these credentials need Members: read" });
  });
});

describe("what GitHub tells of repositories' contents", () => {
  const tree = (...entries: readonly (readonly [string, string])[]) => ({
    entries: entries.map(([name, type]) => ({ name, type })),
  });

  it("is the CODEOWNERS file that counts, and folders at the root and in containers", async () => {
    const { client, asked } = fakeGithub((text) =>
      text.includes('"cart"')
        ? {
            value: {
              owners0: null,
              owners1: { text: "* @acme/orders\n", isTruncated: false },
              owners2: { text: "late", isTruncated: false },
              root: tree(["src", "tree"], ["README.md", "blob"], [".github", "tree"]),
              src: tree(["quote", "tree"], ["main.go", "blob"]),
              services: null,
              apps: {}, // a file of that name
              cmd: null,
              functions: null,
              microservices: null,
            },
          }
        : { error: "FORBIDDEN" },
    );
    const contents = await readContents(client, "acme", ["cart", "secret"]);
    assert.deepEqual(contents.get("cart"), {
      state: "read",
      value: { owners: { path: "CODEOWNERS", text: "* @acme/orders\n" }, folders: ["src", "src/quote"] },
    });
    assert.deepEqual(contents.get("secret"), {
      state: "not-read",
      reason: "these credentials need Contents: read",
    });
    assert.deepEqual(asked, [{ path: "/graphql", fields: 2 }]);
  });

  it("is a CODEOWNERS without text where it is too large to be shown, which is not that there is none", async () => {
    const { client } = fakeGithub(() => ({
      value: { owners0: { text: "* @acme/o", isTruncated: true }, owners1: null, owners2: null, root: null },
    }));
    const contents = await readContents(client, "acme", ["large"]);
    assert.deepEqual(contents.get("large"), {
      state: "read",
      value: { owners: { path: ".github/CODEOWNERS", text: undefined }, folders: [] },
    });
  });

  it("is who committed within the year, by folder, without those that GitHub knows no login of", async () => {
    const commit = (committedDate: string, login?: string) => ({
      committedDate,
      author: login === undefined ? { user: null } : { user: { login } },
    });
    const nodes = [
      commit("2026-11-01T08:00:00Z", "amy"),
      commit("2026-10-01T08:00:00Z", "amy"),
      commit("2026-10-01T08:00:00Z"),
      commit("2024-10-01T08:00:00Z", "gone"),
    ];
    const { client } = fakeGithub((text) =>
      text.includes('path: "src/quote"')
        ? { value: { defaultBranchRef: { target: { history: { nodes } } } } }
        : { value: { defaultBranchRef: null } },
    );
    const folders = [
      { repository: "shop", folder: "src/quote" },
      { repository: "empty", folder: "" },
    ];
    const authors = await readAuthors(client, "acme", folders, now);
    assert.deepEqual(
      [...authors],
      [
        ["shop:src/quote", new Map([["amy", 2]])],
        ["empty:", new Map()],
      ],
    );
  });
});

describe("what PagerDuty lists", () => {
  const services = {
    more: false,
    services: [
      {
        id: "P1",
        name: "cart",
        status: "active",
        escalation_policy: { id: "E1" },
        integrations: [{ id: "I", type: "x" }],
      },
      { id: "P2", name: "gone", status: "disabled" },
    ],
  };

  it("is its services that are in use, with policy and teams", async () => {
    const { client } = vendor({
      "/services": services,
      "/escalation_policies": {
        more: false,
        escalation_policies: [{ id: "E1", name: "Orders", teams: [{ id: "T1" }], escalation_rules: [] }],
      },
      "/teams": { more: false, teams: [{ id: "T1", name: "The orders" }] },
    });
    assert.deepEqual(await listPagerduty(client, now), {
      state: "read",
      value: [{ id: "P1", name: "cart", policy: "Orders", teams: ["The orders"] }],
    });
  });

  it("is its services alone where policies are hidden, and the reason where services are", async () => {
    const found = await listPagerduty(
      vendor({ "/services": services, "/escalation_policies": 403 }).client,
      now,
    );
    assert.deepEqual(found, {
      state: "read",
      value: [{ id: "P1", name: "cart", policy: undefined, teams: [] }],
    });
    assert.deepEqual(await listPagerduty(vendor({ "/services": 403 }).client, now), {
      state: "not-read",
      reason: "these credentials need services.read",
    });
  });
});

describe("what Datadog knows of services", () => {
  /** A list of one page, by the parameter that tells the page. */
  const once = (parameter: string, page: unknown, empty: unknown) => (query: URLSearchParams) =>
    query.get(parameter) === "0" ? page : empty;

  it("is put together from the catalog, definitions of any version, SLOs and monitors", async () => {
    const slo = { id: "s1", name: "up", type: "metric", thresholds: [], tags: ["service:cart"] };
    const entity = (kind: string, name: string) => ({ attributes: { kind, name, owner: "sellers" } });
    const { client } = vendor({
      "/api/v2/catalog/entity": once(
        "page[offset]",
        { data: [entity("service", "Cart"), entity("team", "orders")] },
        { data: [] },
      ),
      "/api/v2/services/definitions": once(
        "page[number]",
        {
          data: [
            {
              attributes: {
                schema: {
                  "dd-service": "cart",
                  team: "orders",
                  links: [
                    { type: "repo", url: "https://github.com/acme/cart" },
                    { type: "doc", url: "https://docs.example/cart" },
                  ],
                },
              },
            },
            { attributes: { schema: { info: { "dd-service": "old" } } } },
            { attributes: { schema: {} } },
          ],
        },
        { data: [] },
      ),
      "/api/v1/slo": once("offset", { data: [slo] }, { data: [] }),
      "/api/v1/monitor": once(
        "page",
        [{ id: 1, name: "m", type: "metric alert", query: "avg:x{service:mail}", tags: [] }],
        [],
      ),
    });
    const services = monitoredServices(await listDatadog(client));
    assert.deepEqual(
      services.map(({ name, sources, owners, repositories, slos }) => [
        name,
        sources,
        owners,
        repositories,
        slos.map(({ id }) => id),
      ]),
      [
        [
          "Cart",
          ["catalog", "definition", "slo"],
          ["sellers", "orders"],
          ["https://github.com/acme/cart"],
          ["s1"],
        ],
        ["old", ["definition"], [], [], []],
        ["mail", ["monitor"], [], [], []],
      ],
    );
  });

  it("is what can be read where the rest is hidden, with the permission", async () => {
    const lists = await listDatadog(vendor({ "/api/v1/monitor": () => [] }).client);
    assert.deepEqual(lists, {
      catalog: { state: "not-read", reason: "these credentials need apm_service_catalog_read" },
      definitions: { state: "not-read", reason: "these credentials need apm_service_catalog_read" },
      slos: { state: "not-read", reason: "these credentials need slos_read" },
      monitors: { state: "read", value: [] },
    });
  });
});
