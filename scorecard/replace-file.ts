import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Replaces a file in one step, so that a reader sees the old or the new text and never a half; its mode stays, and a link
 * stays a link. Throws what the file system does.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.${process.pid}.draft`;
  try {
    writeFileSync(draft, content);
    if (existsSync(target)) chmodSync(draft, statSync(target).mode);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
