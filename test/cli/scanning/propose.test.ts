import assert from "node:assert/strict";
import fs from "node:fs";
import fc from "fast-check";
import { loadCatalog } from "../../../catalog/load";
import { writeDrafts } from "../../../cli/importing/write-entities";
import type { Discovery } from "../../../cli/scanning/discover";
import { propose } from "../../../cli/scanning/propose";
import { readStanding } from "../../../cli/scanning/standing";
import { permissions } from "../../../evidence/discovery/github";
import { containers } from "../../../evidence/discovery/github-contents";
import { temporaryFolder } from "../../sandbox/temporary";

const name = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("cart", "Cart", "cart-svc", "cart_prod", "cart-staging", "quote", "mail"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("..", "../x", "a: b", "- c", "#d", "*e", "é", "--", "\u001b[1m", "x\ny", ".f"),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
);
const login = fc.constantFrom("amy", "ben", "not a login", "cho");
const several = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { maxLength: 5 });
const folder = fc.oneof(
  name,
  fc.tuple(fc.constantFrom(...containers), name).map((parts) => parts.join("/")),
);
const owners = several(fc.tuple(folder, name)).map((lines) =>
  lines.map(([path, team]) => `/${path}/ @acme/${team}\n`).join(""),
);

const discoveries: fc.Arbitrary<Discovery> = fc
  .record({
    repositories: several(name),
    folders: several(folder),
    owners: fc.option(owners, { nil: undefined }),
    teams: several(name),
    members: several(login),
    permission: fc.constantFrom(...permissions),
    pagers: several(name),
    monitored: several(name),
    links: several(name),
  })
  .map(({ repositories, folders, owners: text, teams, members, permission, pagers, monitored, links }) => ({
    organization: "acme",
    repositories: repositories.map((one) => ({
      name: one,
      description: one,
      language: "Go",
      topics: [],
      isFork: false,
      isTemplate: false,
    })),
    contents: new Map(
      repositories.map((one) => [
        one,
        { owners: text === undefined ? undefined : { path: "CODEOWNERS", text }, folders },
      ]),
    ),
    teams: teams.map((slug) => ({
      slug,
      name: slug,
      description: slug,
      members,
      repositories: new Map(repositories.map((one) => [one, permission])),
    })),
    pagers: pagers.map((one) => ({ id: one, name: one, policy: undefined, teams: [one] })),
    monitored: monitored.map((one) => ({
      name: one,
      sources: ["catalog" as const],
      owners: links,
      repositories: links.map((link) => `https://github.com/acme/${link}`),
      slos: [],
    })),
    parts: [],
  }));

describe("what a scan proposes", () => {
  it("is a right catalog in its own folders whatever the vendors name, and nothing when it is run again", async () => {
    await fc.assert(
      fc.asyncProperty(discoveries, async (discovery) => {
        const root = temporaryFolder();
        const authorsOf = async () => new Map();
        const first = await propose({ discovery, authorsOf }, readStanding(root));
        const drafts = [...first.services, ...first.teams].map(({ draft }) => draft);
        for (const { file } of drafts)
          assert.match(file, /^catalog\/(services|teams)\/[a-z0-9]([a-z0-9-]*[a-z0-9])?\.yaml$/);
        assert.equal(new Set(drafts.map(({ file }) => file)).size, drafts.length);
        writeDrafts(root, drafts, new Set(), false);
        if (first.services.length > 0) assert.deepEqual(problemsOf(root), []);
        const second = await propose({ discovery, authorsOf }, readStanding(root));
        assert.deepEqual([second.services, second.teams], [[], []]);
        fs.rmSync(root, { recursive: true });
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);
});

describe("owners of what a scan proposes", () => {
  const place = { organization: "acme", pagers: [], monitored: [], parts: [] };
  const shop = {
    name: "shop",
    description: undefined,
    language: "Go",
    topics: ["web"],
    isFork: false,
    isTemplate: false,
  };
  const contents = (text: string | undefined) =>
    new Map([["shop", { owners: { path: "CODEOWNERS", text }, folders: [] }]]);
  const proposed = (discovery: Discovery) =>
    propose({ discovery, authorsOf: async () => new Map() }, readStanding(temporaryFolder()));

  it("are teams without members where CODEOWNERS names them and teams cannot be read", async () => {
    const discovery = {
      ...place,
      repositories: [shop],
      contents: contents("* @Acme/Web_Shop\n"),
      teams: undefined,
    };
    const { services, teams } = await proposed(discovery);
    assert.deepEqual(
      [
        services.map(({ entity }) => [entity.owner, entity.tags]),
        teams.map(({ entity }) => [entity.name, entity.github, entity.members]),
      ],
      [[["web-shop", ["web"]]], [["web-shop", { team: "web_shop" }, []]]],
    );
  });

  it("are nobody, with the reason, where nothing can be read", async () => {
    for (const found of [contents(undefined), new Map()]) {
      const discovery = { ...place, repositories: [shop], contents: found, teams: undefined };
      const { services, teams } = await proposed(discovery);
      assert.deepEqual(teams, []);
      assert.deepEqual(
        services.map(({ nobody }) => nobody),
        ["CODEOWNERS could not be read, and teams could not be read"],
      );
    }
  });

  it("are found by PagerDuty's teams for a service whose repository nobody knows", async () => {
    const team = {
      slug: "orders",
      name: "The Orders",
      description: undefined,
      members: [],
      repositories: new Map(),
    };
    const pager = { id: "P1", name: "fax", policy: "Orders", teams: ["the orders"] };
    const discovery = { ...place, repositories: [], contents: new Map(), teams: [team], pagers: [pager] };
    const { services } = await proposed(discovery);
    assert.deepEqual(
      services.map(({ owner }) => owner),
      [
        {
          name: "orders",
          team: "orders",
          confidence: "low",
          reason: "it has the escalation policy Orders at PagerDuty",
        },
      ],
    );
  });
});

function problemsOf(root: string): readonly unknown[] {
  const loaded = loadCatalog(root);
  return loaded.ok ? [] : loaded.problems;
}
