import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { keptRunOf, keptRunSchema, scorecardOfRun } from "./kept-run";
import { makeFolders } from "./make-folders";
import { replaceFile } from "./replace-file";
import { figuresOf, figuresSchema, type RunFigures } from "./run-figures";
import type { Scorecard } from "./schema";

/*
 * A folder of what scorecards were: `<project>/<stack>/<instant>-<digest>.json.br`, one file a run. Two branches that each
 * add runs merge without conflict, and a file that was torn is one run less and harms no other. The figures of a run lie
 * beside it, `<instant>-<digest>.figures.json.br`, for trends; where they are missing they are reckoned from the run.
 */

/** One run that is kept. */
export interface HistoryEntry {
  /** When it was kept, as in the file's name: ISO 8601, in UTC. */
  readonly at: string;
  readonly card: Scorecard;
}

/** What a folder keeps of a stack, by the days that were judged, oldest first, and sentences about files that could not be read. */
export interface History {
  readonly entries: readonly HistoryEntry[];
  readonly problems: readonly string[];
}

/** Keeps a scorecard; false where the day's last run of its own day said the same already, as after a job that was repeated. */
export function keepInHistory(folder: string, card: Scorecard, now: Date): boolean {
  const own = stackFolder(folder, card);
  const text = JSON.stringify(keptRunOf(card));
  const digest = digestOf(text);
  const today = namesIn(own).filter((name) => name.slice(0, 10) === dayOf(now));
  const same = today.findLastIndex((name) => name.endsWith(`-${digest}${ending}`));
  const later = same < 0 ? [] : today.slice(same + 1);
  const isOtherwise = later.some((name) => readRun(join(own, name))?.judgedFor === card.judgedFor);
  if (same >= 0 && !isOtherwise) return false;
  makeFolders(own);
  const instant = momentAfter(today.at(-1), now).toISOString().replace(/[:.]/g, "");
  const path = join(own, `${instant}-${digest}${ending}`);
  replaceFile(path, packed(text));
  replaceFile(figuresPath(path), packed(JSON.stringify(figuresOf(card))));
  return true;
}

/** Now, or a moment later where several are kept at once: the order of names is that in which they came. */
function momentAfter(last: string | undefined, now: Date): Date {
  const ahead = last === undefined ? -1 : Date.parse(instantOf(last)) - now.getTime();
  return ahead >= 0 && ahead < 1000 ? new Date(now.getTime() + ahead + 1) : now;
}

/** Reads what is kept of a stack, from a UTC day on where one is given. */
export function readHistory(folder: string, project: string, stack: string, since = ""): History {
  const own = stackFolder(folder, { project, stack });
  const entries: HistoryEntry[] = [];
  const problems: string[] = [];
  for (const name of namesIn(own)) {
    if (name.slice(0, 10) < since) continue;
    const card = readRun(join(own, name));
    if (card === undefined)
      problems.push(`${join(project, stack, name)} cannot be read, and counts as no run.`);
    else entries.push({ at: instantOf(name), card });
  }
  return { entries: entries.sort(byDay(({ card }) => card.judgedFor)), problems };
}

/** What was kept later, such as of weeks before there was a history, may be of an earlier day. */
function byDay<T>(dayOf: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (dayOf(a) === dayOf(b) ? 0 : dayOf(a) < dayOf(b) ? -1 : 1);
}

/** The figures of one run, and where the run itself is. */
export interface KeptFigures {
  readonly path: string;
  readonly figures: RunFigures;
}

/** Reads the figures of what is kept of a stack, oldest first, without the runs themselves. */
export function readFigures(
  folder: string,
  { project, stack }: Pick<Scorecard, "project" | "stack">,
): { readonly runs: readonly KeptFigures[]; readonly problems: readonly string[] } {
  const own = stackFolder(folder, { project, stack });
  const runs: KeptFigures[] = [];
  const problems: string[] = [];
  for (const name of namesIn(own)) {
    const path = join(own, name);
    const figures = figuresSchema.safeParse(readPacked(figuresPath(path))).data ?? reckonedFigures(path);
    if (figures === undefined)
      problems.push(`${join(project, stack, name)} cannot be read, and counts as no run.`);
    else runs.push({ path, figures });
  }
  return { runs: runs.sort(byDay(({ figures }) => figures.judgedFor)), problems };
}

function reckonedFigures(path: string): RunFigures | undefined {
  const card = readRun(path);
  return card === undefined ? undefined : figuresOf(card);
}

function figuresPath(path: string): string {
  return path.replace(ending, `.figures${ending}`);
}

/** Projects and stacks of which a folder keeps runs, by name. */
export function stacksInHistory(
  folder: string,
): readonly { readonly project: string; readonly stack: string }[] {
  return foldersIn(folder).flatMap((project) =>
    foldersIn(join(folder, project)).map((stack) => ({ project: decode(project), stack: decode(stack) })),
  );
}

const ending = ".json.br";
const fileName = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-f]{12}\.json\.br$/;

/** The folder of a stack below another. Names come from files of others: nothing in them may lead out of it. */
export function stackFolder(
  folder: string,
  { project, stack }: Pick<Scorecard, "project" | "stack">,
): string {
  return join(folder, encode(project), encode(stack));
}

function encode(name: string): string {
  return encodeURIComponent(name).replace(/^\./, "%2E");
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // no name of ours
  }
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => fileName.test(name))
    .sort();
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((one) => (one.isDirectory() && !one.name.startsWith(".") ? [one.name] : [])).sort();
}

function instantOf(name: string): string {
  return name.replace(fileName, "$1T$2:$3:$4.$5Z");
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Services are much like each other, further apart in the text than gzip, with its window of 32 KiB, looks back. */
function packed(text: string): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}

/** A run that is kept; undefined for what is torn, or of another version. */
export function readRun(path: string): Scorecard | undefined {
  const run = keptRunSchema.safeParse(readPacked(path)).data;
  return run === undefined ? undefined : scorecardOfRun(run);
}

function readPacked(path: string): unknown {
  try {
    return JSON.parse(brotliDecompressSync(readFileSync(path)).toString("utf8"));
  } catch {
    return undefined; // told as a problem by whoever reads the folder
  }
}
