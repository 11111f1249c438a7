import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Scorecard } from "../../scorecard/schema";
import { readiness } from "../cli/command";
import { helpOf } from "./command-help";
import { refuseLoosePins } from "./pins";
import { repository } from "./repository";
import { type Place, runAction } from "./run-steps";
import { actionFile, actionOf, callsIn } from "./workflow-files";

assert.ok(actionFile);
const action = actionOf(actionFile);
const { steps } = action.runs;

describe("the action that init writes", () => {
  it("pins what it uses, and puts no expression into a script", () => {
    assert.ok(actionFile);
    refuseLoosePins(actionFile);
    for (const { run } of steps) assert.doesNotMatch(run ?? "", /\$\{\{/);
  });

  it("runs bash with pipefail, which an action must say for each step", () => {
    for (const { run, shell } of steps) {
      if (run === undefined) continue;
      assert.equal(shell, "bash");
      assert.equal(spawnSync("bash", ["-n"], { input: run }).status, 0, run);
    }
  });

  it("calls a command with flags that there are", async () => {
    const calls = steps.flatMap(({ run = "" }) => callsIn(run));
    assert.equal(calls.length, 1);
    for (const words of calls) {
      const help = await helpOf(words);
      for (const word of words.filter((one) => one.startsWith("-")))
        assert.match(help, new RegExp(`[ ,]${word}[ ,]`), word);
    }
  });
});

describe("the action that init writes, step by step", function () {
  this.timeout(120_000);
  let place: Place;
  let card: string;

  before(async () => {
    const { folder } = await repository();
    card = path.join(folder, "prod.json");
    const judged = await readiness(folder, ["scorecard", "--stack", "prod", "--vendors", "none", "-o", card]);
    assert.equal(judged.code, 0, judged.err);
    place = {
      folder,
      values: {
        "inputs.service": "cart",
        "inputs.stack": "prod",
        "inputs.max-age": "26h",
        "inputs.catalog": "acme/shop",
        "inputs.token": "made-up",
      },
      env: {
        RUNNER_TEMP: folder,
        GITHUB_ACTION_PATH: path.join(folder, ".github/actions/readiness-gate"),
      },
    };
  });

  /** What the last step said where GitHub answers with a file. */
  const asked = async (gh: string) => (await runAction(steps, { ...place, programs: { gh } })).at(-1);

  it("lets a service through of which nothing blocks", async () => {
    const end = await asked(`echo "$@" > "$RUNNER_TEMP/asked"; cat '${card}'`);
    assert.equal(end?.code, 0, end?.output);
    assert.match(end?.output ?? "", /^Allowed: cart in shop\/prod/);
    assert.match(
      fs.readFileSync(path.join(place.folder, "asked"), "utf8"),
      /repos\/acme\/shop\/contents\/scorecards\/prod\.json\?ref=readiness-history$/m,
    );
  });

  it("stops one that is locked", async () => {
    const known: Scorecard = JSON.parse(fs.readFileSync(card, "utf8"));
    const lock = { service: "cart", by: "pia", reason: "Stock is counted.", until: "2999-01-01" };
    const locked = path.join(place.folder, "locked.json");
    fs.writeFileSync(locked, JSON.stringify({ ...known, locks: [lock] }));
    const end = await asked(`cat '${locked}'`);
    assert.equal(end?.code, 1, end?.output);
    assert.match(end?.output ?? "", /It is locked by pia/);
  });

  it("stops where there is no scorecard, before it asks anything else", async () => {
    const end = await asked("echo 'HTTP 404' >&2; exit 1");
    assert.deepEqual([end?.name, end?.code], ["Fetch the last scorecard", 1]);
  });
});
