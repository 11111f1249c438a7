import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import type { Result } from "sarif";
import { sarifOf } from "../../../scorecard/formats/sarif";
import type { ScoredFinding } from "../../../scorecard/schema";
import { card, finding, service, violation, waivedFinding } from "./cards";
import { hostileText } from "./hostile";
import { assertTakenByGitHub, readSarif } from "./read-sarif";

/** Results of the only run for one service with these findings. */
function resultsOf(...findings: ScoredFinding[]): readonly Result[] {
  return readSarif([card([service("cart", findings)])]).runs[0]?.results ?? [];
}

const advisory = violation({ enforcement: "advisory" });
const off = violation({ enforcement: "off" });

const results: Readonly<Record<string, readonly [ScoredFinding, readonly string[]]>> = {
  "nothing for a rule that is met": [finding(), []],
  "nothing for a rule that does not apply": [finding({ outcome: "not-applicable", reason: "no SLO" }), []],
  "an error for what blocks, with how to mend it": [
    finding({ violations: [violation({ fix: "Add one." })] }),
    ["error cart: An availability SLO must be there. Fix: Add one."],
  ],
  "a warning for what is advisory": [
    finding({ violations: [advisory] }),
    ["warning cart: An availability SLO must be there."],
  ],
  "a note for a failure that is kept to the scorecard": [
    finding({ violations: [off] }),
    ["note cart: An availability SLO must be there."],
  ],
  "an error for what cannot be judged and blocks": [
    finding({ outcome: "unknown", violations: [violation({ message: "unknown", text: "No answer." })] }),
    ["error cart: No answer."],
  ],
  "nothing for what cannot be judged and counts nowhere": [
    finding({ outcome: "unknown", violations: [off] }),
    [],
  ],
  "an error for a rule that went wrong": [
    finding({ outcome: "error", violations: [violation({ message: "error", text: "It threw." })] }),
    ["error cart: It threw."],
  ],
  "what blocks before what is advisory": [
    finding({ violations: [advisory, violation()] }),
    ["error cart: An availability SLO must be there.", "warning cart: An availability SLO must be there."],
  ],
  "brackets, braces and backslashes as words": [
    finding({ violations: [violation({ text: "See [this](https://x.example) and {0} \\." })] }),
    ["error cart: See \\[this\\](https://x.example) and {{0}} \\\\."],
  ],
};

