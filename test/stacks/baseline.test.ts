import assert from "node:assert/strict";
import { formatProblem } from "../../catalog/reading/problems";
import { type Baseline, listBaselines, readBaseline, renderBaseline } from "../../stacks/baseline";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

const baseline: Baseline = {
  schemaVersion: 1,
  stack: "prod",
  recordedAt: "2026-11-23",
  entries: [
    { service: "cart", rule: "slo-defined", message: "noLatency", tier: 1 },
    { service: "ad", rule: "slo-target-meets-tier", message: "low", subject: 'ad/"availability"', tier: 2 },
  ],
};

const lines = `{
  "schemaVersion": 1,
  "stack": "prod",
  "recordedAt": "2026-11-23",
  "entries": [
    {"service":"ad","rule":"slo-target-meets-tier","message":"low","subject":"ad/\\"availability\\"","tier":2},
    {"service":"cart","rule":"slo-defined","message":"noLatency","tier":1}
  ]
}
`;

/** A project's folder with one file. */
function folderWith(name: string, text: string): string {
  const folder = temporaryFolder();
  writeFiles(folder, { [`stacks/${name}`]: text });
  return folder;
}

describe("a baseline", () => {
  it("is written an entry a line, sorted, whatever the order of what it is given", () => {
    assert.equal(renderBaseline(baseline), lines);
    assert.equal(renderBaseline({ ...baseline, entries: [...baseline.entries].reverse() }), lines);
    assert.match(renderBaseline({ ...baseline, entries: [] }), /^ {2}"entries": \[\]$/m);
  });

  it("is read as it was written, and is none where there is no file", () => {
    const read = readBaseline(folderWith("baseline.prod.json", lines), "prod");
    assert.deepEqual(read.ok && read.value?.entries, [...baseline.entries].reverse());
    assert.deepEqual(readBaseline(temporaryFolder(), "prod"), { ok: true, value: undefined });
  });

  it("may have more entries than a file that people write", () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => ({
      service: `service-${index}`,
      rule: "slo-defined",
      message: "noAvailability",
      tier: 3 as const,
    }));
    const read = readBaseline(
      folderWith("baseline.prod.json", renderBaseline({ ...baseline, entries })),
      "prod",
    );
    assert.equal(read.ok && read.value?.entries.length, 20_000);
  });

  const broken: Readonly<Record<string, readonly [string, string]>> = {
    "of another stack": [
      lines.replace('"prod"', '"dev"'),
      'stacks/baseline.prod.json:3:12: The baseline must be of the stack "prod"; it is of "dev". Record one for this stack.',
    ],
    "of a later version": [
      lines.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      "stacks/baseline.prod.json:2:20: schemaVersion must be 1; it is 2.",
    ],
    "with an entry of no tier": [
      lines.replace(',"tier":2', ""),
      "stacks/baseline.prod.json:6:5: entries[0].tier is missing; it must be one of 1, 2, 3.",
    ],
    "that is empty": [
      "",
      "stacks/baseline.prod.json:1:1: The file must not be empty. Write its fields, or delete it.",
    ],
  };
  for (const [name, [text, expected]] of Object.entries(broken))
    it(`${name} is refused with line and column`, () => {
      const read = readBaseline(folderWith("baseline.prod.json", text), "prod");
      assert.deepEqual(!read.ok && read.problems.map(formatProblem), [expected]);
    });

  it("is found by the name of its file", () => {
    const folder = folderWith("baseline.us-prod.json", lines);
    writeFiles(folder, {
      "stacks/baseline.dev.json": lines,
      "stacks/baseline.json": "",
      "stacks/Pulumi.dev.yaml": "",
    });
    assert.deepEqual(listBaselines(folder), ["dev", "us-prod"]);
    assert.deepEqual(listBaselines(temporaryFolder()), []);
  });
});
