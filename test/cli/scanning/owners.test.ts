import assert from "node:assert/strict";
import { type OwnerEvidence, ownerByHints, ownerOf, teamsEverywhere } from "../../../cli/scanning/owners";
import type { FoundTeam, Permission } from "../../../evidence/discovery/github";
import { readOwnerLines } from "../../../policy-pack/views/repository/owner-lines";

function team(
  slug: string,
  members: readonly string[],
  repositories: Readonly<Record<string, Permission>>,
): FoundTeam {
  return {
    slug,
    name: slug,
    description: undefined,
    members,
    repositories: new Map(Object.entries(repositories)),
  };
}

const orders = (permission: Permission) => team("orders", ["Amy", "ben"], { shop: permission });
const payments = (permission: Permission) => team("payments", ["cho"], { shop: permission });

/** A CODEOWNERS file of a text; a question mark is one that could not be read. */
function fileOf(text: string | undefined): OwnerEvidence["owners"] {
  if (text === undefined) return undefined;
  return text === "?" ? "not-read" : { path: "CODEOWNERS", lines: readOwnerLines(text) };
}

interface Case extends Partial<Omit<OwnerEvidence, "owners" | "place" | "authors">> {
  readonly folder?: string;
  readonly owners?: string;
  readonly authors?: Readonly<Record<string, number>>;
  readonly expected: string;
}

const cases: Readonly<Record<string, Case>> = {
  "by the line of CODEOWNERS about the folder": {
    folder: "src/cart",
    owners: "* @acme/payments\n/src/cart/ @acme/Orders\n/src/cart/docs/ @acme/payments\n",
    teams: [orders("push"), payments("push")],
    expected: "orders, high: CODEOWNERS:2 gives src/cart to it",
  },
  "by the line about everything, less surely for a folder": {
    folder: "src/cart",
    owners: "* @acme/orders\n",
    teams: [orders("push")],
    expected: "orders, medium: CODEOWNERS:1 gives everything to it",
  },
  "by the line about everything, surely for the repository": {
    owners: "* @acme/orders\n",
    teams: undefined,
    expected: "orders, high: CODEOWNERS:1 gives the repository to it",
  },
  "the first of several teams on the line, less surely": {
    owners: "* @amy @acme/orders @acme/payments @elsewhere/ops\n",
    teams: [orders("push"), payments("push")],
    expected: "orders, medium: CODEOWNERS:1 gives the repository to it, with payments",
  },
  "the only team with the largest permission, where CODEOWNERS names people": {
    owners: "* @amy\n",
    teams: [orders("push"), payments("maintain")],
    expected: "payments, medium: it alone has the permission maintain on the repository",
  },
  "the only team that may write at all, less surely": {
    teams: [orders("push"), payments("triage")],
    expected: "orders, low: it alone has the permission push on the repository",
  },
  "of teams with the same permission the one that commits": {
    teams: [orders("admin"), payments("admin")],
    authors: { amy: 3, ben: 2, cho: 4 },
    expected:
      "orders, medium: of the teams with the permission admin its members made most recent commits (5 of 9)",
  },
  "for a folder who commits to it, as permissions are the repository's": {
    folder: "src/cart",
    teams: [orders("admin"), payments("push")],
    authors: { amy: 3 },
    expected:
      "orders, low: of the teams with the permission admin its members made most recent commits (3 of 3)",
  },
  "the team that commits, where none may write": {
    teams: [orders("pull"), payments("pull")],
    authors: { CHO: 8, stranger: 1 },
    expected: "payments, low: its members made most recent commits (8 of 9)",
  },
  "no team that may write everywhere": {
    teams: [orders("admin")],
    everywhere: new Set(["orders"]),
    expected: "nobody: there is no CODEOWNERS, 1 team may write, and no author of recent commits is known",
  },
  "nobody where commits are divided": {
    teams: [orders("admin"), payments("admin")],
    authors: { amy: 3, cho: 3 },
    expected: "nobody: there is no CODEOWNERS, 2 teams may write, and no team made most recent commits",
  },
  "nobody where CODEOWNERS names a team that is gone": {
    owners: "* @acme/ghosts\n",
    teams: [orders("pull")],
    expected:
      "nobody: CODEOWNERS:1 names ghosts for it, which GitHub does not list, no team may write, and no author of recent commits is known",
  },
  "less sure where CODEOWNERS could not be read, which would go before": {
    owners: "?",
    teams: [orders("admin")],
    expected:
      "orders, low: it alone has the permission admin on the repository, and CODEOWNERS could not be read",
  },
  "whom another vendor names, where GitHub tells nothing": {
    teams: [orders("pull"), payments("pull")],
    hints: [
      { team: "Strangers", confidence: "medium", reason: "a" },
      { team: "Payments", confidence: "medium", reason: "b" },
    ],
    expected: "payments, medium: b",
  },
  "nobody where nothing can be read": {
    owners: "?",
    teams: undefined,
    expected: "nobody: CODEOWNERS could not be read, and teams could not be read",
  },
  "nobody where the last line takes the folder from all": {
    folder: "src/cart",
    owners: "* @acme/orders\n/src/cart/\n",
    teams: undefined,
    expected: "nobody: CODEOWNERS:2 names no team for it, and teams could not be read",
  },
};

describe("the owner that a scan proposes is", () => {
  for (const [title, { folder = "", owners, authors, expected, ...more }] of Object.entries(cases)) {
    it(title, () => {
      const owner = ownerOf({
        organization: "Acme",
        place: { repository: "shop", folder, called: "shop" },
        owners: fileOf(owners),
        authors: authors && new Map(Object.entries(authors)),
        everywhere: new Set(),
        teams: [],
        hints: [],
        ...more,
      });
      const text =
        "team" in owner ? `${owner.team}, ${owner.confidence}: ${owner.reason}` : `nobody: ${owner.nobody}`;
      assert.equal(text, expected);
    });
  }

  it("none by a name that several teams have", () => {
    const twins = [team("a", [], {}), { ...team("b", [], {}), name: "A" }];
    assert.equal(ownerByHints([{ team: "a", confidence: "low", reason: "r" }], twins), undefined);
  });

  it("none that may write in more than half of many repositories", () => {
    const of = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, "push" as const]));
    const teams = [team("all", [], of(6)), team("some", [], of(5))];
    assert.deepEqual([...teamsEverywhere(teams, 10)], ["all"]);
    assert.deepEqual([...teamsEverywhere(teams, 4)], []);
  });
});
