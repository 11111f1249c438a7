import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A generated file: its path from the project's root and what it must hold. */
export interface GeneratedFile {
  readonly file: string;
  readonly content: string;
}

/** Files below the root that differ from what they must hold, or are not there. */
export function staleFiles(root: string, files: readonly GeneratedFile[]): readonly string[] {
  return files
    .filter(({ file, content }) => readIfPresent(join(root, file)) !== content)
    .map(({ file }) => file);
}

/** Writes a generator's files; with `check` only says which are stale, and fails the process then. */
export function generate(files: readonly GeneratedFile[], check: boolean): void {
  const root = join(__dirname, "..", ".."); // Generators run compiled, from a folder in bin/.
  if (!check) {
    for (const { file, content } of files) writeFileSync(join(root, file), content);
    return;
  }
  const stale = staleFiles(root, files);
  for (const file of stale) console.error(`${file} is stale. Run npm run generate.`);
  if (stale.length > 0) process.exitCode = 1;
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
