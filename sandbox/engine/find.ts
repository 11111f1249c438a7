import fs from "node:fs";
import path from "node:path";

const extensions = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** First executable of this name on a PATH, as an absolute path. */
export function findOnPath(name: string, searchPath: string | undefined): string | undefined {
  const places = (searchPath ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return places.map((folder) => findIn(path.resolve(folder), name)).find((found) => found !== undefined);
}

/** Executable of this name in a folder. */
export function findIn(folder: string, name: string): string | undefined {
  return extensions.map((extension) => path.join(folder, `${name}${extension}`)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    // Absent, not permitted or a dangling link: the next place is looked at.
    return false;
  }
}
