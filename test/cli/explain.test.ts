import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { projectDir } from "../../sandbox/folders";
import { projectWith, readiness } from "./command";

describe("readiness explain", () => {
  it("says of a rule what it asks, why, how to mend it, when not to use it, and what each tier makes of it", async () => {
    const { code, out } = await readiness(projectDir, ["explain", "on-call-scheduled"]);
    const rule = rules.find(({ id }) => id === "on-call-scheduled");
    assert.equal(code, 0);
    const said = out.replace(/\s+/g, " ");
    for (const text of [rule?.title, rule?.why, rule?.whenNot]) assert.ok(said.includes(String(text)), text);
    assert.match(said, /Fix Set onCall in <file> and let enough people of <team> take turns/);
    assert.match(out, /^enforcement +mandatory +mandatory +advisory$/m);
    assert.match(out, /^people +4 +3 +2 +Least number of different people on the first level\.$/m);
    assert.match(out, /^Page: docs\/rules\.md#on-call-scheduled$/m);
  });

  it("says that no waiver counts where none does", async () => {
    const { out } = await readiness(projectDir, ["explain", "owner-assigned"]);
    assert.match(out, /^No waiver counts at tiers 1, 2, 3\.$/m);
  });

  it("explains every rule", async () => {
    for (const { id } of rules) assert.equal((await readiness(projectDir, ["explain", id])).code, 0, id);
  });

  it("says of a service what came of the rule, through which steps, and what it looked at", async () => {
    const folder = projectWith({ "catalog/services/cart.yaml": withSlo });
    const args = ["explain", "slo-target-meets-tier", "cart", "--stack", "prod"];
    const { code, out } = await readiness(folder, args);
    assert.equal(code, 0);
    assert.match(out, /^cart \(tier 3, bronze, must be bronze\): fail$/m);
    assert.match(out, /^ {2}noted {2}slo-target-meets-tier$/m);
    assert.match(out, /SLO cart\/availability must target at least 99 %; it targets 90 %\./);
    assert.match(out, /^ {4}Run: off\. Gate: off\.$/m);
    assert.match(
      out,
      /^ {4}Chain: tier off \(tier 3 must be bronze and aims at silver; the rule is gold\)\.$/m,
    );
    assert.match(
      out,
      /^Looked at\n {2}declared {2}datadog:index\/serviceLevelObjective:ServiceLevelObjective {2}cart\/availability$/m,
    );
  });

  it("says why a rule does not apply, and that it looked at the catalog only where that is so", async () => {
    const args = ["explain", "tier-approved", "cart", "--stack", "prod"];
    const { out } = await readiness(projectWith(), args);
    assert.match(out, /^cart \(tier 3, .*\): not-applicable\n {2}tier 3 does not ask for it$/m);
    const owned = await readiness(projectWith(), ["explain", "owner-assigned", "cart", "--stack", "prod"]);
    assert.match(owned.out, /^Looked at\n {2}The catalog's facts only\.$/m);
  });

  it("takes the outcome from a scorecard, with the same words", async () => {
    const folder = projectWith({ "catalog/services/cart.yaml": withSlo });
    await readiness(folder, ["judge", "--stack", "prod", "-o", "card.json"]);
    const live = await readiness(folder, ["explain", "slo-target-meets-tier", "cart", "--stack", "prod"]);
    const stored = await readiness(folder, [
      "explain",
      "slo-target-meets-tier",
      "cart",
      "--scorecard",
      "card.json",
    ]);
    assert.equal(stored.code, 0, stored.err);
    const said = live.out.slice(0, live.out.indexOf("\n\nLooked at"));
    assert.equal(
      stored.out,
      `${said}\n\nLooked at\n  1 declared  datadog:index/serviceLevelObjective:ServiceLevelObjective`,
    );
    const alias = await readiness(folder, ["explain", "owner-assigned", "rates", "--scorecard", "card.json"]);
    assert.match(alias.out, /^quote \(tier 3, /m);
  });

  it("escapes what a scorecard that somebody wrote holds", async () => {
    const folder = projectWith();
    await readiness(folder, ["judge", "--stack", "prod", "-o", "card.json"]);
    const card = fs.readFileSync(path.join(folder, "card.json"), "utf8");
    fs.writeFileSync(
      path.join(folder, "card.json"),
      card.replaceAll("must state", "\\u001b[31mmust\\u202e state"),
    );
    const args = ["explain", "lifecycle-declared", "quote", "--scorecard", "card.json"];
    const { out } = await readiness(folder, args);
    assert.match(out, /The service \\u001b\[31mmust\\u202e state its lifecycle\./);
  });

  it("gives it all as JSON", async () => {
    const folder = projectWith({ "catalog/services/cart.yaml": withSlo });
    const args = ["explain", "slo-target-meets-tier", "cart", "--stack", "prod", "--json"];
    const { out } = await readiness(folder, args);
    const { id, service, stack, finding, evidence } = JSON.parse(out);
    assert.deepEqual(
      [id, service, stack, finding.outcome],
      ["slo-target-meets-tier", "cart", "prod", "fail"],
    );
    assert.deepEqual(
      evidence.resources.map(({ name, observed }: Record<string, unknown>) => [name, observed]),
      [["cart/availability", false]],
    );
  });

  const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    "a misspelt rule": [
      ["explain", "slo-definde"],
      /^"slo-definde" is not a rule\. Did you mean "slo-defined"\?/,
    ],
    "a service without saying where": [
      ["explain", "slo-defined", "cart"],
      /^Say where the service is judged: --stack with a stack's name, or --scorecard with a file\.$/,
    ],
    "a scorecard that is none": [
      ["explain", "slo-defined", "cart", "--scorecard", "Pulumi.yaml"],
      /^"Pulumi\.yaml" must be JSON: /,
    ],
    "a scorecard of a later version": [
      ["explain", "slo-defined", "cart", "--scorecard", "later.json"],
      /^"later\.json" must be a scorecard of version 1, as `readiness judge --json` writes it: schemaVersion: /,
    ],
  };
  for (const [name, [args, expected]] of Object.entries(wrong))
    it(`ends with exit code 2 for ${name}`, async () => {
      const folder = projectWith();
      fs.writeFileSync(path.join(folder, "later.json"), JSON.stringify({ schemaVersion: 2 }));
      const { code, err } = await readiness(folder, args);
      assert.equal(code, 2);
      assert.match(err, expected);
    });
});

const withSlo = `name: cart
description: Keeps what a customer is about to buy.
owner: orders
lifecycle: production
repository: astronomy-shop
slos:
  - { name: availability, kind: availability, target: 90, good: "sum:ok{service:cart}", total: "sum:all{service:cart}" }
`;
