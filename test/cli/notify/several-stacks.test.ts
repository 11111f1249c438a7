import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { organizationOf } from "../../../scorecard/organization";
import { after, before, closeReceivers, scene } from "./scene";

describe("readiness notify, told of several stacks", () => {
  afterEach(closeReceivers);

  it("says of which one a service is, also where one only has news", async () => {
    const { folder, run } = await scene();
    const dev = { ...before, stack: "dev" };
    for (const [name, prod] of Object.entries({ "before.json": before, "after.json": after }))
      fs.writeFileSync(path.join(folder, name), JSON.stringify(organizationOf([dev, prod])));
    const { out } = await run("--dry-run");
    // To the central team, to leadership and to its owner.
    assert.deepEqual(out.match(/^ {6}cart .*$/gm), Array(3).fill("      cart (tier 1) in shop/prod"));
  });
});
