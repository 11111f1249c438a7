import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { given } from "./given";
import { type Diagnostic, type ServedPack, servePack } from "./pack-client";

const root = join(__dirname, "..", "..", "..");
const texts = 'title: "Own", why: "W.", fix: "F.", whenNot: "N.", evidence: ["catalog"], area: "ownership"';
const own = `
const fails = { messages: { missing: "{service} must be." }, check: ({ fail }) => fail("missing", { service: "It" }) };
const rule = (id, rest) => ({ id, level: "bronze", ${texts}, ...fails, ...rest });
exports.extension = {
  rules: [rule("own-rule"), rule("all"), rule("readiness"), rule("broken", { check: undefined })],
  ruleSets: [{ name: "own-set", title: "Own", terms: { 1: { must: "bronze", aim: "silver" } }, rules: [rule("set-rule")] }],
};
`;

describe("the policy pack with an organisation's extensions, served by the real SDK", function () {
  this.timeout(60_000);
  let folder = "";
  let pack: ServedPack;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
    const files = {
      "package.json": '{"name": "extended", "version": "0.1.0", "main": "start.cjs"}',
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "start.cjs": `require(${JSON.stringify(join(root, "bin", "policy-pack", "index.js"))});\n`,
      "readiness.config.json": '{"extensions": ["./own.js", "./gone.js"]}',
      "own.js": own,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    pack = await servePack(folder, { READINESS_TODAY: "2099-01-05" });
  });
  beforeEach(() => pack.configure({}));
  after(() => {
    pack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const blocking = (diagnostics: readonly Diagnostic[]): readonly string[] =>
    diagnostics
      .filter(({ enforcement }) => enforcement === "mandatory")
      .map(({ policy, urn, message }) => `${policy} ${urn.split("::").at(-1)}: ${message.split("\n")[0]}`);

  it("has a policy for each rule that can be used or is broken, and judges last", () => {
    const ids = [...rules.map(({ id }) => id), "own-rule", "broken"].sort();
    assert.deepEqual(pack.policies, [...ids, "set-rule", "readiness"]);
  });
  it("blocks on what fails, on what is broken, and on what could not be loaded", async () => {
    const where = (name: string): string => `${name} (tier 1, no level yet, must be gold)`;
    const ofSet = (name: string): string => `${name} (tier 1, no own-set level yet, must be bronze)`;
    const error = "The rule could not judge: it is broken; check: must be a function.";
    const meaning = (id: string): string =>
      `readiness readiness-prod: A rule of the extension ./own.js must have an id of lower-case letters, digits and dashes; ${id} has another meaning.`;
    // This pack judges for the real day or a later one, on which dated facts of the perfect service are too old.
    const own = /^(broken|own-rule|readiness|set-rule) /;
    const said = blocking(await pack.analyzeStack(given.service().resources())).filter((line) =>
      own.test(line),
    );
    assert.deepEqual([...said].sort(), [
      `broken checkout: ${where("checkout")}: ${error}`,
      `broken spare: ${where("spare")}: ${error}`,
      `own-rule checkout: ${where("checkout")}: It must be.`,
      `own-rule spare: ${where("spare")}: It must be.`,
      meaning("all"),
      meaning("readiness"),
      "readiness readiness-prod: The extension ./gone.js cannot be used: Cannot find module './gone.js'.",
      `set-rule checkout: ${ofSet("checkout")}: It must be.`,
      `set-rule spare: ${ofSet("spare")}: It must be.`,
    ]);
  });
  it("sums up the levels of the organisation's own set", async () => {
    const diagnostics = await pack.analyzeStack(given.service().resources());
    assert.match(
      diagnostics.at(-1)?.message ?? "",
      /^own-set: 0 gold, 0 silver, 0 bronze, 2 without a level\.$/m,
    );
  });
  it("takes policy config for an organisation's rule as for ours", async () => {
    await pack.configure({
      "own-rule": { enforcementLevel: "disabled" },
      "set-rule": { enforcementLevel: "advisory" },
    });
    const policies = (await pack.analyzeStack(given.service().resources())).map(
      ({ policy, enforcement }) => `${policy} ${enforcement}`,
    );
    assert.ok(!policies.some((line) => line.startsWith("own-rule")));
    assert.ok(policies.includes("set-rule advisory") && !policies.includes("set-rule mandatory"));
  });
});
