import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { formatProblem } from "../../../catalog/reading/problems";
import { parseYaml } from "../../../catalog/reading/read-yaml";
import { type Waiver, waiversFileSchema } from "../../../catalog/waiver";
import { waiverReasons } from "../../../catalog/waiver-terms";
import { withWaiver } from "../../../cli/waivers/append";

const waiver: Waiver = {
  rule: "slo-defined",
  service: "cart",
  subject: "cart/availability: 99.9 #1",
  reason: "migration",
  note: "Moves: to the new store.",
  approver: "pia",
  requested: "2026-11-23",
  expires: "2026-12-20",
};

const added = `  - rule: slo-defined
    service: cart
    subject: "cart/availability: 99.9 #1"
    reason: migration
    note: "Moves: to the new store."
    approver: pia
    requested: 2026-11-23
    expires: 2026-12-20
`;

const one =
  "{ rule: owner-assigned, service: ad, reason: wrong-rule, note: Why., approver: pia, requested: 2026-11-01, expires: 2026-11-30 }";

/** Texts of the file with one waiver more: the text before it, and all of the text after it. */
const cases: Readonly<Record<string, readonly [string | undefined, string]>> = {
  "no file yet": [undefined, `# yaml-language-server: $schema=waivers.schema.json\nwaivers:\n${added}`],
  "a list with comments and blanks of its own": [
    `# Reviewed monthly.\nwaivers:\n  # The shop.\n  - ${one} # Soon.\n`,
    `# Reviewed monthly.\nwaivers:\n  # The shop.\n  - ${one} # Soon.\n${added}`,
  ],
  "a list that is not indented": [
    `waivers:\n- ${one}\n`,
    `waivers:\n- ${one}\n${added.replace(/^ {2}/gm, "")}`,
  ],
  "a list that is indented deeper": [
    `waivers:\n    - ${one}\n`,
    `waivers:\n    - ${one}\n${added.replace(/^/gm, "  ").trimEnd()}\n`,
  ],
  "a file without a last line feed": [`waivers:\n  - ${one}`, `waivers:\n  - ${one}\n${added}`],
  "a file with Windows line feeds": [
    `waivers:\r\n  - ${one}\r\n`,
    `waivers:\r\n  - ${one}\r\n${added.replaceAll("\n", "\r\n")}`,
  ],
  "comments after the list": [
    `waivers:\n  - ${one}\n\n# The end.\n`,
    `waivers:\n  - ${one}\n${added}\n# The end.\n`,
  ],
  "an empty list": ["# Ours.\nwaivers: []\n", `# Ours.\nwaivers:\n${added}`],
  "no list": [
    "{}\n",
    '{ waivers: [ { rule: slo-defined, service: cart, subject: "cart/availability: 99.9 #1", reason: migration, note: "Moves: to the new store.", approver: pia, requested: 2026-11-23, expires: 2026-12-20 } ] }\n',
  ],
};

describe("a waiver that is added to the file", () => {
  for (const [name, [before, after]] of Object.entries(cases))
    it(`stands last, with the rest as it was, for ${name}`, () => {
      const result = withWaiver(before, waiver);
      assert.equal(result.ok ? result.value : result.problems.map(formatProblem).join("\n"), after);
    });

  it("stands behind a list on one line, though the line may be set anew", () => {
    const result = withWaiver(`waivers: [${one}] # All.\n`, waiver);
    assert.ok(result.ok);
    assert.match(result.value, /# All\./);
    assert.deepEqual(parseYaml(waiversFileSchema, "f", result.value).data?.waivers.at(-1), waiver);
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "a file that is broken already": [
      "waivers:\n  - { rule: x }\n",
      "catalog/waivers.yaml:2:5: waivers[0].service is missing; it must be text.",
    ],
    "a file that is no map": [
      "- a\n",
      "catalog/waivers.yaml:1:1: The file must be a map of fields; it is a list.",
    ],
    "a waiver that is there already": [
      `waivers:\n${added}`,
      'catalog/waivers.yaml:10:5: The waiver of "slo-defined" for "cart" is given twice. Remove one.',
    ],
  };
  for (const [name, [text, expected]] of Object.entries(refused))
    it(`is refused for ${name}`, () => {
      const result = withWaiver(text, waiver);
      assert.equal(!result.ok && result.problems.map(formatProblem)[0], expected);
    });

  it("is refused where it lasts too long", () => {
    const result = withWaiver(undefined, { ...waiver, expires: "2027-11-23" });
    assert.equal(
      !result.ok && result.problems.map(formatProblem)[0],
      "catalog/waivers.yaml:10:14: expires must be at most 90 days after requested; it is 365 days after.",
    );
  });

  it("changes no other, whatever they and the layout are", () => {
    const text = fc
      .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
      .map((some) => some.trim() || "x");
    const any: fc.Arbitrary<Waiver> = fc.record(
      {
        rule: fc.constantFrom("slo-defined", "runbook-present", "owner-reachable"),
        service: fc.constantFrom("ad", "cart", "email"),
        subject: text,
        reason: fc.constantFrom(...waiverReasons),
        note: fc.oneof(text, fc.constant("Two\nlines.\n\n  Indented: # no comment\n".trim())),
        approver: fc.constantFrom("pia", "null", "true", "0x1"),
        requested: fc.constant("2026-11-01"),
        expires: fc.constant("2026-11-30"),
      },
      { noNullPrototype: true },
    );
    const layout = fc.record({
      indentSeq: fc.boolean(),
      indent: fc.constantFrom(2, 4),
      lineWidth: fc.constantFrom(0, 40),
      defaultStringType: fc.constantFrom(
        "PLAIN",
        "QUOTE_DOUBLE",
        "QUOTE_SINGLE",
        "BLOCK_LITERAL",
        "BLOCK_FOLDED",
      ),
      collectionStyle: fc.constantFrom("any", "block", "flow"),
    } as const);
    const several = fc.uniqueArray(any, {
      minLength: 1,
      maxLength: 4,
      selector: ({ rule, service, subject }) => JSON.stringify([rule, service, subject]),
    });
    fc.assert(
      fc.property(several, layout, ([last, ...others], options) => {
        const before = stringify({ waivers: others }, options);
        const read = parseYaml(waiversFileSchema, "f", before);
        fc.pre(last !== undefined && read.data !== undefined);
        const result = withWaiver(before, last);
        assert.ok(result.ok, result.ok ? "" : result.problems.map(formatProblem).join("\n"));
        assert.deepEqual(parseYaml(waiversFileSchema, "f", result.value).data?.waivers, [
          ...read.data.waivers,
          last,
        ]);
      }),
    );
  });
});
