import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { staleFiles } from "../../catalog/generated-files";
import { jsonSchemas } from "../../catalog/json-schema";
import { servicesFolder, teamsFolder } from "../../catalog/load";

const root = join(__dirname, "..", "..", ".."); // Tests run from bin/test/catalog.
const kinds = { service: servicesFolder, team: teamsFolder } as const;

function textsIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, folder)).map((name) => [
    name,
    readFileSync(join(root, folder, name), "utf8"),
  ]);
}

function schemaOf(kind: keyof typeof kinds): { properties: Record<string, { description?: string }> } {
  const generated = jsonSchemas().find(({ file }) => file === `catalog/${kind}.schema.json`);
  return JSON.parse(generated?.content ?? "{}");
}

describe("JSON Schemas for editors", () => {
  it("are fresh (else run npm run generate)", () => assert.deepEqual(staleFiles(root, jsonSchemas()), []));

  it("are called stale when they are missing or differ", () => {
    const folder = mkdtempSync(join(tmpdir(), "schemas-"));
    mkdirSync(join(folder, "catalog"));
    writeFileSync(join(folder, "catalog/team.schema.json"), "{}\n");
    assert.deepEqual(staleFiles(folder, jsonSchemas()), [
      "catalog/service.schema.json",
      "catalog/team.schema.json",
      "catalog/initiative.schema.json",
      "catalog/tasks.schema.json",
      "catalog/waivers.schema.json",
      "catalog/notifications.schema.json",
    ]);
    rmSync(folder, { recursive: true });
  });

  for (const [kind, folder] of Object.entries(kinds) as [keyof typeof kinds, string][]) {
    // Object.entries forgets the keys.
    const validate = new Ajv({ validateFormats: false, strict: true, allowUnionTypes: true }).compile(
      schemaOf(kind),
    );

    it(`describe every field of a ${kind}`, () => {
      const bare = Object.entries(schemaOf(kind).properties).filter(([, field]) => !field.description);
      assert.deepEqual(bare, []);
    });

    it(`are named on the first line of every shipped ${kind} file`, () => {
      for (const [name, text] of textsIn(folder)) {
        assert.equal(text.split("\n")[0], `# yaml-language-server: $schema=../${kind}.schema.json`, name);
      }
    });

    it(`accept every shipped ${kind} file`, () => {
      for (const [name, text] of textsIn(folder)) {
        assert.ok(validate(parse(text)), `${name}: ${JSON.stringify(validate.errors)}`);
      }
    });

    it(`refuse a ${kind} with an unknown field, and one without a name`, () => {
      assert.equal(validate({ name: "a" }), true);
      assert.equal(validate({ name: "a", onwer: "b" }), false);
      assert.equal(validate({}), false);
    });
  }

  it("know short forms, closed lists and the kinds of SLO", () => {
    const validate = new Ajv({ validateFormats: false }).compile(schemaOf("service"));
    const slo = { name: "a", kind: "availability", good: "x", total: "y" };
    assert.equal(validate({ name: "a", runbook: "docs/a.md", pipeline: { url: "https://a.example" } }), true);
    assert.equal(validate({ name: "a", runbook: { pth: "docs/a.md" } }), false);
    assert.equal(validate({ name: "a", lifecycle: "prod" }), false);
    assert.equal(validate({ name: "a", slos: [slo] }), true);
    assert.equal(validate({ name: "a", slos: [{ ...slo, kind: "latency" }] }), false);
  });
});
