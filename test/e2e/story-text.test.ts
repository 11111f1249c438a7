import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { dayOf, firstMissing, movedTo, stepsOf } from "./story-text";

const output =
  "Previewing (prod):\n  Resources:\n    + 3 to create\n  Resources:\n    + 3 created \n\nJudged 2026-11-26.\n";

const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
  "all of it": [output.trimEnd(), undefined],
  "parts of it": ["…\n  Resources:\n    + 3 created\n…\nJudged 2020-01-01.", undefined],
  "a line in part": ["…\nJudged ….", undefined],
  "nothing but dots": ["…", undefined],
  "a line that is not there": ["…\n    + 4 created\n…", "    + 4 created"],
  "lines in another order": ["…\nJudged 2026-11-26.\n…\n  Resources:\n…", "  Resources:"],
  "a beginning, as if it were all": ["Previewing (prod):", "the end: more is printed than the page shows"],
  "a line that is a pattern elsewhere": ["…\nJudged.*", "Judged.*"],
};

describe("what a page shows of an output", () => {
  for (const [name, [shown, missing]] of Object.entries(cases))
    it(`may be ${name}: ${missing === undefined ? "it is there" : "told"}`, () =>
      assert.equal(firstMissing(shown.split("\n"), output), missing));

  it("may be nothing, where nothing is printed", () => {
    assert.equal(firstMissing([], ""), undefined);
    assert.equal(firstMissing([], "a\n"), "the end: more is printed than the page shows");
  });
});

describe("a page of another day", () => {
  it("moves the days of its commands with it", () => {
    const day = dayOf("It is told as it was, and the day is\n2026-11-26.");
    assert.equal(
      movedTo("2027-01-02", "lock --until 2026-11-28 --ticket A-2026-11", day),
      "lock --until 2027-01-04 --ticket A-2026-11",
    );
  });
});

describe("the story in the README", () => {
  it("is what stands out of the page, in its order", () => {
    const [readme = "", page = ""] = ["README.md", "docs/story.md"].map((file) =>
      fs.readFileSync(path.join(projectDir, file), "utf8"),
    );
    const [, shown = ""] = /## The whole way, once\n[^`]*```console\n([^`]*)```/.exec(readme) ?? [];
    const lines = page.split("\n");
    let at = 0;
    const lost = shown
      .trimEnd()
      .split("\n")
      .filter((line) => {
        const found = lines.indexOf(line, at);
        if (found >= 0) at = found + 1;
        return found < 0;
      });
    assert.deepEqual(lost, []);
    assert.ok(shown.split("\n").length > 30);
  });
});

describe("the steps of a page", () => {
  it("are the commands of its consoles with their lines, and what somebody does", () => {
    const page =
      "# A\n\n```console\n$ cat <<EOF\n> a\n> EOF\n$ ls\na\nb\n```\n\n<!-- somebody: sleeps -->\n\n```sh\nno\n```\n";
    assert.deepEqual(stepsOf(page), [
      { kind: "command", command: "cat <<EOF\na\nEOF", shown: [], line: 4 },
      { kind: "command", command: "ls", shown: ["a", "b"], line: 7 },
      { kind: "deed", what: "sleeps" },
    ]);
  });
});
