import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { quote } from "../../catalog/reading/problems";
import { type KeptFigures, readFigures, readRun } from "../../scorecard/history";
import { doubledStacks } from "../../scorecard/organization";
import type { Scorecard } from "../../scorecard/schema";
import { htmlPage } from "../../scorecard/site/html-page";
import { type SiteInput, type StackPast, siteDataOf } from "../../scorecard/site/site-index";
import { addDays } from "../../tiers/calendar";
import { makeFolder, writeAtomically } from "../atomic-write";
import { type ExitCode, exitCodes, InputError, NotJudgedError } from "../failures";
import type { JudgingOptions } from "../judging/judge-stack";
import { readScorecards } from "../scorecard-file";
import { counted, shownTexts, type Terminal } from "../terminal";

export interface ReportOptions extends JudgingOptions {
  /** The folder that the page is written into. */
  readonly output: string;
  /** Files of scorecards, instead of judging now. */
  readonly scorecard?: readonly string[];
  /** A folder of earlier runs. */
  readonly history?: string;
  /** A file of earlier scorecards to compare with, instead of the last run. */
  readonly since?: string;
  readonly title: string;
}

/** Writes the dashboard: one static page of scorecards and what came before them. */
export async function run(options: ReportOptions, terminal: Terminal): Promise<ExitCode> {
  const cards = await cardsOf(options, terminal);
  const [first, ...rest] = cards;
  if (first === undefined) throw new InputError("Say of what: --stack, or --scorecard with files.");
  const doubled = doubledStacks(cards);
  if (doubled.length > 0)
    throw new InputError(
      `Scorecards must be of different stacks; there is more than one of ${doubled.map((one) => quote(one)).join(", ")}.`,
    );
  const input = inputOf([first, ...rest], options, terminal);
  for (const problem of input.problems) terminal.err(shownTexts(problem));
  const { script, styles } = pageParts();
  const page = htmlPage({ title: input.title, script, styles, data: siteDataOf(input) });
  const folder = resolve(terminal.cwd, options.output);
  makeFolder(folder);
  writeAtomically(join(folder, "index.html"), page);
  const services = cards.reduce((sum, card) => sum + card.services.length, 0);
  const size = Math.ceil(Buffer.byteLength(page) / 1024);
  terminal.err(
    `${join(options.output, "index.html")}: ${counted(services, "service")} of ${counted(cards.length, "stack")}, ${size} kB.`,
  );
  return exitCodes.fine;
}

async function cardsOf(options: ReportOptions, terminal: Terminal): Promise<readonly Scorecard[]> {
  if (options.scorecard !== undefined)
    return options.scorecard.flatMap((file) => readScorecards(file, terminal.cwd));
  if (options.stack === undefined)
    throw new InputError("Say of what: --stack with a stack to judge now, or --scorecard with files.");
  const { judgeStack, scorecardFor } = await import("../judging/judge-stack.js");
  return [scorecardFor(await judgeStack(options, terminal))];
}

const lastRun = "last";
const lastWeek = "week";

function inputOf(
  cards: readonly [Scorecard, ...Scorecard[]],
  options: ReportOptions,
  terminal: Terminal,
): SiteInput {
  const folder = options.history === undefined ? undefined : resolve(terminal.cwd, options.history);
  if (folder !== undefined && !existsSync(folder))
    throw new InputError(
      `${quote(options.history ?? "")} is no folder; \`readiness history add\` keeps runs in one.`,
    );
  const since = options.since === undefined ? undefined : readScorecards(options.since, terminal.cwd);
  const problems: string[] = [];
  let isOneRun = true;
  const [first, ...rest] = cards;
  const past = (card: Scorecard): StackPast => {
    const found = pastOf(card, folder);
    problems.push(...found.problems);
    isOneRun &&= found.isOneRun;
    const given = since?.find(({ project, stack }) => project === card.project && stack === card.stack);
    return since === undefined ? found.past : { ...found.past, earlier: { [lastRun]: given } };
  };
  const stacks = [past(first), ...rest.map(past)] as const;
  if (since !== undefined && stacks.every(({ earlier }) => earlier[lastRun] === undefined))
    throw new InputError(`${quote(options.since ?? "")} is of none of the stacks that are reported on.`);
  return {
    title: options.title,
    stacks,
    comparisons: [
      [lastRun, since === undefined ? "the last run" : "the earlier scorecard"],
      // Said once where it is the last run of every stack; where of some only, as those are judged weekly, of all.
      ...(isOneRun ? [] : [[lastWeek, "a week ago"] as const]),
    ],
    problems,
  };
}

interface Past {
  readonly past: StackPast;
  /** Whether the last run is that of a week ago. */
  readonly isOneRun: boolean;
  readonly problems: readonly string[];
}

/** The runs that are kept of a scorecard's stack; the last one and that of a week ago are read whole, for what changed. */
function pastOf(card: Scorecard, folder: string | undefined): Past {
  if (folder === undefined) return { past: { card, runs: [], earlier: {} }, isOneRun: true, problems: [] };
  const { runs, problems } = readFigures(folder, card);
  const known = new Map<string, Scorecard | undefined>(); // Both may be one run, and a large one takes a second.
  const read = (path: string): Scorecard | undefined => {
    if (!known.has(path)) known.set(path, readRun(path));
    return known.get(path);
  };
  const found = {
    [lastRun]: lastReadable(runs, addDays(card.judgedFor, -1), read),
    [lastWeek]: lastReadable(runs, addDays(card.judgedFor, -7), read),
  };
  const torn = new Set(Object.values(found).flatMap((one) => one.torn));
  return {
    past: {
      card,
      runs: runs.map(({ figures }) => figures),
      earlier: { [lastRun]: found[lastRun].run?.card, [lastWeek]: found[lastWeek].run?.card },
    },
    isOneRun: found[lastWeek].run?.path === found[lastRun].run?.path,
    problems: [
      ...problems,
      ...[...torn].map(
        (path) => `${relative(folder, path)} cannot be read, and nothing is compared with it.`,
      ),
    ],
  };
}

interface Readable {
  readonly run: { readonly path: string; readonly card: Scorecard } | undefined;
  /** Paths of later ones, whose figures can be read and they cannot. */
  readonly torn: readonly string[];
}

/** The last run up to a day that can be read: beside whole figures a run may be torn. */
function lastReadable(
  runs: readonly KeptFigures[],
  day: string,
  read: (path: string) => Scorecard | undefined,
): Readable {
  const torn: string[] = [];
  for (const { path, figures } of runs.toReversed()) {
    if (figures.judgedFor > day) continue;
    const card = read(path);
    if (card !== undefined) return { run: { path, card }, torn };
    torn.push(path);
  }
  return { run: undefined, torn };
}

/** The page's script and styles, which the build puts beside the compiled site. */
function pageParts(): { readonly script: string; readonly styles: string } {
  const read = (name: string): string => {
    const path = join(__dirname, "..", "..", "scorecard", "site", "page", name);
    try {
      return readFileSync(path, "utf8");
    } catch {
      throw new NotJudgedError(`The page's ${name} is missing from this build; run npm run build first.`);
    }
  };
  return { script: read("page.js"), styles: read("page.css") };
}
