import assert from "node:assert/strict";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules/index";
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
});
