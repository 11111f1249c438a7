import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { quote } from "../../catalog/reading/problems";
import { describeThrown, plain } from "../../policy-pack/engine/text";
import { InputError } from "../failures";

/** Bytes that git may answer with; a catalog of thousands of services has some megabytes. */
const mostOutput = 1024 ** 3;

/** The id of the commit that a revision names. Throws InputError where there is none, or no repository. */
export function resolveCommit(root: string, revision: string): string {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const { status, stdout, stderr } = git(root, args);
  if (status === 0) return stdout.toString("utf8").trim();
  const why = stderr.toString("utf8").trim();
  if (why !== "") throw new InputError(`git cannot tell what changed: ${plain(why)}`);
  throw new InputError(
    `${quote(revision)} is not a revision that is here. Correct it, or fetch it first: git fetch origin.`,
  );
}

/** The commit that a change started from: where HEAD left the remote's default branch. */
export function defaultBase(root: string): string {
  const { status, stdout } = git(root, ["merge-base", "HEAD", "origin/HEAD"]);
  if (status === 0) return stdout.toString("utf8").trim();
  throw new InputError("Name the revision that the change started from, such as --changed origin/main.");
}

/** The last commit that two have in common: where a change left what it is merged into; undefined where none is known. */
export function mergeBase(root: string, commit: string, other: string): string | undefined {
  const { status, stdout } = git(root, ["merge-base", commit, other]);
  return status === 0 ? stdout.toString("utf8").trim() : undefined;
}

/** The commit that is checked out, with `-dirty` where files differ from it; undefined where no git can tell. */
export function revisionOf(root: string): string | undefined {
  const args = ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Where a folder lies in its repository, such as ops/readiness/; empty at the root, and where no git can tell. */
export function placeInRepository(folder: string): string {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--show-prefix"], {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? stdout.replace(/\r?\n$/, "") : "";
}

/** Files below the root that differ between a commit and the working tree, new ones included; with forward slashes. */
export function changedFiles(root: string, commit: string): readonly string[] {
  const tracked = lines(
    git(root, ["diff", "--name-only", "--no-ext-diff", "--no-renames", "--relative", "-z", commit, "--"]),
  );
  const untracked = lines(git(root, ["ls-files", "--others", "--exclude-standard", "-z"]));
  return [...new Set([...tracked, ...untracked])].sort();
}

interface Blob {
  readonly id: string;
  readonly path: string;
}

/**
 * Puts what a commit has in some folders below the root into a temporary folder and hands that over; undefined where
 * the commit holds something else than plain files there.
 */
export function withFilesOf<T>(
  root: string,
  commit: string,
  folders: readonly string[],
  use: (folder: string | undefined) => T,
): T {
  const blobs = blobsOf(root, commit, folders);
  if (blobs === undefined) return use(undefined);
  const folder = mkdtempSync(join(tmpdir(), "readiness-base-"));
  try {
    for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
    for (const [path, content] of contentsOf(root, blobs)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** YAML and JSON of a commit; links and submodules are not followed, and paths that lead elsewhere not written. */
function blobsOf(root: string, commit: string, folders: readonly string[]): readonly Blob[] | undefined {
  const entries = lines(git(root, ["ls-tree", "-r", "-z", commit, "--", ...folders])).map((line) => {
    const [, mode = "", , id = "", path = ""] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return { mode, id, path };
  });
  // Of all entries, as a link may stand for a whole folder.
  const isPlain = entries.every(
    ({ mode, path }) => mode.startsWith("100") && !path.split("/").includes(".."),
  );
  return isPlain ? entries.filter(({ path }) => /\.(ya?ml|json)$/.test(path)) : undefined;
}

function contentsOf(root: string, blobs: readonly Blob[]): readonly (readonly [string, Buffer])[] {
  const { stdout } = checked(git(root, ["cat-file", "--batch"], blobs.map(({ id }) => `${id}\n`).join("")));
  let at = 0;
  return blobs.map(({ path }) => {
    const headEnd = stdout.indexOf(10, at);
    const size = Number(stdout.toString("utf8", at, headEnd).split(" ")[2]);
    const content = stdout.subarray(headEnd + 1, headEnd + 1 + size);
    at = headEnd + 1 + size + 1; // a line feed ends each
    return [path, content] as const;
  });
}

interface Answer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function git(root: string, args: readonly string[], input = ""): Answer {
  const { error, status, stdout, stderr } = spawnSync("git", args, {
    cwd: root,
    input,
    maxBuffer: mostOutput,
  });
  if (error && "code" in error && error.code === "ENOENT")
    throw new InputError("git was not found; it tells what changed. Install it, or leave the change out.");
  if (error) throw new InputError(`git could not run: ${describeThrown(error)}.`);
  return { status, stdout, stderr };
}

function checked(answer: Answer): Answer {
  if (answer.status === 0) return answer;
  throw new InputError(`git cannot tell what changed: ${plain(answer.stderr.toString("utf8").trim())}`);
}

function lines(answer: Answer): readonly string[] {
  return checked(answer)
    .stdout.toString("utf8")
    .split("\0")
    .filter((line) => line !== "");
}
