import assert from "node:assert/strict";
import Ajv from "ajv";
import { staleFiles } from "../../catalog/generated-files";
import { projectDir } from "../../sandbox/folders";
import { scorecardSchemas } from "../../scorecard/json-schema";
import { scorecardSchema } from "../../scorecard/schema";
import { projectWith, readiness } from "../cli/command";

const [one, several] = scorecardSchemas().map(({ content }) =>
  new Ajv({ validateFormats: false, strict: true, allowUnionTypes: true }).compile(JSON.parse(content)),
);

describe("the published schemas of scorecards", () => {
  it("are fresh (else run npm run generate)", () =>
    assert.deepEqual(staleFiles(projectDir, scorecardSchemas()), []));

  it("accept what the command writes, of one stack and of several, and refuse what it does not", async () => {
    assert.ok(one && several);
    const { out } = await readiness(projectWith(), ["scorecard", "--stack", "prod"]);
    const card = scorecardSchema.parse(JSON.parse(out));
    assert.ok(one(JSON.parse(out)), JSON.stringify(one.errors));
    assert.equal(several(JSON.parse(out)), false);
    const folder = projectWith({
      "stacks/Pulumi.dev.yaml":
        "config:\n  readiness:mode: advise\n  readiness:tiers: { cart: 3, quote: 3 }\n",
    });
    const both = JSON.parse((await readiness(folder, ["scorecard", "--all-stacks"])).out);
    assert.ok(several(both), JSON.stringify(several.errors));
    assert.ok(!one({ ...card, schemaVersion: 2 }));
    assert.ok(!one({ ...card, own: true }));
  });
});
