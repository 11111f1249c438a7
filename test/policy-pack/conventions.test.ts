import assert from "node:assert/strict";
import { posix } from "node:path";
import { type SourceFile, sourceFiles } from "./source-files";

/** Parts of the house by the longest path that fits, and which others each may import (besides itself). */
const houses: Readonly<Record<string, readonly string[] | "anything">> = {
  "evidence/kinds": [],
  "evidence/facts.ts": ["evidence/kinds"],
  "catalog/fields.ts": [],
  "catalog/schema": ["catalog/fields.ts", "evidence/facts.ts"],
  evidence: ["evidence/facts.ts", "evidence/kinds", "catalog/schema"],
  tiers: ["catalog/schema", "evidence/facts.ts"],
  "policy-pack/engine": ["catalog/schema", "catalog/fields.ts", "evidence/facts.ts", "tiers"],
  "policy-pack/views": [
    "catalog/schema",
    "evidence/facts.ts",
    "evidence/kinds",
    "tiers",
    "policy-pack/engine",
  ],
  "policy-pack/rules": ["catalog/schema", "policy-pack/engine", "policy-pack/views"],
  "policy-pack/examples": ["policy-pack/engine", "policy-pack/views", "tiers"],
  "policy-pack": [
    "catalog/schema",
    "catalog/fields.ts",
    "policy-pack/engine",
    "policy-pack/rules",
    "scorecard",
    "scorecard/schema.ts",
    "tiers",
  ],
  "catalog/reading": ["catalog/schema", "catalog/fields.ts"],
  "catalog/importing": ["catalog/schema", "catalog/fields.ts", "catalog/reading"],
  stacks: ["catalog/schema", "catalog/fields.ts", "catalog/reading", "evidence/facts.ts", "tiers"],
  catalog: [
    "catalog/schema",
    "catalog/fields.ts",
    "catalog/reading",
    "evidence",
    "evidence/facts.ts",
    "stacks",
    "tiers",
  ],
  "scorecard/schema.ts": ["catalog/schema", "evidence/facts.ts"],
  scorecard: [
    "catalog/schema",
    "evidence/facts.ts",
    "policy-pack/engine",
    "scorecard/schema.ts",
    "scorecard/site/data",
    "tiers",
  ],
  "scorecard/site/data": ["scorecard", "scorecard/schema.ts"],
  "scorecard/site/page": [
    "catalog/schema",
    "scorecard",
    "scorecard/schema.ts",
    "scorecard/site/data",
    "tiers",
  ],
  reporting: [],
  sandbox: [],
  bench: "anything",
  cli: "anything",
  test: "anything",
};

/** Files that make up one part though they stand beside others. */
const shelves: Readonly<Record<string, string>> = {
  "catalog/generated-files.ts": "catalog/schema",
  "catalog/grades.ts": "catalog/schema",
  "catalog/graph.ts": "catalog/schema",
  "catalog/initiative.ts": "catalog/schema",
  "catalog/levels.ts": "catalog/schema",
  "catalog/links.ts": "catalog/schema",
  "catalog/neighbour.ts": "catalog/schema",
  "catalog/notifications.ts": "catalog/schema",
  "catalog/schema.ts": "catalog/schema",
  "catalog/service-parts.ts": "catalog/schema",
  "catalog/tasks-config.ts": "catalog/schema",
  "catalog/tier.ts": "catalog/schema",
  "catalog/waiver-terms.ts": "catalog/schema",
  "catalog/waiver.ts": "catalog/schema",
};

/** All that a rule may know of the engine. */
const engineForRules = [
  "policy-pack/engine/approvals.ts",
  "policy-pack/engine/rule.ts",
  "policy-pack/engine/tokens.ts",
  "policy-pack/engine/value.ts",
];

/** What an example may know besides: what an organisation's own rules are made of. */
const engineForExamples = [
  "policy-pack/engine/extension.ts",
  "policy-pack/engine/rule-set.ts",
  "policy-pack/engine/rule.ts",
  "policy-pack/engine/tokens.ts",
  "policy-pack/engine/value.ts",
  "tiers/parameters/table.ts",
];

const all = sourceFiles();

function houseOf(path: string): string {
  const shelf = shelves[path];
  if (shelf !== undefined) return shelf;
  const fitting = Object.keys(houses).filter((house) => path === house || path.startsWith(`${house}/`));
  const [longest] = fitting.sort((a, b) => b.length - a.length);
  if (longest === undefined) throw new Error(`say in this test what ${path} may import`);
  return longest;
}

/** A relative import as a path from the project's root. */
function target(file: SourceFile, from: string): string {
  const path = posix.join(posix.dirname(file.path), from);
  return posix.extname(path) === "" ? `${path}.ts` : path;
}

/** Relative imports of the files that the test is about, with what is wrong about each. */
function wrongImports(
  judge: (file: SourceFile, to: string, typeOnly: boolean) => boolean,
): readonly string[] {
  return all.flatMap((file) =>
    file.imports
      .filter(({ from }) => from.startsWith("."))
      .map(({ from, typeOnly }) => ({ to: target(file, from), typeOnly }))
      .filter(({ to, typeOnly }) => judge(file, to, typeOnly))
      .map(({ to }) => `${file.path} imports ${to}`),
  );
}

