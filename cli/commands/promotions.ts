import { resolve } from "node:path";
import { formatProblem, quote } from "../../catalog/reading/problems";
import type { Approvals } from "../../scorecard/approvals";
import { writeAtomically } from "../atomic-write";
import { mergeBase, resolveCommit, withFilesOf } from "../changes/git";
import { dataFolders } from "../changes/scope";
import { readSnapshot, type Snapshot } from "../changes/snapshot";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, InputError, inputErrorOf, NotJudgedError } from "../failures";
import { readGivenFile } from "../given-file";
import { approvalsText } from "../printing/approvals";
import { findProject } from "../project";
import { projectName } from "../project-name";
import { checkChange } from "../promotion/change-check";
import { type Review, reviewsSchema } from "../promotion/reviews";
import { parseJson } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal } from "../terminal";

export interface PromotionsOptions {
  readonly project?: string;
  readonly base: string;
  /** The revision to look at; the working tree by default, and what it is of with reviews, which are of commits. */
  readonly head?: string;
  readonly stack?: string;
  readonly author?: string;
  /** A file of the pull request's reviews. */
  readonly reviews?: string;
  readonly requireVerified?: boolean;
  readonly format: "text" | "markdown" | "json";
  readonly json?: boolean;
  /** Where the result is kept, for `scorecard --verified`. */
  readonly output?: string;
}

/** Checks what a change does to tiers, waivers and services, and who approved it. */
export async function run(options: PromotionsOptions, terminal: Terminal): Promise<ExitCode> {
  const { root } = findProject(options.project ?? terminal.cwd);
  const reviews = options.reviews === undefined ? undefined : readReviews(options.reviews, terminal.cwd);
  const revision = options.head ?? (reviews === undefined ? undefined : "HEAD");
  const head = resolveCommit(root, revision ?? "HEAD");
  const named = resolveCommit(root, options.base);
  // What was merged into the base meanwhile is no part of the change.
  const base = mergeBase(root, named, head) ?? named;
  const now = new Date();
  const after =
    revision === undefined
      ? treeSnapshot(root, options.stack, now)
      : snapshotOf(root, head, options.stack, now);
  const before = snapshotOf(root, base, options.stack, now);
  const target = named === base ? before : snapshotOf(root, named, options.stack, now);
  if (options.stack !== undefined && !before.stacks.has(options.stack) && !after.stacks.has(options.stack))
    requireStack(root, options.stack);
  const today = now.toISOString().slice(0, 10);
  const found = checkChange(
    { before, after, target, author: options.author, reviews, head, today },
    { project: projectName(root), base },
  );
  if (options.output !== undefined)
    writeAtomically(resolve(terminal.cwd, options.output), `${JSON.stringify(found, null, 2)}\n`);
  const looked = revision === undefined ? "the working tree" : head.slice(0, 7);
  terminal.out(await textOf(shownTexts(found), looked, options, terminal));
  return exitCodeOf(found, options.requireVerified === true);
}

/** Blocked by any fault, and by an approval that reviews do not prove though they could. */
function exitCodeOf(found: Approvals, mustBeVerified: boolean): ExitCode {
  const all = [...found.tiers, ...found.waivers];
  const isFaulty = [...all, ...found.deleted].some(({ faults }) => faults.length > 0);
  const isUnproven = all.some(({ proof }) => proof === "recorded");
  return isFaulty || (isUnproven && (found.reviewed || mustBeVerified)) ? exitCodes.blocked : exitCodes.fine;
}

function treeSnapshot(root: string, stack: string | undefined, now: Date): Snapshot {
  const read = readSnapshot(root, stack, now);
  if (!read.ok) throw inputErrorOf(read.problems);
  return read.value;
}

/** What a commit's files say. Throws NotJudgedError where they cannot be read: nothing can be compared then. */
function snapshotOf(root: string, commit: string, stack: string | undefined, now: Date): Snapshot {
  return withFilesOf(root, commit, dataFolders, (folder) => {
    const of = commit.slice(0, 7);
    if (folder === undefined)
      throw new NotJudgedError(
        `${of} has links among its files in catalog/ and stacks/; they are not followed.`,
      );
    const read = readSnapshot(folder, stack, now);
    if (read.ok) return read.value;
    const lines = read.problems.map((problem) => `  ${formatProblem(problem)}`);
    throw new NotJudgedError(`The files of ${of} cannot be read:\n${lines.join("\n")}`);
  });
}

function readReviews(file: string, cwd: string): readonly Review[] {
  const parsed = reviewsSchema.safeParse(parseJson(file, readGivenFile(file, cwd)));
  if (parsed.success) return parsed.data;
  throw new InputError(
    `${quote(file)} must be a pull request's reviews, as \`gh api repos/OWNER/REPO/pulls/N/reviews --paginate --slurp\` gives them.`,
  );
}

async function textOf(
  found: Approvals,
  looked: string,
  { json, format }: PromotionsOptions,
  terminal: Terminal,
): Promise<string> {
  if (json || format === "json") return JSON.stringify(found, null, 2);
  if (format === "text")
    return approvalsText(found, looked, { width: terminal.width, paint: paintFor(terminal) });
  const { approvalsMarkdown } = await import("../../scorecard/formats/markdown-approvals.js");
  return approvalsMarkdown(found).trimEnd();
}
