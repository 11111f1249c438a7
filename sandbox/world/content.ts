import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "../folders";
import type { JsonObject } from "./schema";

const contentDir = join(projectDir, "sandbox", "world", "content");

/** The files of the seed's repositories by the repository's name and the file's path; a link by where it leads. */
export function seedFiles(): Readonly<Record<string, JsonObject>> {
  const names = readdirSync(contentDir);
  return Object.fromEntries(
    names.map((name) => [name, Object.fromEntries(filesBelow(join(contentDir, name)))]),
  );
}

function filesBelow(folder: string, within = ""): readonly (readonly [string, JsonObject[string]])[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = within === "" ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, path);
    const at = join(folder, path);
    return [[path, entry.isSymbolicLink() ? { link: readlinkSync(at) } : readFileSync(at, "utf8")] as const];
  });
}
