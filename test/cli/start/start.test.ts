import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { projectDir } from "../../../sandbox/folders";
import { writeFiles } from "../../sandbox/temporary";
import { projectWith, readiness } from "../command";

const main = path.join(projectDir, "bin", "cli", "main.js");

interface Started {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Files of modules that were loaded, those of packages from their name on. */
  readonly modules: readonly string[];
}

/** Runs the compiled command by node itself, and tells what it loaded. */
function start(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const reporter = `process.on("exit", () => process.stderr.write("\\nMODULES " + JSON.stringify(Object.keys(require("node:module")._cache))));`;
  writeFiles(folder, { "reporter.cjs": reporter });
  const flags = ["--require", path.join(folder, "reporter.cjs"), main, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, flags, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...env },
  });
  const [said = "", listed = "[]"] = stderr.split("\nMODULES ");
  const modules: string[] = JSON.parse(listed);
  return {
    code: status,
    stdout,
    stderr: said,
    modules: modules.map((file) => file.split("/node_modules/").at(-1) ?? file),
  };
}

const ofPulumi = ({ modules }: Started): readonly string[] =>
  modules.filter((file) => file.startsWith("@pulumi/"));

describe("the compiled command", function () {
  this.timeout(60_000);

  const filesOnly: Readonly<Record<string, readonly string[]>> = {
    help: ["--help"],
    check: ["check"],
    rules: ["rules"],
    "rules --json": ["rules", "--json"],
    "explain a rule": ["explain", "slo-defined"],
    "explain a service from a scorecard": ["explain", "slo-defined", "cart", "--scorecard", "card.json"],
    waive: [
      ...["waive", "slo-defined", "cart", "--reason", "migration", "--note", "Soon.", "--approver", "pia"],
      ...["--expires", new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)],
    ],
  };
  for (const [name, args] of Object.entries(filesOnly))
    it(`loads nothing of Pulumi's SDK for ${name}, nor zod's languages`, async () => {
      const folder = projectWith();
      if (args.includes("card.json"))
        await readiness(folder, ["judge", "--stack", "prod", "-o", "card.json"]);
      const started = start(folder, args);
      assert.equal(started.code, 0, started.stderr);
      assert.ok(started.modules.length > 5);
      assert.deepEqual(ofPulumi(started), []);
      assert.deepEqual(
        started.modules.filter((file) => /^zod\/v4\/locales\/(de|ja)\./.test(file)),
        [],
      );
    });

  it("loads neither a compiler nor a package manager to judge a program, and ends by itself with its exit code", () => {
    const started = start(projectWith(), ["judge", "--stack", "prod"]);
    assert.equal(started.code, 1, started.stderr);
    assert.match(started.stdout, /^Blocks this run$/m);
    assert.ok(ofPulumi(started).length > 50);
    const heavy = started.modules.filter((file) => /^(typescript|@npmcli|pacote|sigstore)\//.test(file));
    assert.deepEqual(heavy, []);
  });

  it("leaves a failed program without a trace of the SDK's own", () => {
    const faults = JSON.stringify([
      { vendor: "github", method: "invoke", message: "503 Service Unavailable" },
    ]);
    const started = start(projectWith(), ["judge", "--stack", "prod"], { READINESS_FAULTS: faults });
    assert.equal(started.code, 3);
    assert.match(
      started.stderr,
      /^Nothing was declared, because of a problem:\n {2}catalog\/services\/cart\.yaml: The repository astronomy-shop cannot be looked up: [^\n]*\n$/,
    );
    assert.equal(started.stdout, "");
  });

  it("prints nothing but what was asked for when its reader goes away", () => {
    const piped = spawnSync("sh", ["-c", `"${process.execPath}" "${main}" rules --json | head -1`], {
      cwd: projectDir,
      encoding: "utf8",
    });
    assert.deepEqual([piped.stdout, piped.stderr], ["[\n", ""]);
  });
});
