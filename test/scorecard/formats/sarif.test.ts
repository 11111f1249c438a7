import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import type { Log, Result } from "sarif";
import { sarifOf } from "../../../scorecard/formats/sarif";
import type { Scorecard, ScoredFinding } from "../../../scorecard/schema";
import { card, finding, service, violation, waivedFinding } from "./cards";
import { hostileText } from "./hostile";

const read = (cards: readonly Scorecard[]): Log => JSON.parse(sarifOf(cards));

/** Results of the only run for one service with these findings. */
function resultsOf(...findings: ScoredFinding[]): readonly Result[] {
  return read([card([service("cart", findings)])]).runs[0]?.results ?? [];
}

const printsOf = (log: Log): readonly (string | undefined)[] =>
  log.runs.flatMap(({ results = [] }) =>
    results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash),
  );

const notesOf = (log: Log): readonly (string | undefined)[] =>
  log.runs.flatMap(({ invocations = [] }) =>
    invocations.flatMap(({ toolExecutionNotifications = [] }) =>
      toolExecutionNotifications.map(({ message }) => message.text),
    ),
  );

const isFilled = (text: string | undefined, most: number): boolean =>
  text !== undefined && text.trim() !== "" && text.length <= most;

/** What GitHub demands of a file, by its page on the support of SARIF, with its limits. */
function assertTakenByGitHub(log: Log): void {
  assert.ok(log.$schema && log.version === "2.1.0" && log.runs.length <= 20);
  const categories = log.runs.map(({ automationDetails }) => automationDetails?.id);
  assert.equal(new Set(categories).size, log.runs.length, "a category twice is refused");
  for (const { tool, results = [] } of log.runs) {
    const { name, rules = [] } = tool.driver;
    assert.ok(isFilled(name, 255) && rules.length <= 25_000 && results.length <= 5000);
    for (const rule of rules) {
      assert.ok(isFilled(rule.id, 255) && isFilled(rule.name, 255), "id and name");
      assert.ok(isFilled(rule.shortDescription?.text, 1024) && isFilled(rule.fullDescription?.text, 1024));
      assert.ok(isFilled(rule.help?.text, 5000) && (rule.properties?.tags ?? []).length <= 10);
    }
    for (const result of results) {
      assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
      assert.ok(isFilled(result.message.text, 5000), "message");
      assert.match(result.partialFingerprints?.primaryLocationLineHash ?? "", /^[0-9a-f]{64}:\d+$/);
      assert.equal(result.locations?.length, 1);
      const { artifactLocation, region } = result.locations?.[0]?.physicalLocation ?? {};
      assert.match(artifactLocation?.uri ?? "", /^catalog\/services\/[\w.!~*'()%-]+\.yaml$/);
      assert.deepEqual(region, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 });
    }
  }
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
    const log = read([card(services), card(services, { stack: "eu/staging" }), card(services)]);
    assertTakenByGitHub(log);
    assert.deepEqual(
      log.runs.map(({ automationDetails, tool, results: own }) => [
        automationDetails?.id,
        tool.driver.name,
        tool.driver.version,
        own?.length,
      ]),
      [
        ["readiness/prod/", "readiness", "1.2.3", 2],
        ["readiness/eu/staging/", "readiness", "1.2.3", 1],
      ],
    );
  });

  it("names every rule that was judged, whatever came of it", () => {
    const log = read([card([service("cart", [finding(), finding({ rule: "owner-assigned", set: "own" })])])]);
    assertTakenByGitHub(log);
    assert.deepEqual(log.runs[0]?.tool.driver.rules?.[1], {
      id: "owner-assigned",
      name: "owner-assigned",
      shortDescription: { text: "owner-assigned (reliability, silver)" },
      fullDescription: {
        text: "The rule owner-assigned of the set own, in the area reliability: a service needs it for silver.",
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
    const log = read([card([service("ä b", [finding({ violations: [violation()] })])])]);
    assert.deepEqual(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: "catalog/services/%C3%A4%20b.yaml" },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    });
  });
});

