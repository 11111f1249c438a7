import { join, resolve } from "node:path";
import { quote } from "../../catalog/reading/problems";
import { oneLine } from "../../policy-pack/engine/text";
import { fileText } from "../../scorecard/file-text";
import { TooManyStacksError } from "../../scorecard/formats/too-many-stacks";
import { stackFolder } from "../../scorecard/history";
import { doubledStacks, organizationOf } from "../../scorecard/organization";
import type { Scorecard } from "../../scorecard/schema";
import { stackNameOf } from "../../scorecard/stack-name";
import { listStacks } from "../../stacks/read";
import { makeFolder, writeAtomically } from "../atomic-write";
import { placeInRepository, revisionOf } from "../changes/git";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { type JudgingOptions, judgeStack, scorecardFor } from "../judging/judge-stack";
import { findProject, projectFolder } from "../project";
import { readApprovals } from "../promotion/approvals-file";
import { readScorecards } from "../scorecard-file";
import type { ScorecardFormat } from "../scorecard-formats";
import { counted, type Terminal } from "../terminal";

export interface ScorecardOptions extends JudgingOptions {
  readonly allStacks?: boolean;
  /** Files of scorecards that are put beside. */
  readonly merge?: readonly string[];
  readonly format: ScorecardFormat;
  /** A file of earlier scorecards that a comment compares with. */
  readonly since?: string;
  readonly output?: string;
  /** A file of open tasks that go into it. */
  readonly tasks?: string;
  /** Files of checks that prove approvals. */
  readonly verified?: readonly string[];
}

type Cards = readonly [Scorecard, ...Scorecard[]];

/** Writes the scorecard of one stack, or of several together, in a format that others read. */
export async function run(options: ScorecardOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.since !== undefined && options.format !== "markdown")
    throw new InputError("--since goes with --format markdown only; `readiness diff` compares two files.");
  if (options.format === "badges" && options.output === undefined)
    throw new InputError("Badges are many files: name their folder with --output.");
  const cards = await cardsOf(options, terminal);
  refusePartial(cards, options);
  const services = cards.reduce((sum, card) => sum + card.services.length, 0);
  if (options.format === "badges" && options.output !== undefined)
    await writeBadges(cards, resolve(terminal.cwd, options.output));
  else {
    const text = await textOf(cards, options, terminal).catch(refuseTooMany);
    if (options.output === undefined) {
      terminal.out(text.trimEnd());
      return exitCodes.fine;
    }
    writeAtomically(resolve(terminal.cwd, options.output), `${text.trimEnd()}\n`);
  }
  terminal.err(`${options.output}: ${counted(services, "service")} of ${counted(cards.length, "stack")}.`);
  return exitCodes.fine;
}

async function cardsOf(options: ScorecardOptions, terminal: Terminal): Promise<Cards> {
  const judged = await judgedCards(options, terminal);
  const merged = (options.merge ?? []).flatMap((file) => readScorecards(file, terminal.cwd));
  const [first, ...rest] = [...judged, ...merged];
  if (first === undefined)
    throw new InputError("Say of what: --stack, --all-stacks, or --merge with scorecards that exist.");
  const doubled = doubledStacks([first, ...rest]);
  if (doubled.length > 0)
    throw new InputError(
      `Scorecards must be of different stacks; there is more than one of ${doubled.map((one) => quote(one)).join(", ")}.`,
    );
  return withTasksOf(await withProofsOf([first, ...rest], options, terminal), options, terminal);
}

async function withProofsOf(cards: Cards, { verified }: ScorecardOptions, { cwd }: Terminal): Promise<Cards> {
  if (verified === undefined) return cards;
  const { withApprovals } = await import("../../scorecard/approvals.js");
  const checks = verified.map((file) => readApprovals(file, cwd));
  const [first, ...rest] = cards;
  return [withApprovals(first, checks), ...rest.map((card) => withApprovals(card, checks))];
}

async function withTasksOf(
  [first, ...rest]: Cards,
  options: ScorecardOptions,
  terminal: Terminal,
): Promise<Cards> {
  if (options.tasks === undefined) return [first, ...rest];
  const { readOpenTasks } = await import("../tasks/open-tasks-file.js");
  const { withTasks } = await import("../../scorecard/tasks/open-tasks.js");
  const open = readOpenTasks(options.tasks, terminal.cwd);
  if (open.unread.length > 0)
    terminal.err(
      `Open tasks of these repositories could not be read, and are missing: ${oneLine(open.unread.join(", "))}.`,
    );
  return [withTasks(first, open), ...rest.map((card) => withTasks(card, open))];
}

