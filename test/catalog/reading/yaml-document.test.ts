import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { formatProblem } from "../../../catalog/reading/problems";
import { parseYaml } from "../../../catalog/reading/read-yaml";
import { parseYamlDocument } from "../../../catalog/reading/yaml-document";
import { serviceSchema } from "../../../catalog/schema";

const size = 200_000;

/** Texts that are cheap to write and dear to read for a careless parser. */
const hostile: Readonly<Record<string, string>> = {
  "open brackets": "[".repeat(size),
  "open maps": "{a: ".repeat(size / 4),
  "nested lists": "- ".repeat(size / 2),
  "a deep map": Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
  "many keys": Array.from({ length: size / 8 }, (_, index) => `k${index}: 1`).join("\n"),
  "many equal keys": "k: 1\n".repeat(size / 5),
  "many faults": "a: b: c\n".repeat(size / 8),
  "many aliases": `a: &a 1\nb: [${"*a,".repeat(size / 3)}]`,
  "many anchors": Array.from({ length: size / 10 }, (_, index) => `k${index}: &a 1`).join("\n"),
  "many tags": "!a ".repeat(size / 3),
};

function bomb(levels: number): string {
  const rows = ["a0: &a0 [x]"];
  for (let level = 1; level <= levels; level += 1) {
    rows.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
    );
  }
  return rows.join("\n");
}

describe("parseYamlDocument", () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`answers in time, with faults where it has some: ${name}`, function () {
      this.timeout(20_000);
      parseYaml(serviceSchema, "f.yaml", text);
    });
  }

  it("stops at aliases that explode", () => {
    const { faults } = parseYamlDocument(bomb(20));
    assert.deepEqual(
      faults.map((fault) => formatProblem({ file: "f.yaml", ...fault })),
      ["f.yaml:5:25: Aliases must not repeat more than 10000 values in a file. Write the values out."],
    );
  });

  it("takes aliases that do not", () => {
    assert.deepEqual(parseYamlDocument(bomb(2)).faults, []);
  });

  it("stops at values that are nested too deeply", () => {
    const nested = (levels: number) => `a: ${"[".repeat(levels)}${"]".repeat(levels)}`;
    assert.deepEqual(parseYamlDocument(nested(60)).faults, []);
    assert.deepEqual(parseYamlDocument(nested(70)).faults, [
      { at: { line: 1, column: 68 }, message: "Values must not be nested more than 64 levels deep." },
    ]);
    assert.equal(parseYamlDocument(hostile["nested lists"] ?? "").root, undefined);
  });

  it("cuts a long list of syntax faults", () => {
    const { faults } = parseYamlDocument("a: b: c\n".repeat(50));
    assert.equal(faults.length, 21);
    assert.match(faults.at(-1)?.message ?? "", /^The YAML has \d+ more such faults\.$/);
  });

  it("never throws, whatever the text", () => {
    const soup = fc.string({
      unit: fc.constantFrom(..."abc:-?[]{}#&*!|>'\"%@` \n\t~<.0\u0007\ufeff"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (text) => {
        for (const { file, at, message } of parseYaml(serviceSchema, "f.yaml", text).problems) {
          assert.equal(file, "f.yaml");
          assert.ok(at && at.line >= 1 && at.column >= 1, text);
          assert.doesNotMatch(message, /[\p{Cc}]/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("gives back what any JSON value was written as", () => {
    const plain = fc
      .jsonValue({ maxDepth: 4, noUnicodeString: false })
      .filter((value) => !/__proto__|\\u00|"":/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        const { root, faults } = parseYamlDocument(stringify({ value }));
        // Zero has no sign once it is text, and control characters are refused on purpose.
        if (faults.length === 0) assert.equal(JSON.stringify(root?.value), JSON.stringify({ value }));
        else assert.match(faults[0]?.message ?? "", /control characters|must not be used as a key/);
      }),
    );
  });

  it("reports what is wrong with any value of a service file, and never throws", () => {
    const field = fc.constantFrom(...Object.keys(serviceSchema.shape), "extra");
    const file = fc.dictionary(field, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(file, (value) => {
        const parsed = parseYaml(serviceSchema, "f.yaml", stringify(value));
        assert.equal(parsed.data === undefined, parsed.problems.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
