import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { scorecardSchema } from "../../scorecard/schema";
import { temporaryFolder } from "../sandbox/temporary";
import { given } from "./given";
import { servePack } from "./pack-client";

const root = join(__dirname, "..", "..", "..");

describe("the shipped pack, served by the real SDK", function () {
  this.timeout(60_000);

  it("has every rule, knows the day by itself, and may be asked for a later one", async () => {
    const shipped = await servePack(join(root, "policy-pack"), { READINESS_TODAY: "2099-01-05" });
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
    const shipped = await servePack(join(root, "policy-pack"), { READINESS_SCORECARD: file });
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

  for (const [name, file] of Object.entries({
    "cannot be written": join(temporaryFolder(), "none", "card.json"),
    "is not absolute": "card.json",
  })) {
    it(`judges all the same where that file ${name}, and says so`, async () => {
      const shipped = await servePack(join(root, "policy-pack"), { READINESS_SCORECARD: file });
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
