import assert from "node:assert/strict";
import type { Told } from "../../../evidence/collector";
import { type Doubtful, deploymentParts, tellOrigins } from "../../../evidence/github/deployments";
import { askParts } from "../../../evidence/github/graphql";
import { homesOf } from "../../../evidence/github/home";
import { tellApps } from "../../../evidence/github/teams";
import {
  type CutDismissals,
  tellDismissals,
  vulnerabilitiesPart,
} from "../../../evidence/github/vulnerabilities";
import { wanted } from "../fake-vendor";
import { type FieldAnswer, fakeGithub } from "./fake-github";

const repository = {
  subject: "checkout",
  owner: "shop",
  name: "checkout",
  folder: "",
  files: [],
  workflows: [],
  environments: ["production"],
};
const checkout = wanted("checkout", { repository, apps: ["shop-release", "99", "A_99", "other"] });
const [home] = homesOf([checkout]);
assert.ok(home);

/** A sheet that holds the last answer to each question. */
function sheetOf() {
  const told = new Map<string, Told>();
  return {
    told,
    sheet: {
      tell: ({ kind, subject }: { readonly kind: string; readonly subject: string }, one: Told) => {
        told.set(`${kind} ${subject}`, one);
      },
      leaveOpen: () => undefined,
    },
  };
}

describe("alerts that were dismissed", () => {
  const alert = (dismissReason: string, severity = "HIGH") => ({
    dismissReason,
    securityVulnerability: { severity },
  });
  /** Pages of one tolerated alert and one that is none, the last of them being the given one. */
  const page = (number: number, last: number) => ({
    pageInfo: { hasNextPage: number < last, endCursor: `after-${number}` },
    nodes: [alert("tolerable_risk"), alert("not_used")],
  });

  async function countOver(pages: number, refuse = (_page: number): boolean => false) {
    const answer = (text: string): FieldAnswer => {
      const number = Number(/after: "after-(\d+)"/.exec(text)?.[1] ?? 0) + 1;
      if (refuse(number)) return { error: "FORBIDDEN" };
      const dismissed = page(number, pages);
      const first = { hasVulnerabilityAlertsEnabled: true, open: { totalCount: 0, nodes: [] } };
      return { value: number === 1 ? { ...first, dismissed } : { dismissed } };
    };
    const { client, asked } = fakeGithub(answer);
    const { sheet, told } = sheetOf();
    const cut: CutDismissals[] = [];
    assert.ok(home);
    await askParts(client, [vulnerabilitiesPart(home, sheet, (one) => cut.push(one))]);
    await tellDismissals(client, sheet, cut);
    return { told: told.get("vulnerabilities checkout"), requests: asked.length };
  }
  const value = (dismissed?: number) => ({
    state: "value",
    value: { open: [], ...(dismissed === undefined ? {} : { dismissed }), complete: true },
  });

  it("are counted over all pages", async () => {
    assert.deepEqual(await countOver(1), { told: value(1), requests: 1 });
    assert.deepEqual(await countOver(5), { told: value(5), requests: 5 });
  });

  it("have no count where there are more than are read, or where a page is hidden", async () => {
    assert.deepEqual(await countOver(6), { told: value(), requests: 5 });
    assert.deepEqual(await countOver(3, (number) => number === 2), { told: value(), requests: 2 });
  });
});

describe("where deployed commits come from", () => {
  const deployment = (commitOid: string, ref: string | null, state = "ACTIVE") => ({
    createdAt: "2026-11-20T00:00:00Z",
    state,
    commitOid,
    ref: ref === null ? null : { name: ref },
    statuses: { nodes: [] },
  });

  async function originsOf(
    nodes: readonly ReturnType<typeof deployment>[],
    ahead: Readonly<Record<string, number | null>>,
    branch: string | undefined = "main",
  ) {
    const compared: string[] = [];
    const answer = (text: string): FieldAnswer => {
      if (text.includes("deployments(")) return { value: { deployments: { nodes } } };
      const fields = [...text.matchAll(/(c\d+): compare\(headRef: "([^"]+)"\)/g)];
      const found = fields.map(([, alias = "", commit = ""]) => {
        compared.push(commit);
        const aheadBy = ahead[commit];
        return [alias, typeof aheadBy === "number" ? { aheadBy } : null];
      });
      return { value: { defaultBranchRef: Object.fromEntries(found) } };
    };
    const { client } = fakeGithub(answer);
    const { sheet, told } = sheetOf();
    const doubtful: Doubtful[] = [];
    assert.ok(home);
    await askParts(
      client,
      deploymentParts(home, sheet, (one) => doubtful.push(one)),
    );
    await tellOrigins(client, sheet, doubtful, () => branch);
    const fact = told.get("deployments checkout:production");
    assert.ok(fact?.state === "value" && "deployments" in fact.value);
    return {
      compared,
      told: fact.value.deployments.map((one) => ("onDefaultBranch" in one ? one.onDefaultBranch : undefined)),
    };
  }

  it("are not asked for where the newest that succeeded is of the default branch", async () => {
    const nodes = [deployment("c1", "fix", "FAILURE"), deployment("c2", "main"), deployment("c3", "v1")];
    assert.deepEqual(await originsOf(nodes, {}), { compared: [], told: [undefined, undefined, undefined] });
  });

  it("are told of tags and of branches that are gone, by whether the default branch has the commit", async () => {
    const nodes = [deployment("c1", "v2"), deployment("c2", null), deployment("c3", "main")];
    assert.deepEqual(await originsOf(nodes, { c1: 0, c2: 3 }), {
      compared: ["c1", "c2"],
      told: [true, false, undefined],
    });
  });

  it("are looked into for three commits at most, and stay open where GitHub cannot compare them", async () => {
    const nodes = ["c1", "c2", "c3", "c4"].map((commit) => deployment(commit, "v1"));
    assert.deepEqual(await originsOf(nodes, { c1: null, c2: 0, c3: 0, c4: 0 }), {
      compared: ["c1", "c2", "c3"],
      told: [undefined, true, true, undefined],
    });
  });
});

describe("apps that the catalog names", () => {
  it("are known by name and by either id where a bypass list shows them, and else by name alone", async () => {
    const app = { slug: "shop-release", id: 99, nodeId: "A_99" };
    const github = fakeGithub(() => ({ error: "NOT_FOUND" }), {
      "/apps/other": { slug: "other", id: 5, node_id: "A_5" },
    });
    const { sheet, told } = sheetOf();
    await tellApps(github.client, sheet, [checkout], [{ ...app, at: "2026-11-20T00:00:00Z" }]);
    for (const name of ["shop-release", "99", "A_99"])
      assert.deepEqual(told.get(`app ${name}`), { state: "value", value: app });
    assert.deepEqual(told.get("app other"), {
      state: "value",
      value: { slug: "other", id: 5, nodeId: "A_5" },
    });
    assert.deepEqual(
      github.asked.map(({ path }) => path),
      ["/apps/other"],
    );
  });
});
