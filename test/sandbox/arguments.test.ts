import assert from "node:assert/strict";
import { hasFlag, takeStack } from "../../sandbox/arguments";

const lines: Readonly<Record<string, [string[], string | undefined, string[]]>> = {
  "no stack": [["--diff"], undefined, ["--diff"]],
  "a stack behind a space": [["--stack", "prod", "--diff"], "prod", ["--diff"]],
  "a stack behind an equals sign": [["--diff", "--stack=prod"], "prod", ["--diff"]],
  "the short flag": [["up", "-s", "prod", "--yes"], "prod", ["up", "--yes"]],
  "a flag without its value": [["--stack"], "", []],
};

describe("the stack of a pulumi command line", () => {
  for (const [title, [args, stack, rest]] of Object.entries(lines)) {
    it(`is taken out: ${title}`, () => assert.deepEqual(takeStack(args), { stack, rest }));
  }

  it("leaves other flags to hasFlag, with and without a value", () => {
    assert.equal(hasFlag(["--policy-pack=x"], "--policy-pack"), true);
    assert.equal(hasFlag(["--policy-pack", "x"], "--policy-pack"), true);
    assert.equal(hasFlag(["--policy-pack-config", "x"], "--policy-pack"), false);
  });
});
