import assert from "node:assert/strict";
import fs from "node:fs";
import { temporaryFolder } from "../sandbox/temporary";
import { readiness } from "./command";

/** Every command with all that it must be given, and nothing that is there. */
const commands: Readonly<Record<string, readonly string[]>> = {
  init: ["--dry-run"],
  check: [],
  rules: [],
  explain: ["slo-defined", "cart", "--stack", "prod"],
  judge: ["--stack", "prod"],
  changed: ["--base", "main"],
  scorecard: ["--stack", "prod", "-o", "now.json"],
  drift: ["--stack", "prod", "--since", "then.json"],
  diff: ["then.json", "now.json"],
  "history add": ["now.json", "--folder", "history"],
  "history show": ["--folder", "history"],
  initiatives: ["--stack", "prod"],
  report: ["-o", "site", "--scorecard", "now.json"],
  notify: ["--scorecard", "now.json"],
  "publish datadog": ["--scorecard", "now.json"],
  gate: ["cart", "--stack", "prod"],
  lock: ["cart", "--stack", "prod", "--reason", "Why.", "--until", "2999-01-01", "--by", "pia"],
  unlock: ["cart", "--stack", "prod"],
  "what-if": ["--stack", "prod", "--tier", "cart=1"],
  request: ["--body-file", "request.md", "--requester", "amy", "--stack", "prod"],
  nudge: ["cart", "--message", "Hello.", "--by", "amy"],
  incident: ["cart", "--summary", "It is down.", "--by", "amy"],
  promote: ["cart", "--stack", "prod", "--to", "1", "--ticket", "T-1", "--approver", "pia", "--by", "amy"],
  demote: ["cart", "--stack", "prod", "--to", "3", "--reason", "Why.", "--approver", "pia", "--by", "amy"],
  promotions: ["--base", "main"],
  assess: ["cart", "--revenue", "none"],
  "tasks sync": ["--scorecard", "now.json"],
  baseline: ["--stack", "prod"],
  waive: [
    ...["slo-defined", "cart", "--reason", "migration", "--note", "Why."],
    ...["--approver", "pia", "--expires", "2999-01-01"],
  ],
  import: ["backstage", "catalog-info.yaml"],
  export: ["backstage"],
  scan: [],
};

/** Names that a help page lists; those of a group with the group's before them. */
async function namesIn(group: readonly string[]): Promise<readonly string[]> {
  const { out } = await readiness(temporaryFolder(), [...group, "--help"]);
  const [, list = ""] = out.split("Commands:\n");
  const names = [...list.matchAll(/^ {2}(\S+)(?: \[options\])?/gm)].map(([, name = ""]) => name);
  const all = await Promise.all(
    names
      .filter((name) => name !== "help")
      .map(async (name) => {
        const below = await namesIn([...group, name]);
        return below.length === 0 ? [[...group, name].join(" ")] : below;
      }),
  );
  return all.flat();
}

describe("every command", () => {
  it("is in the table of this test", async () => {
    assert.deepEqual([...(await namesIn([]))].sort(), Object.keys(commands).sort());
  });

  for (const [name, args] of Object.entries(commands)) {
    const words = name.split(" ");

    it(`${name} names a flag that it does not know, and says where to look`, async () => {
      const { code, out, err } = await readiness(temporaryFolder(), [...words, ...args, "--nonsense"]);
      assert.equal(code, 2);
      assert.match(err, /unknown option '--nonsense'/);
      assert.match(err, /--help/);
      assert.equal(out, "");
    });

    if (name !== "import" && name !== "history add")
      it(`${name} takes no more words than it has places for`, async () => {
        const { code, err } = await readiness(temporaryFolder(), [...words, "one", "two", "three", ...args]);
        assert.equal(code, 2, err);
        assert.match(err, /too many arguments/);
      });

    if (name === "rules") continue; // They are the package's own, wherever it is asked.
    it(`${name} says in a sentence what it misses in an empty folder, and leaves it empty`, async () => {
      const folder = temporaryFolder();
      const { code, out, err } = await readiness(folder, [...words, ...args]);
      assert.equal(code, 2, err);
      assert.match(err, /\w+.*\.$/m);
      assert.doesNotMatch(err + out, /^\s+at .*:\d+/m);
      assert.deepEqual(fs.readdirSync(folder), []);
    });
  }
});
