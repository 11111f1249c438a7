import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { given } from "./given";
import { type Diagnostic, type ServedPack, servePack } from "./pack-client";

const root = join(__dirname, "..", "..", "..");
const example = join(root, "bin", "policy-pack", "examples", "runtime-migration");
const texts = 'title: "Own", why: "W.", fix: "F.", whenNot: "N.", evidence: ["catalog"], area: "ownership"';
const own = `
const fails = { messages: { missing: "{service} must be." }, check: ({ fail }) => fail("missing", { service: "It" }) };
const rule = (id, rest) => ({ id, level: "bronze", ${texts}, ...fails, ...rest });
exports.extension = {
  rules: [rule("own-rule"), rule("all"), rule("readiness"), rule("broken", { check: undefined })],
  ruleSets: [{ name: "own-set", title: "Own", terms: { 1: { must: "bronze", aim: "silver" } }, rules: [rule("set-rule")] }],
};
`;

const ends = { nodejs24: "2199-12-31" };
const unending = { "runtime-supported": { ends }, "runtime-not-ending": { ends } };

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
      "readiness.config.json": JSON.stringify({ extensions: ["./own.js", "./gone.js", example] }),
      "own.js": own,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    pack = await servePack(folder, { READINESS_TODAY: "2099-01-05" });
  });
  // The day is far ahead, so that the example's list of ends does not decide what is judged here.
  beforeEach(() => pack.configure(unending));
  after(() => {
    pack?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const shipped = new Set(rules.map(({ id }) => id));
  /** What blocks besides the shipped rules, of which some find fault with facts that are so old by then. */
  const blocking = (diagnostics: readonly Diagnostic[]): readonly string[] =>
    diagnostics
      .filter(({ policy, enforcement }) => enforcement === "mandatory" && !shipped.has(policy))
      .map(({ policy, urn, message }) => `${policy} ${urn.split("::").at(-1)}: ${message.split("\n")[0]}`);

  it("has a policy for each rule that can be used or is broken, and judges last", () => {
    const ids = [...rules.map(({ id }) => id), "own-rule", "broken"].sort();
    assert.deepEqual(pack.policies, [
      ...ids,
      "set-rule",
      "runtime-not-ending",
      "runtime-supported",
      "runtime-told",
      "readiness",
    ]);
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
  it("tells the engine the parameters of an organisation's rule, and takes others", async () => {
    const infos = (await pack.info()).getPoliciesList();
    const told = infos.find((info) => info.getName() === "runtime-not-ending")?.getConfigschema();
    assert.deepEqual(Object.keys(told?.getProperties()?.toJavaScript() ?? {}).sort(), [
      "days",
      "ends",
      "tier1",
      "tier2",
      "tier3",
    ]);
    await pack.configure({ "runtime-supported": { ends: { nodejs24: "2098-12-31" } } });
    const diagnostics = await pack.analyzeStack(given.service().resources());
    const said = blocking(diagnostics).filter((line) => line.startsWith("runtime-supported "));
    assert.deepEqual(said, [
      "runtime-supported checkout: checkout (tier 1, runtime-migration bronze, must be silver): runtime:nodejs24 must not run on nodejs24, whose support ended on 2098-12-31.",
      "runtime-supported spare: spare (tier 1, runtime-migration bronze, must be silver): runtime:nodejs24 must not run on nodejs24, whose support ended on 2098-12-31.",
    ]);
  });
  it("takes policy config for an organisation's rule as for ours", async () => {
    await pack.configure({
      ...unending,
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
