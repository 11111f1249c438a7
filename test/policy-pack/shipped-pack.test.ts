import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RawResource } from "../../policy-pack/engine/resource";
import { rules } from "../../policy-pack/rules/index";
import { scorecardSchema } from "../../scorecard/schema";
import { temporaryFolder } from "../sandbox/temporary";
import { card, finding, service } from "../scorecard/cards";
import { given } from "./given";
import { servePack } from "./pack-client";

const packFolder = join(__dirname, "..", "..", "..", "policy-pack");

/** A resource of a stack that deploys a service. */
const resource = (type: string, name: string): RawResource => ({
  urn: `urn:pulumi:prod::shop::${type}::${name}`,
  type,
  name,
  props: {},
  parent: undefined,
  dependencies: [],
  propertyDependencies: {},
});

describe("the shipped pack, served by the real SDK", function () {
  this.timeout(60_000);

  it("has every rule, knows the day by itself, and may be asked for a later one", async () => {
    const shipped = await servePack(packFolder, { READINESS_TODAY: "2099-01-05" });
    try {
      assert.deepEqual(shipped.policies, [...rules.map(({ id }) => id), "readiness"]);
      const summary = (await shipped.analyzeStack(given.service().resources())).at(-1)?.message ?? "";
      assert.match(
        summary,
        /days old\. \d+ rules, pack 0\.1\.0, judged for 2099-01-05 \(what if: READINESS_TODAY is set\)\.$/,
      );
    } finally {
      shipped.stop();
    }
  });

  it("keeps the scorecard of a run where somebody names a file for it", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "card.json");
    const shipped = await servePack(packFolder, { READINESS_SCORECARD: file });
    try {
      const said = await shipped.analyzeStack(given.service().resources());
      const card = scorecardSchema.parse(JSON.parse(readFileSync(file, "utf8")));
      assert.deepEqual([card.source.from, card.services.length], ["engine", 2]);
      const blocking = said.filter(({ enforcement }) => enforcement === "mandatory").length;
      assert.equal(card.summary.violations.mandatory, blocking);
      assert.deepEqual(readdirSync(folder), ["card.json"]);
    } finally {
      shipped.stop();
    }
  });

  it("asks the gate at the first resource, by the stack's tag, and judges no rule where there is no catalog", async () => {
    const file = join(temporaryFolder(), "card.json");
    const source = { from: "program", notLookedUp: 0, statedAt: new Date().toISOString() } as const;
    const locks = [{ service: "cart", reason: "Stock is counted.", by: "pia", until: "2099-12-31" }];
    writeFileSync(file, JSON.stringify(card([service({ findings: [finding()] })], { source, locks })));
    const root = resource("pulumi:pulumi:Stack", "shop-prod");
    const shipped = await servePack(packFolder);
    try {
      await shipped.configure({ readiness: { gate: { scorecard: file } } });
      await shipped.tagStack({ "readiness:service": "cart" });
      const told = await shipped.analyze(root);
      assert.deepEqual(
        told.map(({ policy, enforcement, message }) => [policy, enforcement, message.split("\n")[0]]),
        [
          [
            "readiness",
            "mandatory",
            "The gate denies cart (shop/prod, tier 1, gold, must be gold). It is locked by pia until the end of 2099-12-31: Stock is counted.",
          ],
        ],
      );
      assert.deepEqual(await shipped.analyze(resource("aws:s3:Bucket", "logs")), []);
      const summary = await shipped.analyzeStack([root]);
      assert.deepEqual(
        summary.map(({ policy, enforcement, message }) => [policy, enforcement, message.split("\n")[0]]),
        [["readiness", "advisory", "The gate does not let cart through."]],
      );
    } finally {
      shipped.stop();
    }
  });

  for (const [name, file] of Object.entries({
    "cannot be written": join(temporaryFolder(), "none", "card.json"),
    "is not absolute": "card.json",
  })) {
    it(`judges all the same where that file ${name}, and says so`, async () => {
      const shipped = await servePack(packFolder, { READINESS_SCORECARD: file });
      try {
        const said = await shipped.analyzeStack(given.service().resources());
        const told = said.filter(({ message }) => message.startsWith("READINESS_SCORECARD must "));
        assert.deepEqual(
          told.map(({ policy, enforcement }) => [policy, enforcement]),
          [["readiness", "advisory"]],
        );
        assert.match(said.at(-1)?.message ?? "", /70 rules/);
      } finally {
        shipped.stop();
      }
    });
  }
});
