import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { vendors } from "../../../sandbox/world/schema";
import { temporaryFolder } from "../temporary";

const main = join(__dirname, "..", "..", "..", "sandbox", "providers", "main.js");

describe("sandbox/providers: process", function () {
  this.timeout(20_000);

  const start = (args: readonly string[], env: Record<string, string>) =>
    spawn(process.execPath, [main, ...args], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
  const firstLine = (child: ChildProcess) =>
    new Promise<string>((resolve) =>
      child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim())),
    );
  const exited = (child: ChildProcess) =>
    new Promise<number | null>((resolve) => child.once("exit", resolve));

  for (const vendor of vendors) {
    it(`serves ${vendor} under the version that its SDK asks for, until its input closes`, async () => {
      const child = start([vendor], { READINESS_WORLD: temporaryFolder() });
      const client = new ResourceProviderClient(
        `127.0.0.1:${await firstLine(child)}`,
        credentials.createInsecure(),
      );
      // The generated method is overloaded; this is the overload with a request and a callback.
      const getInfo = client.getPluginInfo.bind(client) as (
        request: Empty,
        callback: (error: Error | null, info: PluginInfo) => void,
      ) => void;
      const info = await promisify(getInfo)(new Empty());
      client.close();
      const manifest = JSON.parse(readFileSync(`node_modules/@pulumi/${vendor}/package.json`, "utf8"));
      assert.equal(info.getVersion(), String(manifest.version).replace(/^v/, ""));
      const exit = exited(child);
      child.stdin.end();
      assert.equal(await exit, 0);
    });
  }

  it("ends on SIGTERM", async () => {
    const child = start(["github"], { READINESS_WORLD: temporaryFolder() });
    await firstLine(child);
    const exit = exited(child);
    child.kill("SIGTERM");
    assert.equal(await exit, 0);
  });

  it("ends when its parent is killed, also when its input stays open", async () => {
    // The parent starts the stand-in with an input that never ends, says its process id, and waits.
    const script =
      `const child = require("node:child_process").spawn(process.execPath, [${JSON.stringify(main)}, "github"],` +
      ` { stdio: ["ignore", "pipe", "inherit"] }); child.stdout.once("data", () => console.log(child.pid));`;
    const env = { ...process.env, READINESS_WORLD: temporaryFolder() };
    const parent = spawn(process.execPath, ["-e", script], { env, stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number(await firstLine(parent));
    assert.equal(isAlive(pid), true);
    parent.kill("SIGKILL");
    for (let wait = 0; wait < 50 && isAlive(pid); wait++) await sleep(100);
    assert.equal(isAlive(pid), false);
  });

  const wrong: Record<string, [args: readonly string[], env: Record<string, string>, message: RegExp]> = {
    "no vendor": [[], { READINESS_WORLD: "x" }, /Usage: .*<github\|pagerduty\|datadog>/],
    "no world": [["github"], { READINESS_WORLD: "" }, /Usage: .*READINESS_WORLD/],
    "a broken fault": [
      ["github"],
      { READINESS_WORLD: temporaryFolder(), READINESS_FAULTS: "{}" },
      /list of faults/,
    ],
  };
  for (const [what, [args, env, message]] of Object.entries(wrong)) {
    it(`stops at once with ${what}`, async () => {
      const child = start(args, env);
      let words = "";
      child.stderr.on("data", (data: Buffer) => {
        words += data.toString();
      });
      assert.equal(await exited(child), 1);
      assert.match(words, message);
    });
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process: the answer itself.
    return false;
  }
}
