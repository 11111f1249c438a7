import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Does work in a folder that is removed afterwards. */
export async function inTemporaryFolder<T>(work: (root: string) => Promise<T>): Promise<T> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-bench-"));
  try {
    return await work(root);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}
