import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Approvals } from "../../scorecard/approvals";
import type { Scorecard } from "../../scorecard/schema";
import { projectWith, readiness } from "./command";
import { committed, git, write } from "./committed";

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const stackFile = "stacks/Pulumi.prod.yaml";
const stack = `config:
  github:owner: astronomy-shop
  readiness:owns: true
  readiness:tiers: { cart: 3, quote: 3 }
  readiness:approvers: { 1: [platform], 2: [platform] }
`;
const promoted = stack
  .replace("cart: 3", "cart: 2")
  .replace("{ cart: 2, quote: 3 }", "{ cart: 2, quote: 3 }\n  readiness:promotions:\n    cart: [RECORD]");
const record = `{ from: 3, to: 2, by: pia, at: "${day(0)}", ticket: OPS-7 }`;
const waivers = `waivers:\n  - { rule: slo-defined, service: cart, reason: migration, note: Soon., approver: pia, requested: ${day(0)}, expires: ${day(5)} }\n`;

/** A project with a promotion and a waiver on a branch, and what the check makes of the approver's review, in approvals.json. */
async function checked(state: string): Promise<string> {
  const folder = committed({ [stackFile]: stack });
  git(folder, "branch", "-M", "main");
  git(folder, "checkout", "-qb", "promotion");
  write(folder, { [stackFile]: promoted.replace("RECORD", record), "catalog/waivers.yaml": waivers });
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "promote");
  const commit = git(folder, "rev-parse", "HEAD").trim();
  const review = { user: { login: "pia" }, state, commit_id: commit, submitted_at: "2026-11-20T10:00:00Z" };
  write(folder, { "reviews.json": JSON.stringify([review]) });
  const args = ["promotions", "--base", "main", "--reviews", "reviews.json", "-o", "approvals.json"];
  const { code } = await readiness(folder, args);
  assert.equal(code, state === "APPROVED" ? 0 : 1);
  return folder;
}

const withTiers =
  (other: Partial<Approvals["tiers"][number]>) =>
  (proof: Approvals): Approvals => ({ ...proof, tiers: proof.tiers.map((one) => ({ ...one, ...other })) });

async function proofsIn(folder: string): Promise<readonly unknown[]> {
  const { code, out, err } = await readiness(folder, [
    ...["scorecard", "--stack", "prod", "--verified", "approvals.json"],
  ]);
  assert.equal(code, 0, err);
  const { services, waivers } = JSON.parse(out) as Scorecard; // as the command prints it
  return [...services.map(({ promotion }) => promotion?.proof), ...waivers.map(({ proof }) => proof)];
}

describe("readiness scorecard --verified", function () {
  this.timeout(60_000);

  it("says of approvals that reviews prove them, and of the same without a proof that they are recorded", async () => {
    assert.deepEqual(await proofsIn(await checked("APPROVED")), ["verified", undefined, "verified"]);
    assert.deepEqual(await proofsIn(await checked("COMMENTED")), ["recorded", undefined, undefined]);
  });

  it("verifies nothing that was changed after the check", async () => {
    const folder = await checked("APPROVED");
    write(folder, {
      [stackFile]: promoted.replace("RECORD", record.replace("OPS-7", "OPS-8")),
      "catalog/waivers.yaml": waivers.replace(day(5), day(6)),
    });
    assert.deepEqual(await proofsIn(folder), ["recorded", undefined, undefined]);
  });

  const others: Readonly<Record<string, readonly [(proof: Approvals) => Approvals, readonly unknown[]]>> = {
    project: [(one) => ({ ...one, project: "other" }), ["recorded", undefined, undefined]],
    stack: [withTiers({ stack: "dev" }), ["recorded", undefined, "verified"]],
    service: [withTiers({ service: "quote" }), ["recorded", undefined, "verified"]],
    "approver, who may not": [withTiers({ faults: ["No."] }), ["recorded", undefined, "verified"]],
  };
  for (const [name, [changed, expected]] of Object.entries(others))
    it(`takes no proof of another ${name}`, async () => {
      const folder = await checked("APPROVED");
      const file = path.join(folder, "approvals.json");
      const proof = JSON.parse(fs.readFileSync(file, "utf8")) as Approvals; // as the command wrote it
      write(folder, { "approvals.json": JSON.stringify(changed(proof)) });
      assert.deepEqual(await proofsIn(folder), expected);
    });

  it("takes the proof of a service that has another name since", async () => {
    const folder = await checked("APPROVED");
    const file = path.join(folder, "catalog/services/cart.yaml");
    const text = fs.readFileSync(file, "utf8");
    write(folder, {
      "catalog/services/cart.yaml": undefined,
      "catalog/services/basket.yaml": text.replace("name: cart", "name: basket\naliases: [cart]"),
      [stackFile]: promoted.replace("RECORD", record).replaceAll("cart:", "basket:"),
      "catalog/waivers.yaml": undefined,
    });
    assert.deepEqual(await proofsIn(folder), ["verified", undefined]);
  });

  it("shows in texts what is verified and what is recorded", async () => {
    const folder = await checked("APPROVED");
    const said = `Tier 2 approved by pia on ${day(0)}, ticket OPS-7`;
    const judged = await readiness(folder, ["judge", "--stack", "prod", "--service", "cart"]);
    assert.equal(judged.out.includes(`\n${said} (recorded)\n`), true, judged.out);
    const args = ["scorecard", "--stack", "prod", "--verified", "approvals.json"];
    await readiness(folder, [...args, "-o", "now.json"]);
    const explained = await readiness(folder, [
      "explain",
      "tier-approved",
      "cart",
      "--scorecard",
      "now.json",
    ]);
    assert.equal(explained.out.includes(`\n  ${said} (verified)\n`), true, explained.out);
    const { out } = await readiness(folder, [...args, "-f", "markdown"]);
    assert.match(
      out.replaceAll("\u200b", ""),
      /<summary>Approvals of tiers \(1, 1 verified\)<\/summary>\n\n- \*\*cart\*\*: Tier 2 approved by pia on /,
    );
    assert.match(out, /ends in 5 days, on .+ \(migration, accepted by pia, verified\)\n/);
  });

  it("refuses a file that is something else", async () => {
    const folder = projectWith({ "other.json": "{}" });
    const { code, err } = await readiness(folder, [
      ...["scorecard", "--stack", "prod", "--verified", "other.json"],
    ]);
    assert.equal(code, 2);
    assert.match(
      err,
      /^"other\.json" must be approvals of version 1, as `readiness promotions --output` writes them/,
    );
  });
});
