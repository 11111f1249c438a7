import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { composeSets, type LoadedExtension } from "../../policy-pack/engine/extension";
import { buildInventory } from "../../policy-pack/engine/inventory";
import { type ActiveRule, judge } from "../../policy-pack/engine/judge";
import { readRuleConfig } from "../../policy-pack/engine/rule-config";
import { describeThrown } from "../../policy-pack/engine/text";
import { extensionsFile, loadExtensions } from "../../policy-pack/extensions";
import { context, sampleSet } from "./engine/sample-rule";
import { given } from "./given";

describe("the extensions that readiness.config.json names", () => {
  let pack = "";
  beforeEach(() => {
    pack = mkdtempSync(join(tmpdir(), "pack-"));
  });
  afterEach(() => rmSync(pack, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(pack, file)), { recursive: true });
      writeFileSync(join(pack, file), content);
    }
  }
  /** Each name with what was loaded, or why it was not. */
  function told(loaded: readonly LoadedExtension[]): readonly (readonly [string, unknown])[] {
    return loaded.map((one) => [
      one.name,
      "error" in one.loaded ? describeThrown(one.loaded.error) : one.loaded.value,
    ]);
  }

  const config = (...extensions: readonly string[]): string => JSON.stringify({ extensions });
  const exporting = "exports.extension = { rules: [] };\n";
  const empty = { rules: [] };
  const cases: Readonly<
    Record<string, readonly [Readonly<Record<string, string>>, readonly (readonly [string, unknown])[]]>
  > = {
    "are none without the file": [{}, []],
    "are none where it names none": [{ [extensionsFile]: "{}" }, []],
    "may be described by a schema": [{ [extensionsFile]: '{"$schema": "x", "extensions": []}' }, []],
    "are folders beside the pack's files": [
      { [extensionsFile]: config("./own"), "own/index.js": exporting },
      [["./own", empty]],
    ],
    "are single files": [
      { [extensionsFile]: config("./own.js"), "own.js": exporting },
      [["./own.js", empty]],
    ],
    "are packages, scoped ones as well": [
      {
        [extensionsFile]: config("own", "@shop/own"),
        "node_modules/own/index.js": exporting,
        "node_modules/@shop/own/package.json": '{"main": "lib/main.js"}',
        "node_modules/@shop/own/lib/main.js": exporting,
      },
      [
        ["own", empty],
        ["@shop/own", empty],
      ],
    ],
    "are told in the order of the file, those that cannot be loaded among them": [
      { [extensionsFile]: config("./gone", "./own"), "own/index.js": exporting },
      [
        ["./gone", /^Cannot find module '\.\/gone'/],
        ["./own", empty],
      ],
    ],
    "are told where the file is no JSON": [
      { [extensionsFile]: '{"extensions": [' },
      [[extensionsFile, /JSON/]],
    ],
    "are told where the file is another JSON": [
      { [extensionsFile]: '["./own"]' },
      [[extensionsFile, "Invalid input: expected object, received array"]],
    ],
    "are told where the file has a misspelt key": [
      { [extensionsFile]: '{"extension": ["./own"]}' },
      [[extensionsFile, 'Unrecognized key: "extension"']],
    ],
    "are told where a name is none": [
      { [extensionsFile]: '{"extensions": ["./own", 7]}' },
      [[extensionsFile, "extensions: 1: Invalid input: expected string, received number"]],
    ],
    "are told where the file cannot be read": [
      { [`${extensionsFile}/x`]: "" },
      [[extensionsFile, /^EISDIR/]],
    ],
    "are told where a module throws": [
      { [extensionsFile]: config("./own.js"), "own.js": 'throw new Error("boom");' },
      [["./own.js", "boom"]],
    ],
    "are told where a module throws what is no error": [
      { [extensionsFile]: config("./own.js"), "own.js": "throw undefined;" },
      [["./own.js", "undefined"]],
    ],
    "are told where a module lacks another": [
      { [extensionsFile]: config("./own.js"), "own.js": 'require("nowhere-to-be-found");' },
      [["./own.js", /^Cannot find module 'nowhere-to-be-found'/]],
    ],
    "are told with the line where a module is no JavaScript": [
      { [extensionsFile]: config("./own.js"), "own.js": "\nconst = 1;" },
      [["./own.js", /^Unexpected token '=' at .*own\.js:2$/]],
    ],
    "are told where a module exports something else": [
      { [extensionsFile]: config("./own.js"), "own.js": "exports.rules = [];" },
      [["./own.js", "it exports nothing called extension"]],
    ],
    "are told where a module exports nothing that could be looked at": [
      { [extensionsFile]: config("./own.js"), "own.js": "module.exports = null;" },
      [["./own.js", "it exports nothing called extension"]],
    ],
    "are told where an export throws when it is read": [
      {
        [extensionsFile]: config("./own.js"),
        "own.js": 'Object.defineProperty(exports, "extension", { get() { throw new Error("boom"); } });',
      },
      [["./own.js", "boom"]],
    ],
  };
  for (const [name, [files, expected]] of Object.entries(cases))
    it(name, () => {
      write(files);
      const found = told(loadExtensions(pack));
      assert.equal(found.length, expected.length);
      for (const [at, [from, value]] of expected.entries()) {
        assert.equal(found[at]?.[0], from);
        if (value instanceof RegExp) assert.match(String(found[at]?.[1]), value);
        else assert.deepEqual(found[at]?.[1], value);
      }
    });

  it("are judged with the shipped rules, and one that is broken errs for every service", async () => {
    const texts = 'title: "Own", why: "W.", fix: "F.", whenNot: "N.", evidence: ["catalog"]';
    const rule = (id: string, rest: string): string =>
      `{ id: "${id}", area: "ownership", level: "bronze", ${texts}, ${rest} }`;
    const good = 'messages: { missing: "It must be." }, check: ({ fail }) => fail("missing", {})';
    write({
      [extensionsFile]: config("./own.js", "./gone.js"),
      "own.js": `exports.extension = { rules: [${rule("good", good)}, ${rule("broken", "messages: {}")}] };`,
    });
    const shipped = [{ ...sampleSet, title: "Production readiness", rules: [] }];
    const { sets, problems } = composeSets(shipped, loadExtensions(pack));
    const rules = sets.flatMap((set) =>
      set.rules.map(
        (one): ActiveRule => ({ rule: one, set, parameters: readRuleConfig(one, {}).parameters }),
      ),
    );
    const { services } = await judge(buildInventory(given.service().resources()), rules, context);
    assert.deepEqual(
      services.map(({ service, findings }) => [
        service.subject.name,
        ...findings.map(({ rule, outcome, enforcement }) => `${rule.id} ${outcome} ${enforcement}`),
      ]),
      [
        ["checkout", "broken error mandatory", "good fail mandatory"],
        ["spare", "broken error mandatory", "good fail mandatory"],
      ],
    );
    assert.deepEqual(problems, ["The extension ./gone.js cannot be used: Cannot find module './gone.js'."]);
    assert.equal(
      services[0]?.findings[0]?.reason,
      "The rule could not judge: it is broken; check: must be a function.",
    );
  });
});
