import assert from "node:assert/strict";
import { projectWith, readiness } from "./command";

const commands = ["check", "rules", "explain", "judge", "changed", "baseline", "waive"];

describe("the command line", () => {
  it("lists every command in its help, and what the exit codes mean", async () => {
    const { code, out } = await readiness("/", ["--help"]);
    assert.equal(code, 0);
    for (const name of commands) assert.match(out, new RegExp(`^  ${name} `, "m"));
    assert.match(
      out,
      /^Exit codes: 0 fine, 1 blocked or not all done, 2 wrong input, 3 could not judge or do anything\.$/m,
    );
  });

  for (const name of commands)
    it(`has help for ${name}`, async () => {
      const { code, out } = await readiness("/", [name, "--help"]);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^Usage: readiness ${name} \\[options\\]`));
      assert.equal((await readiness("/", ["help", name])).out, out);
    });

  const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    "no command at all": [[], /^Usage: readiness/],
    "a misspelt command": [["jugde"], /^error: unknown command 'jugde'\n\(Did you mean judge\?\)/],
    "a misspelt flag": [["rules", "--jsno"], /^error: unknown option '--jsno'\n\(Did you mean --json\?\)/],
    "too many arguments": [["check", "catalog"], /^error: too many arguments for 'check'/],
    "a missing argument": [["explain"], /^error: missing required argument 'rule'/],
    "a missing value": [["judge", "--stack"], /^error: option '--stack <name>' argument missing/],
    "a flag that a command needs": [["changed"], /^error: required option '--base <revision>' not specified/],
  };
  for (const [name, [args, expected]] of Object.entries(wrong))
    it(`ends with exit code 2 for ${name}, and says where help is`, async () => {
      const { code, out, err } = await readiness(projectWith(), args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, expected);
    });

  it("takes flags of the program before and after the command", async () => {
    const folder = projectWith();
    for (const args of [
      ["-C", folder, "check"],
      ["check", "-C", folder],
      ["check", `--project=${folder}`],
    ])
      assert.equal((await readiness("/", args)).code, 0, args.join(" "));
  });
});
