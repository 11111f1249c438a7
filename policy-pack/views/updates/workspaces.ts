import { listIn, type Parsed, partOf, textIn } from "../parsed";
import type { Place } from "./ecosystems";
import { globMatches } from "./globs";

/** Reads a file on the root of the repository; undefined where there is none. */
export type ReadRoot = (name: string) => string | undefined;

/** How the root of each ecosystem says that folders below it are part of it. */
const roots: Readonly<
  Record<string, (read: ReadRoot, folder: string, parse: (text: string, name: string) => Parsed) => boolean>
> = {
  npm: (read, folder, parse) => {
    const manifest = read("package.json");
    const stated = manifest === undefined ? undefined : partOf(parse(manifest, "package.json"), "workspaces");
    const globs = Array.isArray(stated) ? stated : listIn(partOf(stated, "packages"));
    const pnpm = read("pnpm-workspace.yaml");
    const others = pnpm === undefined ? [] : listIn(partOf(parse(pnpm, "pnpm-workspace.yaml"), "packages"));
    return [...globs, ...others].some((glob) => globMatches(textIn(glob) ?? "", folder));
  },
  cargo: (read) => /^\[workspace\]/m.test(read("Cargo.toml") ?? ""),
  maven: (read) => (read("pom.xml") ?? "").includes("<modules>"),
  gradle: (read) => read("settings.gradle") !== undefined || read("settings.gradle.kts") !== undefined,
};

/** Whether the manifest on the root makes the place part of its own; only the root's is looked at. */
export function isInRootWorkspace(
  { ecosystem, folder }: Place,
  read: ReadRoot,
  parse: (text: string, name: string) => Parsed,
): boolean {
  return roots[ecosystem.name]?.(read, folder, parse) ?? false;
}
