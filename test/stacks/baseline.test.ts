import assert from "node:assert/strict";
import fc from "fast-check";
import { formatProblem } from "../../catalog/reading/problems";
import { tiers } from "../../catalog/tier";
import {
  type Baseline,
  baselineFileOf,
  baselineSchema,
  readBaseline,
  renderBaseline,
} from "../../stacks/baseline";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

const file = "stacks/baseline.prod.json";

function read(text: string | undefined, stack = "prod"): ReturnType<typeof readBaseline> {
  const root = temporaryFolder();
  if (text !== undefined) writeFiles(root, { [file]: text });
  return readBaseline(root, stack);
}

function problemsOf(text: string): readonly string[] {
  const result = read(text);
  return result.ok ? [] : result.problems.map(formatProblem);
}

const failure = { service: "checkout", rule: "slo-defined", message: "missing", tier: 1 } as const;
const baseline = (...entries: Baseline["entries"]): Baseline => ({
  schemaVersion: 1,
  stack: "prod",
  recordedAt: "2026-11-23",
  entries,
});

describe("a stack's baseline", () => {
  it("need not be there", () => {
    assert.deepEqual(read(undefined), { ok: true, value: undefined });
    assert.equal(baselineFileOf("prod"), file);
  });
  it("is written sorted, an entry a line, and each once", () => {
    const text = renderBaseline(
      baseline(
        { ...failure, service: "spare" },
        { ...failure, subject: "latency" },
        failure,
        { tier: 2, message: "missing", rule: "slo-defined", service: "checkout" },
        failure,
      ),
    );
    assert.equal(
      text,
      [
        "{",
        '  "schemaVersion": 1,',
        '  "stack": "prod",',
        '  "recordedAt": "2026-11-23",',
        '  "entries": [',
        '    {"service":"checkout","rule":"slo-defined","message":"missing","subject":"latency","tier":1},',
        '    {"service":"checkout","rule":"slo-defined","message":"missing","tier":1},',
        '    {"service":"checkout","rule":"slo-defined","message":"missing","tier":2},',
        '    {"service":"spare","rule":"slo-defined","message":"missing","tier":1}',
        "  ]",
        "}",
        "",
      ].join("\n"),
    );
  });
  it("is written without entries as well", () => {
    assert.match(renderBaseline(baseline()), /\n {2}"entries": \[\]\n\}\n$/);
    assert.deepEqual(read(renderBaseline(baseline())), { ok: true, value: baseline() });
  });
  it("is read as it was written, whatever its subjects are called", () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const text = fc.string({ unit: "binary", minLength: 1 }).map((one) => `x${one}x`);
    const entry = fc.record(
      { service: name, rule: name, message: name, subject: text, tier: fc.constantFrom(...tiers) },
      { requiredKeys: ["service", "rule", "message", "tier"] },
    );
    const root = temporaryFolder();
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        writeFiles(root, { [file]: renderBaseline(baseline(...entries)) });
        const result = readBaseline(root, "prod");
        assert.ok(result.ok && result.value);
        const key = (one: object): string => JSON.stringify(Object.entries(one).sort());
        const expected = baselineSchema.parse(baseline(...entries)).entries.map(key);
        assert.deepEqual([...result.value.entries.map(key)].sort(), [...new Set(expected)].sort());
        assert.equal(renderBaseline(result.value), renderBaseline(baseline(...entries)));
      }),
      { numRuns: 40 },
    );
  });
  it("is read however it is laid out, with a byte order mark and tabs too", () => {
    const laidOut = JSON.stringify(baseline(failure), null, "\t");
    assert.deepEqual(read(`\ufeff${laidOut}\r\n`), { ok: true, value: baseline(failure) });
  });
  it("is read in a second or two where 2,000 services have twenty failures each", function () {
    this.timeout(30_000);
    const entries = Array.from({ length: 40_000 }, (_, at) => ({
      ...failure,
      service: `service-${at % 2_000}`,
      subject: `a thing that is called ${at}: "so"`,
    }));
    const text = renderBaseline(baseline(...entries));
    assert.ok(text.length > 4 * 1024 * 1024);
    const start = performance.now();
    const result = read(text);
    assert.equal(result.ok && result.value?.entries.length, 40_000);
    assert.ok(performance.now() - start < 8_000);
  });

  it("is read with a subject of many megabytes, too", () => {
    const subject = `"\\:${"x".repeat(20 * 2 ** 20)}`;
    assert.ok(read(renderBaseline(baseline({ ...failure, subject }))).ok);
  });

  const entries = '"entries": []';
  const head = '"schemaVersion": 1, "stack": "prod", "recordedAt": "2026-11-23"';
  const cases: Readonly<Record<string, readonly [string, readonly (string | RegExp)[]]>> = {
    "another stack's": [
      `{"schemaVersion": 1,\n  "stack": "dev", "recordedAt": "2026-11-23", ${entries}}`,
      [`${file}:2:12: The baseline must be of the stack "prod"; it is of "dev". Record one for this stack.`],
    ],
    empty: ["", [`${file}:1:1: The file must not be empty. Write its fields, or delete it.`]],
    "no JSON": [
      `{${head},\n  "entries": [}\n`,
      [/^stacks\/baseline\.prod\.json:2:15: /, /^stacks\/baseline\.prod\.json:2:16: /],
    ],
    "of a later version": [
      `{"schemaVersion": 2, "stack": "prod", "recordedAt": "2026-11-23", ${entries}}`,
      [/^stacks\/baseline\.prod\.json:1:19: schemaVersion must be 1; it is 2\./],
    ],
    "without a stack": [
      `{"schemaVersion": 1, "recordedAt": "2026-11-23", ${entries}}`,
      [/^stacks\/baseline\.prod\.json:1:1: stack is missing/],
    ],
    "recorded on a day that does not exist": [
      `{"schemaVersion": 1, "stack": "prod", "recordedAt": "2026-02-30", ${entries}}`,
      [/^stacks\/baseline\.prod\.json:1:53: recordedAt must be /],
    ],
    "one with a misspelt key": [
      `{${head},\n ${entries},\n "entrys": []}`,
      [/^stacks\/baseline\.prod\.json:3:2: "entrys" is not a field\. Did you mean "entries"\?/],
    ],
    "one with a key that is given twice": [
      `{${head},\n ${entries},\n ${entries}}`,
      [/^stacks\/baseline\.prod\.json:3:2: .*entries.* twice/],
    ],
    "one whose entry has a key that is given twice, of which only the last would count": [
      `{${head}, "entries": [\n {"service": "checkout", "service": "spare", "rule": "r", "message": "m", "tier": 1}]}`,
      [/^stacks\/baseline\.prod\.json:2:26: .*service.* twice/],
    ],
    "one whose entry lacks its tier": [
      `{${head}, "entries": [\n  {"service": "checkout", "rule": "r", "message": "m"}]}`,
      [/^stacks\/baseline\.prod\.json:2:3: entries\[0\]\.tier is missing/],
    ],
    "one whose entry is of a tier that does not exist": [
      `{${head}, "entries": [\n  {"service": "checkout", "rule": "r", "message": "m", "tier": 4}]}`,
      [/^stacks\/baseline\.prod\.json:2:64: entries\[0\]\.tier must be /],
    ],
    "one whose entry has a blank subject": [
      `{${head}, "entries": [\n  {"service": "checkout", "rule": "r", "message": "m", "subject": " ", "tier": 1}]}`,
      [/^stacks\/baseline\.prod\.json:2:67: entries\[0\]\.subject must not be blank/],
    ],
    "too large, and another stack's": [
      renderBaseline({ ...baseline({ ...failure, subject: "x".repeat(2 ** 20) }), stack: "dev" }),
      [`${file}: The baseline must be of the stack "prod"; it is of "dev". Record one for this stack.`],
    ],
    "too large to look for what is wrong in it": [
      `${renderBaseline(baseline({ ...failure, subject: "x".repeat(2 ** 20) }))},`,
      [
        `${file}: The file must be a baseline; its JSON, or something in it, is wrong. Record one for this stack.`,
      ],
    ],
    "larger than any baseline": [
      " ".repeat(32 * 1024 * 1024 + 1),
      [`${file}: The file must have at most 32 MiB; it has 33554433 bytes.`],
    ],
  };
  for (const [name, [text, expected]] of Object.entries(cases))
    it(`is refused where it is ${name}`, () => {
      const found = problemsOf(text);
      assert.equal(found.length, expected.length, found.join("\n"));
      for (const [at, one] of expected.entries())
        if (typeof one === "string") assert.equal(found[at], one);
        else assert.match(found[at] ?? "", one);
    });
});
