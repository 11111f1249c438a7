import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { writeFiles } from "../sandbox/temporary";
import { projectWith } from "./command";

/** Runs git in a folder, as somebody whom no config needs to name; answers what it printed. */
export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync(
    "git",
    ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
    {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    },
  );

/** The small project, with some more files, committed. */
export function committed(files: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = projectWith(files);
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "base");
  return folder;
}

/** Writes files, or removes those without a text. */
export function write(folder: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(files))
    if (text === undefined) fs.rmSync(path.join(folder, name));
    else writeFiles(folder, { [name]: text });
}
