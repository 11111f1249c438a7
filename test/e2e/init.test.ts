import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { runPulumi, sandboxEnvironment, setUpEngine } from "../../sandbox/environment";
import { folders, projectDir } from "../../sandbox/folders";
import { prepareStack } from "../../sandbox/stack";
import { readiness } from "../cli/command";
import { temporaryFolder } from "../sandbox/temporary";

/** A folder as `npm install` leaves it: the package, and beside it what it needs. */
function install(folder: string): void {
  const modules = path.join(folder, "node_modules");
  fs.mkdirSync(modules);
  fs.symlinkSync(projectDir, path.join(modules, "readiness"));
  fs.symlinkSync(path.join(projectDir, "node_modules/@pulumi"), path.join(modules, "@pulumi"));
}

describe("what readiness init wrote, on the real engine", function () {
  this.timeout(300_000);

  it("previews at once, with the pack, and lacks no file", async () => {
    const root = temporaryFolder();
    const folder = path.join(root, "shop");
    const flags = ["--org", "acme", "--team", "orders", "--service", "cart", "--yes"];
    const made = await readiness(root, ["init", "shop", ...flags]);
    assert.equal(made.code, 0, made.err);
    install(folder);
    const stateDir = path.join(root, "state");
    const worldDir = path.join(root, "world");
    const engine = await setUpEngine();
    const env = sandboxEnvironment({ engine, stateDir, homeDir: folders.home, worldDir });
    const places = { projectDir: folder, stateDir, configDir: path.join(root, "config"), env };
    const config = await prepareStack(places, "prod");
    const pack = /--policy-pack (\S+)/.exec(made.err)?.[1] ?? "";
    const args = ["preview", "--stack", "prod", "--config-file", config, "--policy-pack", pack];
    const { code, stdout, stderr } = await runPulumi([...args, "--non-interactive"], env, folder);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /lifecycle-declared {2}\(readiness:index:Service: cart\)/);
    assert.match(stdout, /1 service: 0 gold, 0 silver, 0 bronze, 1 without a level\./);
    assert.match(stdout, /\+ 3 to create/);
  });
});
