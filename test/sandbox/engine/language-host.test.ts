import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runPulumi, sandboxEnvironment, setUpEngine } from "../../../sandbox/environment";
import { projectDir } from "../../../sandbox/folders";
import { prepareStack } from "../../../sandbox/stack";
import { temporaryFolder, writeFiles } from "../temporary";

const options = "runtime:\n  name: nodejs\n  options:\n    typescript: false\n";

/** A project whose program and pack are these scripts, ready for pulumi commands on its stack dev. */
async function project(program: string, pack = "") {
  const root = temporaryFolder();
  writeFiles(root, {
    "Pulumi.yaml": `name: tiny\n${options}main: program\nstackConfigDir: stacks\n`,
    "package.json": JSON.stringify({ name: "tiny", main: "compiled/index.js" }),
    "program/nothing.txt": "",
    "compiled/index.js": program,
    "stacks/Pulumi.dev.yaml": "# Kept as it is.\nconfig:\n  tiny:greeting: hello\n",
    "pack/PulumiPolicy.yaml": options,
    "pack/package.json": JSON.stringify({ name: "tiny-pack", version: "0.1.0", main: "index.js" }),
    "pack/index.js": pack,
  });
  fs.symlinkSync(path.join(projectDir, "node_modules"), path.join(root, "node_modules"));
  const [stateDir, worldDir, homeDir, configDir] = ["state", "world", "home", "config"].map((name) =>
    path.join(root, name),
  ) as [string, string, string, string];
  const env = sandboxEnvironment({ engine: await setUpEngine(), stateDir, worldDir, homeDir });
  const config = await prepareStack({ projectDir: root, stateDir, configDir, env }, "dev");
  return { root, env, args: ["--stack", "dev", "--config-file", config, "--non-interactive"] };
}

const packOf = (check: string) => `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("tiny-pack", {
  policies: [{ name: "tiny", description: "Tiny.", enforcementLevel: "mandatory", validateStack: (args, report) => { ${check} } }],
});`;

describe("the language host", function () {
  this.timeout(60_000);

  it("runs a program with its config and prints what it prints", async () => {
    const { root, env, args } = await project(`
      const { Config } = require("@pulumi/pulumi");
      console.log(new Config("tiny").require("greeting"), require("node:path").basename(process.cwd()));
      exports.answer = 42;`);
    const { code, stdout } = await runPulumi(["up", "--yes", ...args], env, root);
    assert.match(stdout, /hello program/);
    assert.match(stdout, /answer: 42/);
    assert.equal(code, 0);
    assert.equal(
      fs.readFileSync(path.join(root, "stacks/Pulumi.dev.yaml"), "utf8"),
      "# Kept as it is.\nconfig:\n  tiny:greeting: hello\n",
    );
  });

  it("says nothing of its own where the program has said why it failed", async () => {
    const { root, env, args } = await project(`
      const { RunError } = require("@pulumi/pulumi");
      // A RunError is shown without its stack, which Node 20.20 needs 20 s to colour in this SDK.
      throw Object.assign(new RunError("the catalog is broken"), { stack: undefined });`);
    const { code, stdout } = await runPulumi(["preview", ...args], env, root);
    assert.match(stdout, /error: the catalog is broken/);
    assert.doesNotMatch(stdout, /non-zero exit code|an unhandled error/);
    assert.notEqual(code, 0);
  });

  it("names the exit code of a program that ends without a word", async () => {
    const { root, env, args } = await project("process.exit(7);");
    const { code, stdout } = await runPulumi(["preview", ...args], env, root);
    assert.match(stdout, /Program exited with non-zero exit code: 7/);
    assert.notEqual(code, 0);
  });

  it("runs a policy pack, whose mandatory violation blocks", async () => {
    const { root, env, args } = await project(
      "",
      packOf('report("It must not be so.", args.resources[0].urn)'),
    );
    const { code, stdout } = await runPulumi(["preview", "--policy-pack", "pack", ...args], env, root);
    assert.match(stdout, /tiny-pack@v0\.1\.0/);
    assert.match(stdout, /\[mandatory\] {2}tiny .*\n.*Tiny\.\n +It must not be so\./);
    assert.equal(code, 1);
  });

  it("ends with an engine that was killed, and takes a spinning pack along", async () => {
    const { root, env, args } = await project(
      "",
      packOf(`require("node:fs").writeFileSync("pids", process.pid + " " + process.ppid); for (;;) {}`),
    );
    const engine = spawn("pulumi", ["preview", "--policy-pack", "pack", ...args], {
      cwd: root,
      env,
      stdio: "ignore",
    });
    const [pack, host] = await readPids(path.join(root, "pack", "pids"), engine);
    assert.deepEqual([isAlive(pack), isAlive(host)], [true, true]);
    engine.kill("SIGKILL");
    for (let tries = 0; tries < 50 && (isAlive(pack) || isAlive(host)); tries += 1) await sleep(100);
    assert.deepEqual([isAlive(pack), isAlive(host)], [false, false]);
  });
});

async function readPids(file: string, engine: ChildProcess): Promise<[number, number]> {
  while (!fs.existsSync(file) || fs.readFileSync(file, "utf8") === "") {
    assert.equal(engine.exitCode, null, "the engine ended before the pack ran");
    await sleep(50);
  }
  const [pack = 0, host = 0] = fs.readFileSync(file, "utf8").split(" ").map(Number);
  return [pack, host];
}

/** A process that has ended but was not yet collected by its parent counts as ended. */
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  if (fs.existsSync("/proc/self/stat")) {
    return fs.existsSync(stat) && !/\) Z /.test(fs.readFileSync(stat, "utf8"));
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process.
    return false;
  }
}
