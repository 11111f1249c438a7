import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { runPulumi, sandboxEnvironment, setUpEngine } from "../../sandbox/environment";
import { folders, projectDir } from "../../sandbox/folders";
import { prepareStack } from "../../sandbox/stack";
import { temporaryFolder } from "../sandbox/temporary";

describe("the reporting stack on the engine", function () {
  this.timeout(120_000);

  it("previews a dashboard and three monitors, with no login", async () => {
    const root = temporaryFolder();
    const folder = path.join(root, "reporting");
    const source = path.join(projectDir, "reporting");
    fs.cpSync(source, folder, { recursive: true, filter: (file) => !file.endsWith(".ts") });
    for (const name of ["bin", "node_modules"])
      fs.symlinkSync(path.join(projectDir, name), path.join(root, name));
    const stateDir = path.join(root, "state");
    const engine = await setUpEngine();
    const env = sandboxEnvironment({
      engine,
      stateDir,
      homeDir: folders.home,
      worldDir: path.join(root, "world"),
    });
    const places = { projectDir: folder, stateDir, configDir: path.join(root, "config"), env };
    const config = await prepareStack(places, "prod");
    const { code, stdout, stderr } = await runPulumi(
      ["preview", "--stack", "prod", "--config-file", config, "--non-interactive", "--color", "never"],
      env,
      folder,
      { timeoutMs: 100_000 },
    );
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(
      stdout
        .match(/datadog:index:\w+ +\S+ +create/g)
        ?.map((line) => line.replace(/ +/g, " "))
        .sort(),
      [
        "datadog:index:Dashboard readiness create",
        "datadog:index:Monitor below-must create",
        "datadog:index:Monitor run-missed create",
        "datadog:index:Monitor score-fell create",
      ],
    );
  });
});
