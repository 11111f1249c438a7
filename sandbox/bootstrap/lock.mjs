import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError, say } from "./say.mjs";

const pollMs = 200;
/** Longer than the longest set-up: an installation and a build of the engine on a slow machine. */
const patienceMs = 30 * 60 * 1000;

/** Runs `work` while no other process of this checkout does; a lock whose owner is gone is taken over. */
export async function withLock(folder, work) {
  await acquire(folder);
  const release = () => fs.rmSync(folder, { recursive: true, force: true });
  const stop = (signal) => {
    release();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work();
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    release();
  }
}

async function acquire(folder) {
  const giveUpAt = Date.now() + patienceMs;
  let told = false;
  while (!tryLock(folder)) {
    const owner = ownerOf(folder);
    if (owner.gone) {
      removeStale(folder);
      continue;
    }
    if (!told) say(`waiting for another run (process ${owner.pid ?? "unknown"}) to finish setting up`);
    told = true;
    if (Date.now() > giveUpAt) {
      throw new SetupError(
        `Process ${owner.pid} has held ${folder} for too long. End it, or delete that folder.`,
      );
    }
    await sleep(pollMs);
  }
}

/** Takes the lock: the folder appears with its owner inside or not at all, since a rename is atomic. */
function tryLock(folder) {
  const mine = `${folder}.${process.pid}`;
  fs.mkdirSync(mine, { recursive: true });
  fs.writeFileSync(path.join(mine, "pid"), String(process.pid));
  try {
    fs.renameSync(mine, folder);
    return true;
  } catch (error) {
    fs.rmSync(mine, { recursive: true, force: true });
    if (["EEXIST", "ENOTEMPTY", "EPERM", "EACCES"].includes(error.code) && fs.existsSync(folder))
      return false;
    // The owner let go between the two calls: simply try again.
    if (["EEXIST", "ENOTEMPTY"].includes(error.code)) return false;
    throw new SetupError(`The folder ${path.dirname(folder)} cannot be written (${error.code}).`);
  }
}

function ownerOf(folder) {
  let pid;
  try {
    pid = Number(fs.readFileSync(path.join(folder, "pid"), "utf8"));
  } catch (error) {
    // The owner is just releasing it: not gone, and the next attempt will tell.
    if (error.code === "ENOENT") return { pid: undefined, gone: false };
    throw error;
  }
  return { pid, gone: !isAlive(pid) };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Moves a dead owner's lock aside before deleting it, so that of several waiters only one does. */
function removeStale(folder) {
  const aside = `${folder}.stale.${process.pid}`;
  try {
    fs.renameSync(folder, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  fs.rmSync(aside, { recursive: true, force: true });
}