describe("imports", () => {
  it("go one way between the parts of the house", () => {
    const wrong = wrongImports((file, to) => {
      const allowed = houses[houseOf(file.path)] ?? [];
      const there = houseOf(to);
      return allowed !== "anything" && there !== houseOf(file.path) && !allowed.includes(there);
    });
    assert.deepEqual(wrong, []);
  });

  it("of rules reach the engine's words, views and types, and nothing else of ours", () => {
    const wrong = wrongImports((file, to, typeOnly) => {
      if (!/^policy-pack\/rules\/.+\//.test(file.path)) return false;
      return !engineForRules.includes(to) && houseOf(to) !== "policy-pack/views" && !typeOnly;
    });
    assert.deepEqual(wrong, []);
  });

  it("of examples reach what an organisation's own rules may rest on, and no example another", () => {
    const wrong = wrongImports((file, to) => {
      const [example] = /^policy-pack\/examples\/[^/]+\//.exec(file.path) ?? [];
      if (example === undefined) return false;
      return (
        !to.startsWith(example) && !engineForExamples.includes(to) && houseOf(to) !== "policy-pack/views"
      );
    });
    assert.deepEqual(wrong, []);
  });

  it("of Pulumi at run time stand only where resources are declared, stand-ins run, or the pack is served", () => {
    const wrong = all
      .filter(
        ({ path }) =>
          !/^(bench\/|catalog\/(components|index|program|lookups)|reporting\/|sandbox\/|cli\/|test\/)/.test(
            path,
          ),
      )
      .filter(({ path }) => !["policy-pack/index.ts", "policy-pack/walk-once.ts"].includes(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ from, typeOnly }) => from.startsWith("@pulumi/") && !typeOnly)
          .map(({ from }) => `${path} imports ${from}`),
      );
    assert.deepEqual(wrong, []);
  });

  it("of what reads a gate's scorecard wait until policy config names one, as most stacks have none", () => {
    const early = /^(import|export) .* from "(\.\.?\/)+gate\/|require\("(\.\.?\/)+gate\//m;
    const pack = all.filter(({ path }) => /^policy-pack\/(?!gate\/)/.test(path));
    assert.ok(pack.some(({ text }) => text.includes('import("./gate/ask.js")')));
    assert.deepEqual(
      pack.filter(({ text }) => early.test(text)).map(({ path }) => path),
      [],
    );
  });

  it("name Node's own modules as such", () => {
    const builtin =
      /^(assert|child_process|crypto|events|fs|http|net|os|path|process|stream|timers|url|util|vm|zlib)(\/|$)/;
    const wrong = all.flatMap(({ path, imports }) =>
      imports.filter(({ from }) => builtin.test(from)).map(({ from }) => `${path} imports ${from}`),
    );
    assert.deepEqual(wrong, []);
  });
});

describe("every file", () => {
  const offenders = (test: (file: SourceFile) => boolean): readonly string[] =>
    all.filter(test).map(({ path }) => path);
  const places = (find: (file: SourceFile) => readonly number[]): readonly string[] =>
    all.flatMap((file) => find(file).map((line) => `${file.path}:${line}`));

  it("is found by this test", () => {
    const paths = all.map(({ path }) => path);
    for (const path of [
      "policy-pack/engine/judge.ts",
      "tiers/levels.ts",
      "test/policy-pack/conventions.test.ts",
    ])
      assert.ok(paths.includes(path), path);
  });
  it("has at most 300 lines", () => {
    assert.deepEqual(
      all.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`),
      [],
    );
  });
  it("has a name in kebab case that says more than utils, helpers or manager", () => {
    assert.deepEqual(
      offenders(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(posix.basename(path))),
      [],
    );
    assert.deepEqual(
      offenders(({ path }) => /\b(utils?|helpers?|manager)\b/.test(posix.basename(path))),
      [],
    );
  });
  it("knows no type any", () => {
    assert.deepEqual(
      places(({ anys }) => anys),
      [],
    );
  });
  it("has named exports only, but for the program that Pulumi calls", () => {
    assert.deepEqual(
      places(({ path, defaults }) => (path === "catalog/index.ts" ? [] : defaults)),
      [],
    );
  });
  it("swallows no error", () => {
    assert.deepEqual(
      places(({ emptyCatches }) => emptyCatches),
      [],
    );
  });
  it("has classes for errors and Pulumi's components only", () => {
    const wrong = all.flatMap(({ path, classes }) =>
      classes
        .filter((one) => !/(^|\.)(\w*Error|ComponentResource)$/.test(one.extends))
        .map(({ name }) => `${path}: ${name}`),
    );
    assert.deepEqual(wrong, []);
  });
  it("is no barrel", () => {
    assert.deepEqual(
      offenders(({ onlyReExports }) => onlyReExports),
      [],
    );
  });
  it("leaves nothing for later", () => {
    const words = new RegExp(`(//|^ *\\*).*\\b(${["TO", "FIX"].join("DO|")}ME)\\b`, "m"); // in pieces, as this file is read as well
    assert.deepEqual(
      offenders(({ text }) => words.test(text)),
      [],
    );
  });
});
