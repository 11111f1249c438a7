import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectDir } from "../../../sandbox/folders";
import { temporaryFolder, writeFiles } from "../temporary";

const url = pathToFileURL(path.join(projectDir, "sandbox", "bootstrap", "lock.mjs")).href;

/** Notes in a file when it enters and leaves the lock. */
const script = `
import { withLock } from ${JSON.stringify(url)};
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
const [, folder, notes] = process.argv;
await withLock(folder, async () => {
  appendFileSync(notes, "in ");
  await sleep(150);
  appendFileSync(notes, "out ");
});`;

function enter(folder: string, notes: string): Promise<number | null> {
  const args = ["--input-type=module", "-e", script, folder, notes];
  return new Promise((resolve) => spawn(process.execPath, args, { stdio: "ignore" }).on("close", resolve));
}

describe("the lock of the set-up", () => {
  it("lets one process in at a time, and is gone afterwards", async () => {
    const root = temporaryFolder();
    const [lock, notes] = [path.join(root, "lock"), path.join(root, "notes")];
    const codes = await Promise.all([1, 2, 3].map(() => enter(lock, notes)));
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal(fs.readFileSync(notes, "utf8"), "in out in out in out ");
    assert.deepEqual(fs.readdirSync(root), ["notes"]);
  });

  it("is taken over from a process that is gone", async () => {
    const root = temporaryFolder();
    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => gone.on("close", resolve));
    writeFiles(root, { "lock/pid": String(gone.pid) });
    const codes = await Promise.all(
      [1, 2].map(() => enter(path.join(root, "lock"), path.join(root, "notes"))),
    );
    assert.deepEqual(codes, [0, 0]);
    assert.equal(fs.readFileSync(path.join(root, "notes"), "utf8"), "in out in out ");
  });
});
