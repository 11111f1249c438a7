import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { projectDir } from "../../../sandbox/folders";

/** What a script prints as JSON, run in a process of its own where nothing is loaded yet. */
function printed(script: string): unknown {
  const options = { cwd: projectDir, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", script], options);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const start = JSON.stringify(path.join(projectDir, "bin", "cli", "start"));
const isLoaded = (name: string): string =>
  `Object.keys(require.cache).some((file) => file.includes(${JSON.stringify(name)}))`;

describe("what is loaded later", function () {
  this.timeout(60_000);

  it("of zod is there when something looks at it, as it always was", () => {
    const script = `
      require(${start} + "/light-zod.js").lightenZod();
      const { z } = require("zod");
      const before = ${isLoaded("/locales/de.")};
      z.config(z.locales.de());
      const { error } = z.string().safeParse(1);
      console.log(JSON.stringify([before, error.issues[0].message, Object.keys(z.locales).length > 20]));`;
    assert.deepEqual(printed(script), [false, "Ungültige Eingabe: erwartet string, erhalten Zahl", true]);
  });

  it("of the SDK is there when something calls it, as it always was", () => {
    const script = `
      require(${start} + "/light-sdk.js").lightenSdk();
      const pulumi = require("@pulumi/pulumi");
      const before = ${isLoaded("/typescript/lib/typescript.js")};
      pulumi.runtime.serializeFunction(() => 42).then(({ text }) =>
        console.log(JSON.stringify([before, ${isLoaded("/typescript/lib/typescript.js")}, text.includes("42")])));`;
    assert.deepEqual(printed(script), [false, true, true]);
  });

  it("of ours is there when a command comes to need it, and neither views nor SDK are without", () => {
    const script = `
      process.argv.splice(1, 9, "readiness", "explain", "runbook-present", "--json");
      const lines = [];
      process.stdout.write = (text) => lines.push(text) > 0;
      require(${JSON.stringify(path.join(projectDir, "bin", "cli", "main.js"))});
      process.on("exit", () => {
        const loaded = Object.keys(require.cache);
        const count = (part) => loaded.filter((file) => file.includes(part)).length;
        require("node:fs").writeSync(1, JSON.stringify([
          JSON.parse(lines.join("")).id, count("/bin/policy-pack/views/"), count("/@pulumi/"), count("/bin/policy-pack/rules/") > 70]));
      });`;
    assert.deepEqual(printed(script), ["runbook-present", 0, 0, true]);
  });

  it("leaves alone what is loaded already", () => {
    const script = `
      const { z } = require("zod");
      const before = z.locales.de;
      require(${start} + "/light-zod.js").lightenZod();
      console.log(JSON.stringify([typeof before, require("zod").z.locales.de === before]));`;
    assert.deepEqual(printed(script), ["function", true]);
  });
});

describe("the command itself", function () {
  this.timeout(60_000);

  it("starts without a word besides what it is asked for", () => {
    const main = path.join(projectDir, "bin", "cli", "main.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, "rules", "--json"], {
      encoding: "utf8",
      cwd: projectDir,
    });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(JSON.parse(stdout).length, 70);
  });
});