describe("the fingerprint of a SARIF result", () => {
  const base = { stack: "prod", name: "cart", rule: "slo-defined", message: "missing", subject: "a" };
  const printOf = (given: Partial<typeof base> = {}, text = "3 days ago") => {
    const { stack, name, rule, message, subject } = { ...base, ...given };
    const one = finding({ rule, violations: [violation({ message, subject, text })] });
    return printsOf(read([card([service(name, [one])], { stack })]))[0];
  };

  it("is the same whatever the text, the day, the weight and the version", () => {
    const later = finding({
      violations: [violation({ subject: "a", text: "4 days ago", fix: "Now.", enforcement: "off" })],
    });
    const given = { judgedFor: "2026-12-24", packVersion: "2.0.0" };
    assert.deepEqual(printsOf(read([card([service("cart", [later])], given)])), [printOf()]);
  });

  it("is another for another stack, service, rule, message or subject", () => {
    const prints = [
      printOf(),
      ...Object.keys(base).map((key) => printOf({ [key]: "other" })),
      printOf({ name: "cartslo", rule: "-defined" }),
    ];
    assert.equal(new Set(prints).size, 7);
  });

  it("tells apart what looks alike, by its place", () => {
    const alike = finding({ violations: [violation(), violation({ enforcement: "advisory" })] });
    const log = read([card([service("cart", [alike]), service("checkout", [alike])])]);
    assert.equal(new Set(printsOf(log)).size, 4);
  });

  it("stays when the failure is waived", () => {
    const failing = read([card([service("cart", [finding({ violations: [violation()] })])])]);
    const waived = read([card([service("cart", [waivedFinding()])])]);
    assert.deepEqual(printsOf(waived), printsOf(failing));
  });
});

describe("the SARIF of a scorecard that is too large for GitHub", () => {
  const many = (count: number, given: Parameters<typeof violation>[0]) =>
    finding({ violations: Array.from({ length: count }, () => violation(given)) });

  it("leaves out the least important results, and says so", () => {
    const log = read([
      card([
        service("off", [many(10, { enforcement: "off" })]),
        service("second", [many(2500, { enforcement: "advisory" })], { tier: 2 }),
        service("first", [many(2500, { enforcement: "advisory" }), many(10, {})]),
      ]),
    ]);
    assertTakenByGitHub(log);
    const named = (log.runs[0]?.results ?? []).map(
      ({ level, message }) => `${level} ${message.text?.split(":")[0]}`,
    );
    const counts = [...new Set(named)].map((one) => [one, named.filter((other) => other === one).length]);
    assert.deepEqual(counts, [
      ["error first", 10],
      ["warning first", 2500],
      ["warning second", 2490],
    ]);
    assert.deepEqual(notesOf(log), [
      "Left out are the 20 least important of 5020 results, as GitHub keeps 5000: 0 errors, 10 warnings, the rest notes. The scorecard has them all.",
    ]);
  });

  it("says nothing where nothing is left out, and how much could not be judged where that is", () => {
    assert.deepEqual(notesOf(read([card([service("cart", [many(3, {})])])])), []);
    const unknown = finding({ outcome: "unknown", violations: [off] });
    assert.deepEqual(notesOf(read([card([service("cart", [unknown, unknown])])])), [
      "Left out is what cannot be judged yet and counts nowhere: 2. The scorecard says why.",
    ]);
  });

  it("is refused where there are more stacks than runs in a file", () => {
    const cards = (count: number) => Array.from({ length: count }, (_, at) => card([], { stack: `s${at}` }));
    assertTakenByGitHub(read(cards(20)));
    assert.throws(() => sarifOf(cards(21)), {
      name: "RangeError",
      message: "There are 21 stacks, and GitHub takes 20 in one SARIF file. Write a file for each stack.",
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
        const [run] = read([one]).runs;
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
      isValid(read([]));
      isValid(read([full, card([], { stack: "staging" })]));
      fc.assert(fc.property(anyCard, (one) => isValid(read([one]))));
      assert.ok(
        !validate({ ...read([full]), version: "2.0.0" }),
        "a schema that takes anything proves nothing",
      );
    },
  );
});
