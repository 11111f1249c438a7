import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const retryMs = 5;
const attempts = 2_000;

/** Runs synchronous work while this process alone holds the lock file; fails after about 10 seconds of waiting. */
export async function withLock<T>(lockFile: string, work: () => T): Promise<T> {
  await acquire(lockFile);
  try {
    return work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

async function acquire(lockFile: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (tryToTake(lockFile)) return;
    removeIfOwnerIsGone(lockFile);
    await sleep(retryMs);
  }
  throw new Error(`${lockFile} is held by another process. If no sandbox runs now, delete that file.`);
}

function tryToTake(lockFile: string): boolean {
  // A link appears whole, with the owner's id in it; an exclusive open would show an empty file first.
  const own = `${lockFile}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lockFile);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function removeIfOwnerIsGone(lockFile: string): void {
  if (!isStale(lockFile)) return;
  // Only one process at a time may clear a stale lock, else a second one would clear its successor.
  const clearing = `${lockFile}.clear`;
  if (!tryToTake(clearing)) return;
  try {
    if (isStale(lockFile)) rmSync(lockFile, { force: true });
  } finally {
    rmSync(clearing, { force: true });
  }
}

function isStale(lockFile: string): boolean {
  try {
    process.kill(Number(readFileSync(lockFile, "utf8")), 0);
    return false;
  } catch (error) {
    // ENOENT: released meanwhile. EPERM: the owner lives under another account.
    return codeOf(error) === "ESRCH";
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
