import assert from "node:assert/strict";
import { scanSchema } from "../../../cli/scanning/result";
import { startSimulators } from "../../../sandbox/simulators/server";
import { temporaryFolder, writeFiles } from "../../sandbox/temporary";
import { readiness } from "../command";

describe("readiness scan of the sandbox's vendors", function () {
  this.timeout(60_000);

  it("finds the demo shop's services with their owners, and nothing more the second time", async () => {
    const simulators = await startSimulators({ worldDir: temporaryFolder(), now: () => new Date() });
    try {
      const folder = temporaryFolder();
      writeFiles(folder, { "Pulumi.yaml": "name: shop\nruntime: nodejs\n" });
      const env = { READINESS_SIMULATORS: simulators.origin, READINESS_CACHE: "off" };
      const scan = async () => {
        const args = ["scan", "--json", "--owner", "astronomy-shop"];
        const { code, out } = await readiness(folder, args, { env });
        return { code, ...scanSchema.parse(JSON.parse(out)) };
      };
      const first = await scan();
      assert.equal(first.code, 0);
      assert.deepEqual(
        first.parts.filter(({ reason }) => reason !== undefined),
        [],
      );
      const owners = Object.fromEntries(first.services.map(({ name, owner }) => [name, owner?.team]));
      const expected = {
        cart: "orders",
        checkout: "orders",
        payment: "payments",
        frontend: "storefront",
        quote: "fulfilment",
        "load-generator": "platform",
      };
      for (const [name, team] of Object.entries(expected)) assert.equal(owners[name], team, name);
      assert.deepEqual(
        first.services.filter(({ slos }) => slos.length > 0).map(({ name }) => name),
        ["quote"],
      );
      assert.ok((first.scorecard?.coverage.length ?? 0) >= 7);
      assert.equal((await readiness(folder, ["check"])).code, 0);
      const second = await scan();
      assert.deepEqual([second.services, second.teams], [[], []]);
      assert.deepEqual(second.scorecard, first.scorecard);
    } finally {
      await simulators.close();
    }
  });
});