describe("the SARIF of a scorecard", () => {
  for (const [name, [one, expected]] of Object.entries(results))
    it(`has ${name}`, () =>
      assert.deepEqual(
        resultsOf(one).map(({ level, message }) => `${level} ${message.text}`),
        expected,
      ));

  it("has only results of the kind fail, as any other would have to be of no level", () => {
    const found = resultsOf(
      waivedFinding(),
      finding({ outcome: "unknown", violations: [violation()] }),
      finding({ violations: [off] }),
    );
    assert.deepEqual(
      found.map(({ kind }) => kind),
      [undefined, undefined, undefined],
    );
  });

  it("has what is waived as a note that is suppressed from outside", () => {
    const [waived] = resultsOf(waivedFinding());
    assert.equal(waived?.level, "note");
    assert.equal(waived?.message.text, "cart: Waived until 2027-01-31. An availability SLO must be there.");
    assert.deepEqual(waived?.suppressions, [
      {
        kind: "external",
        status: "accepted",
        justification: "migration: The new SLO comes with the new cart. Accepted by dana until 2027-01-31.",
      },
    ]);
    assert.equal(resultsOf(finding({ violations: [violation()] }))[0]?.suppressions, undefined);
  });

  it("has a run of its own for each stack, with the version, in a category of its own", () => {
    const services = [service("cart", [finding({ violations: [violation()] })])];
    const log = readSarif([
      card(services),
      card(services, { stack: "eu/staging" }),
      card(services, { stack: "prod\u0000" }),
    ]);
    assertTakenByGitHub(log);
    assert.deepEqual(
      log.runs.map(({ automationDetails, tool, results: own }) => [
        automationDetails?.id,
        tool.driver.name,
        tool.driver.version,
        own?.length,
      ]),
      [
        ["readiness/shop/prod/", "readiness", "1.2.3", 2],
        ["readiness/shop/eu/staging/", "readiness", "1.2.3", 1],
      ],
    );
  });

  it("names every rule that was judged, whatever came of it", () => {
    const definition = {
      rule: "owner-assigned",
      level: "silver",
      title: "Every service has an owner",
      why: "Nobody mends what nobody owns.",
      fix: "Name one.",
      evidence: ["catalog"],
      parameters: {},
    } as const;
    const ruleSets = [
      {
        name: "own",
        rules: 1,
        terms: {},
        definitions: [{ ...definition, evidence: [...definition.evidence] }],
      },
    ];
    const log = readSarif([
      card([service("cart", [finding(), finding({ rule: "owner-assigned", set: "own" })])], { ruleSets }),
    ]);
    assert.equal(log.runs[0]?.tool.driver.rules?.[0]?.shortDescription?.text, "slo-defined");
    assertTakenByGitHub(log);
    assert.deepEqual(log.runs[0]?.tool.driver.rules?.[1], {
      id: "owner-assigned",
      name: "owner-assigned",
      shortDescription: { text: "Every service has an owner" },
      fullDescription: {
        text: "Nobody mends what nobody owns. The rule owner-assigned of the set own, in the area reliability: a service needs it for silver.",
      },
      help: {
        text: "What the rule owner-assigned judges, why, and how to mend what it finds: see docs/rules-own.md#owner-assigned.",
        markdown:
          "What the rule `owner-assigned` judges, why, and how to mend what it finds: see `docs/rules-own.md#owner-assigned`.",
      },
      properties: { tags: ["reliability", "own", "silver"] },
    });
    assert.deepEqual(log.runs[0]?.results, []);
  });

  it("stands in the catalog file of its service, escaped", () => {
    const log = readSarif([card([service("ä b", [finding({ violations: [violation()] })])])]);
    assert.deepEqual(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: "catalog/services/%C3%A4%20b.yaml" },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    });
  });
});

describe("the SARIF of a scorecard with texts from outside", () => {
  const anyCard = fc
    .tuple(hostileText, hostileText, hostileText, fc.constantFrom("off", "advisory", "mandatory"))
    .map(([name, text, other, enforcement]) => {
      const said = violation({ text, fix: other, subject: name, message: other, enforcement });
      const one = finding({ rule: other, set: text, area: name, violations: [said] });
      return card([service(name, [one, waivedFinding(text)])], { stack: other, packVersion: text });
    });

  it("is what GitHub takes, and well-formed", () => {
    fc.assert(
      fc.property(anyCard, (one) => {
        const text = sarifOf([one]);
        assertTakenByGitHub(JSON.parse(text));
        assert.doesNotMatch(text, /\\u[dD][89a-fA-F]/);
      }),
    );
  });

  it("has no link, no argument and no Markdown of theirs", () => {
    fc.assert(
      fc.property(anyCard, (one) => {
        const [run] = readSarif([one]).runs;
        for (const { message } of run?.results ?? []) {
          const words = (message.text ?? "").replace(/\\[[\]\\]|\{\{|\}\}/g, "");
          assert.doesNotMatch(words, /[[\]{}\\]/);
        }
        for (const { help } of run?.tool.driver.rules ?? [])
          assert.equal((help?.markdown ?? "").split("`").length, 5, "two spans, and nothing opens a third");
      }),
    );
  });

  const schemaFile = process.env.SARIF_SCHEMA;
  (schemaFile === undefined ? it.skip : it)(
    "is valid by the official schema, where SARIF_SCHEMA names it",
    () => {
      const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile ?? "", "utf8")));
      const isValid = (log: unknown) =>
        assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 2));
      const unknown = finding({ outcome: "unknown", violations: [off] });
      const full = card([service("cart", [waivedFinding(), unknown, finding({ violations: [advisory] })])]);
      isValid(readSarif([]));
      isValid(readSarif([full, card([], { stack: "staging" })]));
      fc.assert(fc.property(anyCard, (one) => isValid(readSarif([one]))));
      assert.ok(
        !validate({ ...readSarif([full]), version: "2.0.0" }),
        "a schema that takes anything proves nothing",
      );
    },
  );
});
