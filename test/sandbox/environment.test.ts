import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "../../sandbox/engine/engine";
import { runPulumi, sandboxEnvironment } from "../../sandbox/environment";
import { temporaryFolder, writeScript } from "./temporary";

/** Names under which machines keep logins, tokens and settings of real accounts. */
const secrets = [
  "GITHUB_TOKEN",
  "GITHUB_OWNER",
  "PAGERDUTY_TOKEN",
  "PAGERDUTY_USER_TOKEN",
  "DATADOG_API_KEY",
  "DATADOG_APP_KEY",
  "DD_API_KEY",
  "DD_APP_KEY",
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_BACKEND_URL",
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_HOME",
  "PULUMI_STACK",
  "AWS_ACCESS_KEY_ID",
  "AWS_PROFILE",
  "GOOGLE_CREDENTIALS",
  "NODE_OPTIONS",
  "NPM_TOKEN",
  "READINESS_WORLD",
  "READINESS_SIMULATORS",
  "READINESS_CACHE",
];

/** An engine that prints its environment, or runs another script. */
function place(script = "env") {
  const root = temporaryFolder();
  const executable = writeScript(path.join(root, "bin"), "pulumi", script);
  const engine: Engine = { executable, version: "3.230.0", origin: "PATH" };
  const dirs = {
    worldDir: path.join(root, "world"),
    stateDir: path.join(root, "state"),
    homeDir: path.join(root, "home"),
  };
  return { root, engine, ...dirs };
}

describe("the sandbox's environment", () => {
  it("gives an engine nothing of the machine's logins and tokens", async () => {
    const { root, ...places } = place();
    const canaries = Object.fromEntries(secrets.map((name) => [name, "canary"]));
    const env = sandboxEnvironment({ ...places, machine: { ...process.env, ...canaries } });
    const { stdout, code } = await runPulumi([], env, root);
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /canary/);
  });

  it("names the sandbox's own backend, home, plugins, world and stand-ins", () => {
    const { root, ...places } = place();
    const env = sandboxEnvironment({
      ...places,
      simulators: "http://127.0.0.1:4711",
      machine: { PATH: "/usr/bin", HOME: "/home/ann", READINESS_TODAY: "2030-01-01" },
    });
    assert.deepEqual(env, {
      HOME: "/home/ann",
      READINESS_TODAY: "2030-01-01",
      PATH: `${path.join(root, "bin")}${path.delimiter}/usr/bin`,
      PULUMI_HOME: places.homeDir,
      PULUMI_BACKEND_URL: pathToFileURL(places.stateDir).href,
      PULUMI_CONFIG_PASSPHRASE: "sandbox",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      READINESS_WORLD: places.worldDir,
      READINESS_SIMULATORS: "http://127.0.0.1:4711",
      READINESS_CACHE: "off",
    });
    for (const folder of [places.homeDir, places.stateDir, places.worldDir])
      assert.ok(fs.statSync(folder).isDirectory());
  });

  const endings: Readonly<Record<string, [string, number]>> = {
    "its exit code": ["exit 3", 3],
    "128 and the number of the signal that ended it": ["kill -KILL $$", 137],
  };
  for (const [title, [script, expected]] of Object.entries(endings)) {
    it(`a command answers ${title}`, async () => {
      const { root, ...places } = place(script);
      const { code } = await runPulumi([], sandboxEnvironment(places), root);
      assert.equal(code, expected);
    });
  }

  it("a command that takes too long is killed", async () => {
    const { root, ...places } = place("exec sleep 60");
    const { code } = await runPulumi([], sandboxEnvironment(places), root, { timeoutMs: 200 });
    assert.equal(code, 137);
  });
});
