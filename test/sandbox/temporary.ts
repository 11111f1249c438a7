import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "mocha";
import { refuseCanariesIn } from "../canaries";

const made: string[] = [];

after(() => {
  const folders = made.splice(0);
  try {
    for (const folder of folders) refuseCanariesIn(folder);
  } finally {
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** A new empty folder, searched for credentials and deleted after all tests. */
export function temporaryFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "readiness-")));
  made.push(folder);
  return folder;
}

/** Writes an executable script for /bin/sh and answers its path. */
export function writeScript(folder: string, name: string, body: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

/** Writes files given by their paths inside a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
