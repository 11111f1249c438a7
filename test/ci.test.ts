import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectDir } from "../sandbox/folders";
import { temporaryFolder, writeScript } from "./sandbox/temporary";

/** Runs .ci/run with an npm whose qa and tests end like this; counts undefined: the tests never came to an end. */
function ci(qa: number, tests: number, counts: string | undefined) {
  const root = temporaryFolder();
  fs.cpSync(path.join(projectDir, ".ci", "run"), path.join(root, ".ci", "run"));
  const write = counts === undefined ? "" : `echo '${counts}' > "$READINESS_TEST_COUNTS"`;
  const bin = path.join(root, "bin");
  writeScript(bin, "npm", `case "$*" in *qa*) exit ${qa};; esac\n${write}\nexit ${tests}`);
  fs.symlinkSync(process.execPath, path.join(bin, "node"));
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const { status, stdout } = spawnSync(path.join(root, ".ci", "run"), { env, encoding: "utf8" });
  return { status, last: stdout.trimEnd().split("\n").at(-1) };
}

const counts = (passes: number, failures: number, pending: number) =>
  JSON.stringify({ passes, failures, pending });

describe(".ci/run", () => {
  const cases: Readonly<Record<string, [number, number, string | undefined, number, string]>> = {
    "all is well": [0, 0, counts(12, 0, 0), 0, "12 passed, 0 failed"],
    "tests were skipped": [0, 0, counts(12, 0, 3), 0, "12 passed, 0 failed, 3 skipped"],
    "tests fail": [0, 2, counts(10, 2, 0), 1, "10 passed, 2 failed"],
    "qa fails, and the tests run nevertheless": [1, 0, counts(12, 0, 0), 1, "12 passed, 1 failed"],
    "qa and tests fail": [1, 2, counts(10, 2, 1), 1, "10 passed, 3 failed, 1 skipped"],
    "no test could run": [0, 1, undefined, 1, "0 passed, 1 failed"],
    "no test was found": [0, 0, counts(0, 0, 0), 1, "0 passed, 1 failed"],
    "the test run ends badly after its tests": [0, 7, counts(12, 0, 0), 1, "12 passed, 1 failed"],
  };
  for (const [title, [qa, tests, written, status, last]] of Object.entries(cases)) {
    it(`ends with the real numbers where ${title}`, () => {
      assert.deepEqual(ci(qa, tests, written), { status, last });
    });
  }
});
