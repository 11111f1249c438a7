import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { writeFiles } from "../sandbox/temporary";
import { projectWith, readiness, smallProject } from "./command";

const cart = smallProject["catalog/services/cart.yaml"] ?? "";

const withoutLifecycle = cart.replace("lifecycle: production\n", "");

/** A project with the scorecard of today, whose cart has another file now. */
async function changedSince(now: string | undefined) {
  const folder = projectWith();
  await readiness(folder, ["judge", "--stack", "prod", "-o", "then.json"]);
  const file = path.join(folder, "catalog/services/cart.yaml");
  if (now === undefined) fs.rmSync(file);
  else writeFiles(folder, { "catalog/services/cart.yaml": now });
  return folder;
}

const drift = (folder: string, ...args: readonly string[]) => readiness(folder, ["drift", ...args]);
const since = ["--stack", "prod", "--since", "then.json"];

describe("readiness drift", () => {
  it("says what a service lost, its level included, and ends with 1", async () => {
    const folder = await changedSince(
      cart.replace(/^description.*\n/m, "").replace("repository: astronomy-shop\n", ""),
    );
    const { code, out } = await drift(folder, ...since);
    assert.equal(code, 1, out);
    assert.match(
      out,
      /^Stack prod, from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\nIts declared and catalog facts were stated \d+ seconds? ago\.\n\nDegraded\n {2}cart: bronze -> no level in production-readiness\n {2}cart \(orders\)\n/,
    );
    assert.match(out, /^ {4}description-present: pass -> fail\n {6}The service must /m);
    assert.match(out, /^ {4}repository-linked: (pass|unknown) -> fail$/m);
  });

  it("says what a service gained, and ends with 0", async () => {
    const folder = await changedSince(withoutLifecycle);
    await readiness(folder, ["judge", "--stack", "prod", "-o", "then.json"]);
    writeFiles(folder, { "catalog/services/cart.yaml": cart });
    const { code, out } = await drift(folder, ...since);
    assert.equal(code, 0, out);
    assert.match(
      out,
      /\n\nImproved\n {2}cart: no level -> bronze in production-readiness\n {2}cart \(orders\)\n {4}lifecycle-declared: fail -> pass\n {6}No more: /,
    );
    assert.doesNotMatch(out, /Degraded/);
  });

  it("says that nothing changed", async () => {
    const { code, out } = await drift(await changedSince(cart), ...since);
    assert.equal(code, 0);
    assert.match(out, /\n\nNothing changed\.$/);
  });

  it("tells what came and went of services", async () => {
    const folder = await changedSince(cart);
    writeFiles(folder, { "catalog/services/ad.yaml": "name: ad\nowner: orders\n" });
    fs.rmSync(path.join(folder, "catalog/services/quote.yaml"));
    writeFiles(folder, {
      "stacks/Pulumi.prod.yaml": (smallProject["stacks/Pulumi.prod.yaml"] ?? "").replace(", quote: 3", ""),
    });
    assert.match((await drift(folder, ...since)).out, /\n\nNew: ad\.\nGone: quote\.$/);
  });

  it("compares two scorecards without judging, and gives JSON", async () => {
    const folder = await changedSince(withoutLifecycle);
    await readiness(folder, ["judge", "--stack", "prod", "-o", "now.json"]);
    writeFiles(folder, { "Pulumi.yaml": "" }); // Nothing could be judged any more.
    const { code, out } = await drift(folder, "--since", "then.json", "--scorecard", "now.json", "--json");
    const { stack, findings } = JSON.parse(out);
    assert.deepEqual([code, stack], [1, "prod"]);
    const [first] = findings;
    assert.deepEqual(
      [first.service, first.owner, first.rule, first.direction, first.from, first.to, first.appeared.length],
      ["cart", "orders", "lifecycle-declared", "degraded", "pass", "fail", 1],
    );
  });

  it("says how old what was read at the vendors is, of services that lost something", async () => {
    const folder = await changedSince(withoutLifecycle);
    await readiness(folder, ["judge", "--stack", "prod", "-o", "now.json"]);
    const file = path.join(folder, "now.json");
    const card = JSON.parse(fs.readFileSync(file, "utf8"));
    const hours = (count: number): string => new Date(Date.now() - count * 3_600_000).toISOString();
    const fact = (source: string, at: string, state: string) => ({
      kind: "schedule",
      subject: at,
      source,
      at,
      state,
    });
    for (const service of card.services)
      service.observed = [
        fact("pagerduty", hours(2), "value"),
        fact("pagerduty", hours(30), "unanswered"),
        fact("github", hours(3), "absent"),
      ];
    card.source.statedAt = hours(49);
    fs.writeFileSync(file, JSON.stringify(card));
    const compare = ["--since", "then.json", "--scorecard", "now.json"];
    const { out } = await drift(folder, ...compare);
    assert.match(out, /^Its declared and catalog facts were stated 2 days ago\.$/m);
    assert.match(out, /^ {4}2 facts asked of pagerduty 2 hours ago to 1 day ago, 1 of them not told$/m);
    assert.match(out, /^ {4}1 fact asked of github 3 hours ago$/m);
    assert.equal(out.match(/asked of github/g)?.length, 1, "of the service that lost something alone");
    const { ages } = JSON.parse((await drift(folder, ...compare, "--json")).out);
    const first = ages[0].facts[0];
    assert.deepEqual(
      [ages[0].service, first.kind, first.state, Math.round(first.ageSeconds / 3600)],
      ["cart", "schedule", "value", 2],
    );
  });

  it("shows no text of a file as it is", async () => {
    const folder = await changedSince(withoutLifecycle);
    await readiness(folder, ["judge", "--stack", "prod", "-o", "now.json"]);
    const text = fs.readFileSync(path.join(folder, "now.json"), "utf8");
    fs.writeFileSync(path.join(folder, "now.json"), text.replaceAll("must state", "\\u001b[31m::error::"));
    const { out } = await drift(folder, "--since", "then.json", "--scorecard", "now.json");
    assert.ok(out.includes("::error::") && !out.includes("\u001b"), out);
  });

  const refused: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    "without a scorecard to compare with": [["--stack", "prod"], /required option '--since <file>'/],
    "where nothing says what is compared": [["--since", "then.json"], /Say what is compared: --stack/],
    "where there is no such file": [
      ["--stack", "prod", "--since", "none.json"],
      /"none\.json" cannot be read/,
    ],
    "where the file is no scorecard": [
      ["--stack", "prod", "--since", "Pulumi.yaml"],
      /"Pulumi\.yaml" must be JSON/,
    ],
    "where the other is of one service only": [
      ["--since", "then.json", "--scorecard", "one.json"],
      /must both be of all services/,
    ],
    "where the other is of another stack": [
      ["--since", "then.json", "--scorecard", "dev.json"],
      /must be of one stack; they are of ".+\/prod" and ".+\/dev"/,
    ],
    "where the other is of another project's stack of that name": [
      ["--since", "then.json", "--scorecard", "depot.json"],
      /must be of one stack; they are of ".+\/prod" and "depot\/prod"/,
    ],
  };
  for (const [name, [args, expected]] of Object.entries(refused)) {
    it(`ends with 2 ${name}`, async () => {
      const folder = await changedSince(cart);
      await readiness(folder, ["judge", "--stack", "prod", "--service", "cart", "-o", "one.json"]);
      const card = fs.readFileSync(path.join(folder, "then.json"), "utf8");
      fs.writeFileSync(path.join(folder, "dev.json"), card.replace('"stack": "prod"', '"stack": "dev"'));
      const other = card.replace(/"project": "[^"]+"/, '"project": "depot"');
      fs.writeFileSync(path.join(folder, "depot.json"), other);
      const { code, err } = await drift(folder, ...args);
      assert.equal(code, 2);
      assert.match(err, expected);
    });
  }
});
