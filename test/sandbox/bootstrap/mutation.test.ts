import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectDir } from "../../../sandbox/folders";

interface Mutation {
  readonly readArguments: (args: readonly string[]) => unknown;
  readonly scoreLine: (report: unknown) => string;
}

describe("mutation testing", () => {
  async function load(): Promise<Mutation> {
    const url = pathToFileURL(path.join(projectDir, "sandbox", "bootstrap", "mutation.mjs")).href;
    // The bootstrap is plain JavaScript without types.
    return (await import(url)) as Mutation;
  }

  const all = ["tiers", "engine", "rules"];
  const told: Readonly<Record<string, readonly [readonly string[], unknown]>> = {
    "takes every part where none is named": [[], { names: all, flags: [] }],
    "takes the parts that are named, in their order": [
      ["rules", "tiers"],
      { names: ["rules", "tiers"], flags: [] },
    ],
    "hands Stryker what follows the parts": [
      ["tiers", "--mutate", "tiers/levels.ts"],
      { names: ["tiers"], flags: ["--mutate", "tiers/levels.ts"] },
    ],
    "hands Stryker its flags where no part is named": [["--force"], { names: all, flags: ["--force"] }],
  };
  for (const [title, [args, expected]] of Object.entries(told))
    it(title, async () => assert.deepEqual((await load()).readArguments(args), expected));

  it("says which parts there are where another is named", async () => {
    const { readArguments } = await load();
    assert.throws(() => readArguments(["views"]), { message: /no part 'views'.* tiers, engine, rules\.$/ });
  });

  it("scores what was detected against what could have been", async () => {
    const report = {
      files: {
        "a.ts": { mutants: ["Killed", "Killed", "Timeout", "Survived"].map((status) => ({ status })) },
        "b.ts": { mutants: ["NoCoverage", "Ignored", "CompileError"].map((status) => ({ status })) },
      },
    };
    assert.equal(
      (await load()).scoreLine(report),
      "60.00 % of 5 mutants detected (2 killed, 1 timed out, 1 survived, 1 not covered)",
    );
  });
});
