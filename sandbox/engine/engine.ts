import fs from "node:fs";
import path from "node:path";
import { folders } from "../folders";
import { say, secondsSince } from "../say";
import { SetupError } from "../setup-error";
import { buildWithGo } from "./build";
import { downloadRelease, officialReleases } from "./download";
import { findIn, findOnPath } from "./find";
import { pinnedVersion, requireSupported, versionOf } from "./version";

/** A Pulumi engine that was found or set up. */
export interface Engine {
  readonly executable: string;
  readonly version: string;
  readonly origin: "PATH" | "this checkout" | "download" | "Go module";
}

/** Where an engine may come from; tests replace parts. */
export interface EngineSources {
  readonly env: NodeJS.ProcessEnv;
  /** Holds one folder an engine, named pulumi-<version>. */
  readonly folder: string;
  readonly download: (target: string) => Promise<void>;
  readonly build: (target: string) => Promise<void>;
}

const defaultSources: EngineSources = {
  env: process.env,
  folder: folders.engine,
  download: (target) => downloadRelease(pinnedVersion, target, officialReleases),
  build: (target) => buildWithGo(pinnedVersion, target, process.env),
};

/**
 * Finds an engine, or sets one up: PATH, this checkout, the official download, the Go module, in this order.
 * Throws SetupError for an engine on PATH that is too old, and where no source has one.
 */
export async function setUpEngine(sources: Partial<EngineSources> = {}): Promise<Engine> {
  const { env, folder, download, build } = { ...defaultSources, ...sources };
  const onPath = await findEngineOnPath(env);
  if (onPath !== undefined) return onPath;

  const target = path.join(folder, `pulumi-${pinnedVersion}`);
  const earlier = findIn(target, "pulumi");
  if (earlier !== undefined) return { executable: earlier, version: pinnedVersion, origin: "this checkout" };

  const attempts = [
    { origin: "download", get: download },
    { origin: "Go module", get: build },
  ] as const;
  const reasons: string[] = [];
  for (const { origin, get } of attempts) {
    const reason = await attempt(() => placeEngine(target, get));
    if (reason === undefined) return { executable: requireIn(target), version: pinnedVersion, origin };
    say(`no engine from ${origin}: ${reason}`);
    reasons.push(`  - ${origin}: ${reason}`);
  }
  throw new SetupError(nothingAvailable(reasons));
}

/** The engine on PATH, if there is one; throws SetupError where it is too old or does not run. */
export async function findEngineOnPath(env: NodeJS.ProcessEnv): Promise<Engine | undefined> {
  const executable = findOnPath("pulumi", env.PATH);
  if (executable === undefined) return undefined;
  const version = await versionOf(executable, env);
  requireSupported(version, executable);
  return { executable, version, origin: "PATH" };
}

/** Answers why an attempt failed, nothing where it did not; faults of ours are not reasons and go on up. */
async function attempt(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

/** Fills a folder of its own and renames it, so that an interrupted or concurrent set-up leaves no half engine. */
async function placeEngine(target: string, get: (folder: string) => Promise<void>): Promise<void> {
  const start = performance.now();
  const unfinished = `${target}.unfinished.${process.pid}`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { recursive: true });
  try {
    await get(unfinished);
    await versionOf(requireIn(unfinished), process.env);
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(unfinished, target);
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  say(`engine ready: pulumi ${pinnedVersion}, ${secondsSince(start)}`);
}

function requireIn(folder: string): string {
  const executable = findIn(folder, "pulumi");
  if (executable === undefined) throw new SetupError(`it brought no pulumi executable to ${folder}`);
  return executable;
}

function nothingAvailable(reasons: readonly string[]): string {
  return [
    "There is no Pulumi engine, and none could be set up:",
    "  - PATH: no pulumi",
    ...reasons,
    "One of these is enough, then run the same command again:",
    "  - install Pulumi (https://www.pulumi.com/docs/install/), so that `pulumi version` works;",
    "  - a connection to https://get.pulumi.com;",
    "  - Go 1.25 or later (https://go.dev/dl/) with a connection to a Go module proxy, or a filled module cache.",
  ].join("\n");
}
