import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reason } from "../../catalog/reading/read-yaml";
import { makeFolders } from "../../scorecard/make-folders";
import { replaceFile } from "../../scorecard/replace-file";
import { InputError } from "../failures";
import type { Planned } from "./plan";

/** What the folder is called, up to some letters, in which files lie until all are written. */
const drafts = ".readiness-init-";

/**
 * Puts new and longer files into a folder: all of them or none. They are written beside it first, so that a full disk or a
 * folder that is read-only shows before anything is there. Throws InputError where nothing could be written.
 */
export function placeFiles(folder: string, files: readonly Planned[]): void {
  const undo: (() => void)[] = [];
  try {
    made(folder, undo);
    const beside = mkdtempSync(join(folder, drafts));
    undo.push(() => rmSync(beside, { recursive: true, force: true }));
    files.forEach(({ text }, index) => {
      writeFileSync(join(beside, String(index)), text);
    });
    files.forEach(({ file, fate, text }, index) => {
      const target = join(folder, file);
      made(dirname(target), undo);
      if (fate === "added") {
        const old = readFileSync(target);
        replaceFile(target, text); // keeps mode and links
        undo.push(() => replaceFile(target, old));
        return;
      }
      renameSync(join(beside, String(index)), target);
      undo.push(() => rmSync(target, { force: true }));
    });
    rmSync(beside, { recursive: true, force: true });
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw new InputError(`Nothing was written. ${whyNot(error)}`);
  }
}

function whyNot(error: unknown): string {
  const known = error instanceof Error && "path" in error ? String(error.path) : undefined;
  // Nobody knows the folder of our drafts.
  const path = known === undefined ? "" : `${known.includes(drafts) ? dirname(known) : known}: `;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EEXIST" || code === "ENOTDIR") return `${path}a file is where a folder must be.`;
  return path + reason(error);
}

/** Makes a folder with those above it; undone, the ones that were not there are gone. */
function made(folder: string, undo: (() => void)[]): void {
  const first = makeFolders(folder);
  if (first !== undefined) undo.push(() => rmSync(first, { recursive: true, force: true }));
}
