import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { InputError } from "./failures";

/** What marks a project's folder. */
export const projectFile = "Pulumi.yaml";
/** Where this command and its package are. */
export const codeFolder = join(__dirname, "..", ".."); // this file runs as bin/cli/project.js
const manifest = z.object({ version: z.string() });

/** The Pulumi project that a command is about. */
export interface Project {
  readonly root: string;
  /** The pack that judges it: its own, else the one that this command came with. */
  readonly packFolder: string;
}

/** The project of a folder: the nearest one above it that has a Pulumi.yaml. Throws InputError where there is none. */
export function findProject(from: string): Project {
  const root = nearest(resolve(from));
  if (root === undefined)
    throw new InputError(
      `There is no ${projectFile} in ${resolve(from)} or above it. Change to the project's folder, or name it with --project.`,
    );
  const own = join(root, "policy-pack");
  const packFolder = existsSync(join(own, "PulumiPolicy.yaml")) ? own : join(codeFolder, "policy-pack");
  return { root, packFolder };
}

/** The folder of the project that a folder lies in; undefined where it lies in none. */
export function projectFolder(from: string): string | undefined {
  return nearest(resolve(from));
}

function nearest(folder: string): string | undefined {
  if (existsSync(join(folder, projectFile))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : nearest(above);
}

/** The version of the pack that judges, as its own package.json states it. */
export function packVersionOf({ packFolder }: Project): string {
  return versionIn(packFolder);
}

/** The version of the program and of this command. */
export function programVersion(): string {
  return versionIn(codeFolder);
}

function versionIn(folder: string): string {
  return manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).version;
}
