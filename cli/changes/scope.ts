import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { z } from "zod";
import { extensionsFile } from "../../policy-pack/extensions";
import { inputErrorOf } from "../failures";
import type { Project } from "../project";
import { counted, type Terminal } from "../terminal";
import { changedFiles, defaultBase, resolveCommit, withFilesOf } from "./git";
import { commonReasons, type Reach, reachBetween } from "./reach";
import { readSnapshot } from "./snapshot";

/** What of a project its data lies in. */
export const dataFolders = ["catalog", "stacks"] as const;

/**
 * Which services differ between a revision and the working tree, in one stack or in any. Whatever cannot be told apart
 * touches all: a changed program or pack, and a base that cannot be read. Throws InputError with the problems of the
 * working tree's own files.
 */
export function reachSince(project: Project, revision: string, stack: string | undefined, now: Date): Reach {
  const { root } = project;
  const commit = resolveCommit(root, revision);
  const after = readSnapshot(root, stack, now);
  if (!after.ok) throw inputErrorOf(after.problems);
  const shared = commonReasons(changedFiles(root, commit), extensionFolders(project));
  const reach = withFilesOf(root, commit, dataFolders, (folder): Reach => {
    if (folder === undefined) return unreadable(revision, "it has links among its files");
    const before = readSnapshot(folder, stack, now);
    if (before.ok) return reachBetween(before.value, after.value);
    return unreadable(
      revision,
      `${counted(before.problems.length, "problem")}, first ${before.problems[0]?.message ?? ""}`,
    );
  });
  return { ...reach, all: [...shared, ...reach.all] };
}

function unreadable(revision: string, why: string): Reach {
  return { all: [`the catalog of ${revision} cannot be read (${why})`], services: new Map() };
}

/** The blocking scope of a change, for a judgement; says on the side what it is. */
export function scopeSince(
  project: Project,
  revision: string | undefined,
  stack: string,
  terminal: Terminal,
): "all" | ReadonlySet<string> {
  const base = revision ?? defaultBase(project.root);
  const { all, services } = reachSince(project, base, stack, new Date());
  if (all.length === 0) return new Set(services.keys());
  terminal.err(`Every service may block: ${all.join("; ")}.`);
  return "all";
}

const extensionsSchema = z.object({ extensions: z.array(z.string()).default([]) }).catch({ extensions: [] });

/** Folders of the project that readiness.config.json takes rules from; packages come with package-lock.json. */
function extensionFolders({ root, packFolder }: Project): readonly string[] {
  const file = join(packFolder, extensionsFile);
  if (!existsSync(file)) return [];
  return namedIn(readFileSync(file, "utf8"))
    .filter((name) => name.startsWith("."))
    .map((name) => relative(root, resolve(packFolder, name)).replaceAll("\\", "/"))
    .filter((name) => name !== "" && !name.startsWith(".."));
}

function namedIn(text: string): readonly string[] {
  try {
    return extensionsSchema.parse(JSON.parse(text)).extensions;
  } catch {
    return []; // A broken file is a problem of its own, and lies in the pack's folder.
  }
}
