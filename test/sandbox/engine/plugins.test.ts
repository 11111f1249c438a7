import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Engine } from "../../../sandbox/engine/engine";
import { findLanguageHost, installPlugins } from "../../../sandbox/engine/plugins";
import { temporaryFolder, writeScript } from "../temporary";

function engineIn(folder: string): Engine {
  return { executable: writeScript(folder, "pulumi", "echo v3.230.0"), version: "3.230.0", origin: "PATH" };
}

function installedVersion(name: string): string {
  const file = require.resolve(`@pulumi/${name}/package.json`);
  return JSON.parse(fs.readFileSync(file, "utf8")).version.replace(/^v/, "");
}

describe("the plugins of the sandbox", () => {
  it("carry the versions that the installed SDKs ask for", () => {
    const home = temporaryFolder();
    installPlugins(home, engineIn(temporaryFolder()), "");
    assert.deepEqual(fs.readdirSync(path.join(home, "plugins")).sort(), [
      `language-nodejs-v${installedVersion("pulumi")}`,
      `resource-datadog-v${installedVersion("datadog")}`,
      `resource-github-v${installedVersion("github")}`,
      `resource-pagerduty-v${installedVersion("pagerduty")}`,
    ]);
  });

  it("replace other versions of themselves and leave other plugins alone", () => {
    const home = temporaryFolder();
    for (const name of ["resource-github-v0.0.1", "resource-random-v4.0.0"]) {
      fs.mkdirSync(path.join(home, "plugins", name), { recursive: true });
    }
    installPlugins(home, engineIn(temporaryFolder()), "");
    const names = fs.readdirSync(path.join(home, "plugins"));
    assert.equal(names.includes("resource-github-v0.0.1"), false);
    assert.equal(names.includes("resource-random-v4.0.0"), true);
  });

  it("run an ordinary installation's language host where there is one on PATH", () => {
    const home = temporaryFolder();
    const bin = path.join(temporaryFolder(), "it's here");
    writeScript(bin, "pulumi-language-nodejs", 'echo "real host: $*"');
    installPlugins(home, engineIn(temporaryFolder()), bin);
    const folder = `language-nodejs-v${installedVersion("pulumi")}`;
    const plugin = path.join(home, "plugins", folder, "pulumi-language-nodejs");
    assert.equal(
      execFileSync(plugin, ["-v=3", "127.0.0.1:1"], { encoding: "utf8" }),
      "real host: -v=3 127.0.0.1:1\n",
    );
  });

  it("find the language host beside the engine that a link on PATH points to", () => {
    const real = temporaryFolder();
    const bin = temporaryFolder();
    const host = writeScript(real, "pulumi-language-nodejs", "");
    fs.symlinkSync(engineIn(real).executable, path.join(bin, "pulumi"));
    const engine: Engine = { executable: path.join(bin, "pulumi"), version: "3.230.0", origin: "PATH" };
    assert.equal(findLanguageHost(engine, ""), host);
  });
});