/** Formats by which others take what they do not see to be gone, or what they see to be so now. */
const standing: readonly ScorecardFormat[] = ["sarif", "badges"];

/** One service is not a stack, and a what-if is not so yet: neither may stand where the whole of today is looked for. */
function refusePartial(cards: Cards, { format }: ScorecardOptions): void {
  const problems = cards.flatMap((card) => [
    ...(card.only !== undefined && (cards.length > 1 || standing.includes(format))
      ? [`${quote(stackNameOf(card))} is a scorecard of ${card.only} only; it must be of all services here.`]
      : []),
    ...(card.whatIf && standing.includes(format)
      ? [`${quote(stackNameOf(card))} is a what-if for ${card.judgedFor}, which ${format} cannot say.`]
      : []),
  ]);
  if (problems.length > 0) throw new InputError(problems.join("\n"));
}

function refuseTooMany(error: unknown): never {
  throw error instanceof TooManyStacksError ? new InputError(error.message) : error;
}

async function textOf(cards: Cards, options: ScorecardOptions, terminal: Terminal): Promise<string> {
  const { format, since } = options;
  switch (format) {
    case "markdown": {
      const { markdownOfSeveral } = await import("../../scorecard/formats/markdown.js");
      const before = earlierFinder(cards, since, terminal);
      return markdownOfSeveral(cards, before);
    }
    case "sarif":
      return (await import("../../scorecard/formats/sarif.js")).sarifOf(cards, placeOf(options, terminal));
    case "junit":
      return (await import("../../scorecard/formats/junit.js")).junitOf(cards);
    case "annotations":
      return (await import("../../scorecard/formats/annotations.js")).annotationsOf(
        cards,
        placeOf(options, terminal),
      );
    case "csv":
      return (await import("../../scorecard/formats/csv.js")).csvOf(cards);
    default:
      return fileText(cards.length === 1 ? cards[0] : organizationOf(cards));
  }
}

/** Where the project lies in its repository: GitHub looks for files from the repository's root. */
function placeOf({ project }: ScorecardOptions, { cwd }: Terminal): string {
  const folder = projectFolder(project ?? cwd);
  return folder === undefined ? "" : placeInRepository(folder);
}

/** Finds what a scorecard is compared with, and says of which there is nothing: a comment that is silent looks like no change. */
function earlierFinder(
  cards: Cards,
  since: string | undefined,
  { cwd, err }: Terminal,
): (card: Scorecard) => Scorecard | undefined {
  if (since === undefined) return () => undefined;
  const earlier = readScorecards(since, cwd);
  const before = (card: Scorecard) => earlier.find((one) => stackNameOf(one) === stackNameOf(card));
  for (const card of cards.filter((one) => before(one) === undefined))
    err(
      `${quote(since)} has no scorecard of ${quote(stackNameOf(card))}, so nothing is said of what became better or worse there.`,
    );
  return before;
}

/** One folder of badges; of several stacks, one below it for each. */
async function writeBadges(cards: Cards, folder: string): Promise<void> {
  const { badgesOf } = await import("../../scorecard/formats/badges.js");
  for (const card of cards) {
    const own = cards.length === 1 ? folder : stackFolder(folder, card);
    makeFolder(own);
    for (const [name, text] of badgesOf(card)) writeAtomically(join(own, name), text);
  }
}

/** The scorecards of the stacks that were named, none where none was. */
async function judgedCards(options: ScorecardOptions, terminal: Terminal): Promise<readonly Scorecard[]> {
  const cards: Scorecard[] = [];
  for (const stack of stacksOf(options, terminal)) {
    const judged = await judgeStack({ ...options, stack }, terminal);
    const revision = revisionOf(judged.project.root);
    cards.push({ ...scorecardFor(judged), ...(revision === undefined ? {} : { revision }) });
  }
  return cards;
}

function stacksOf({ allStacks, stack, project, fromState }: ScorecardOptions, { cwd }: Terminal) {
  if (allStacks !== true) return stack === undefined ? [] : [stack];
  if (stack !== undefined || fromState !== undefined)
    throw new InputError("--all-stacks goes with neither --stack nor --from-state, which is of one stack.");
  const { root } = findProject(project ?? cwd);
  const stacks = listStacks(root);
  if (stacks.length === 0) throw new InputError("The project has no stack in stacks/ yet.");
  return stacks;
}
