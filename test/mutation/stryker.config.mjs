// Mutation testing, one part of the project a run: `npm run mutation -- [tiers] [engine] [rules]` sets MUTATION_PART.
const work = ".sandbox/mutation";

/**
 * What is mutated, the tests that must notice (none that starts a process), and the least score in per cent. Where
 * `ignoreStatic` says so, what runs once when a file is loaded is left out: each such mutant would start anew with all
 * tests, which takes hours. In tiers, whose tables are just that, nothing is left out.
 */
export const parts = {
  tiers: { mutate: ["tiers/**/*.ts"], tests: ["bin/test/tiers/**/*.test.js"], least: 85 },
  engine: {
    mutate: ["policy-pack/engine/**/*.ts"],
    tests: ["bin/test/policy-pack/engine/**/*.test.js"],
    // Whole judgements of random worlds take five times as long as all other tests together.
    slow: ["bin/test/policy-pack/engine/judgement*.test.js"],
    least: 85,
    ignoreStatic: true,
  },
  rules: {
    mutate: ["policy-pack/rules/*/*.ts"],
    tests: ["bin/test/policy-pack/rules/**/*.test.js"],
    least: 75,
    ignoreStatic: true,
    // A rule's strings are its title, reasons, fix and messages: prose, which other tests hold to its form.
    excludedMutations: ["StringLiteral"],
  },
};

export const reportOf = (part) => `${work}/${part}.json`;

const part = process.env.MUTATION_PART ?? "tiers";
const { mutate, tests, slow = [], least, ignoreStatic = false, excludedMutations = [] } = parts[part];

export default {
  mutate,
  mutator: { excludedMutations },
  testRunner: "mocha",
  mochaOptions: { spec: tests, ignore: slow, require: ["./test/mutation/seed.cjs"] },
  coverageAnalysis: "perTest",
  ignoreStatic,
  // Types are checked by every other build; mutants would not pass.
  buildCommand: "tsc -p tsconfig.json --noCheck --incremental false",
  ignorePatterns: ["bin", ".sandbox"],
  // Not below Stryker's own packages, which would be found there in place of the project's.
  tempDirName: ".sandbox/mutants",
  incrementalFile: `${work}/${part}-incremental.json`,
  reporters: [process.stdout.isTTY ? "progress" : "progress-append-only", "clear-text", "html", "json"],
  clearTextReporter: { reportMutants: false, reportTests: false, allowEmojis: false },
  htmlReporter: { fileName: `${work}/${part}.html` },
  jsonReporter: { fileName: reportOf(part) },
  thresholds: { high: least, low: least, break: least },
};
