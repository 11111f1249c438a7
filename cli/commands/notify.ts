import { join, resolve } from "node:path";
import { type Notifications, variableOf } from "../../catalog/notifications";
import { inTurns } from "../../evidence/http/in-turns";
import { oneLine } from "../../policy-pack/engine/text";
import type { Scorecard } from "../../scorecard/schema";
import { makeFolder } from "../atomic-write";
import { codeOf, type ExitCode, exitCodes, InputError } from "../failures";
import { wayTo } from "../notify/addresses";
import { notificationsOf } from "../notify/config";
import { type Comparison, comparisonOf, type EarlierOptions } from "../notify/earlier";
import { type Delivery, plan, readersOf, unheardTeams } from "../notify/plan";
import { post } from "../notify/send";
import {
  readSent,
  type Sent,
  updateSent,
  withAllTold,
  withFirst,
  withOpen,
  withoutOpen,
  withTold,
} from "../notify/sent-file";
import { readScorecards } from "../scorecard-file";
import { counted, type Terminal } from "../terminal";

export interface NotifyOptions extends EarlierOptions {
  readonly project?: string;
  /** A file of the scorecards to tell of. */
  readonly scorecard: string;
  readonly config?: string;
  /** Where it is kept what was told. */
  readonly sent: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What came of a delivery; without a reason it was sent. */
interface Outcome {
  readonly delivery: Delivery;
  readonly failure: string | undefined;
}

/** Tells each audience what is new, once; or shows what would be told. */
export async function run(options: NotifyOptions, terminal: Terminal): Promise<ExitCode> {
  const cards = cardsOf(options, terminal);
  const config = notificationsOf(options, terminal);
  const file = resolve(terminal.cwd, options.sent);
  const sent = readSent(file);
  const readers = readersOf(config).map(({ to }) => to);
  const { pairsFor, remarks } = comparisonOf(cards, options, sent, readers, terminal);
  for (const remark of remarks) terminal.err(oneLine(remark));
  const unheard = unheardTeams(config, cards);
  if (unheard.length > 0)
    terminal.err(
      oneLine(`${counted(unheard.length, "owner")} without a destination in teams: ${unheard.join(", ")}.`),
    );
  const deliveries = plan({ config, pairsFor, sent, digest: options.digest === true });
  if (options.dryRun) {
    terminal.out(options.json ? jsonOf(deliveries.map(shownDelivery)) : previewOf(deliveries));
    return exitCodes.fine;
  }
  const task = { deliveries, cards, config, file, readers, pairsFor };
  return sendAll(task, options, terminal);
}

function cardsOf({ scorecard, dryRun, digest }: NotifyOptions, { cwd }: Terminal): readonly Scorecard[] {
  const cards = readScorecards(scorecard, cwd);
  if (!dryRun && cards.some(({ whatIf }) => whatIf))
    throw new InputError("A what-if is no news: look at what it would tell with --dry-run.");
  if (digest && cards.some(({ only }) => only !== undefined))
    throw new InputError("A digest tells of all services; the scorecard is of one.");
  return cards;
}

/** Destinations that are sent to at a time; each gets its messages one after another. */
const atATime = 5;

interface Task {
  readonly deliveries: readonly Delivery[];
  readonly cards: readonly Scorecard[];
  readonly config: Notifications;
  /** The file of what was told. */
  readonly file: string;
  readonly readers: readonly string[];
  readonly pairsFor: Comparison["pairsFor"];
}

async function sendAll(task: Task, options: NotifyOptions, terminal: Terminal): Promise<ExitCode> {
  const { deliveries, cards, config, file, readers, pairsFor } = task;
  makeFolder(join(file, ".."));
  const today = new Date().toISOString().slice(0, 10);
  const earlier = (to: string): readonly Scorecard[] => pairsFor(to).flatMap((pair) => pair.earlier ?? []);
  if (!options.digest)
    updateSent(file, today, (sent) => readers.reduce((all, to) => withFirst(all, to, earlier(to)), sent));
  const outcomes: Outcome[] = [];
  await inTurns(groupsOf(deliveries), atATime, async (group) => {
    for (const delivery of group) {
      const way = wayTo(delivery.destination, config, terminal.env);
      const failure = "problem" in way ? way.problem : await post(way, delivery.payload, new Date());
      if (failure === undefined) updateSent(file, today, (sent) => withDelivery(sent, delivery, today));
      outcomes.push({ delivery, failure });
    }
  });
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  const missed = failed.map(({ delivery }) => delivery.to);
  // For who missed anything, the next run compares with the same earlier one again.
  const reached = readers.filter((to) => !missed.includes(to));
  if (!options.digest) updateSent(file, today, (sent) => withAllTold(sent, reached, cards));
  tell(outcomes, options, terminal);
  return codeOf(outcomes.length, failed.length);
}

function groupsOf(deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const groups = new Map<string, Delivery[]>();
  for (const one of deliveries) {
    const name = variableOf(one.destination);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()];
}

function withDelivery(sent: Sent, { keys, to, page }: Delivery, today: string): Sent {
  const told = withTold(sent, keys, today);
  if (page === undefined) return told;
  return page.action === "trigger"
    ? withOpen(told, to, page.paged, today)
    : withoutOpen(told, to, page.paged);
}

function tell(outcomes: readonly Outcome[], { json }: NotifyOptions, terminal: Terminal): void {
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  for (const { delivery, failure } of failed)
    terminal.err(oneLine(`${nameOf(delivery)}: not sent, ${failure}.`));
  if (json) terminal.out(jsonOf(outcomes.map(shownOutcome)));
  else tellSent(outcomes, terminal);
  if (failed.length > 0)
    terminal.err(`${counted(failed.length, "message")} not sent; the next run tries again.`);
}

function tellSent(outcomes: readonly Outcome[], terminal: Terminal): void {
  if (outcomes.length === 0) terminal.out(nothingNew);
  for (const { delivery, failure } of outcomes)
    if (failure === undefined) terminal.out(`${nameOf(delivery)}: sent.`);
}

function shownOutcome({ delivery, failure }: Outcome): object {
  return {
    ...shownDelivery(delivery),
    sent: failure === undefined,
    ...(failure === undefined ? {} : { why: failure }),
  };
}

const nothingNew = "There is nothing new to tell.";

/** A delivery by its audience, and its destination by the variable that holds the address. */
function nameOf({ audience, destination }: Delivery): string {
  return `${audience}, ${destination.kind} (${variableOf(destination)})`;
}

function previewOf(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return nothingNew;
  const blocks = deliveries.map((one) => `${nameOf(one)}\n${one.text.replace(/^/gm, "  ")}`);
  return [...blocks, `${counted(deliveries.length, "message")}; nothing was sent.`].join("\n\n");
}

function shownDelivery({ audience, destination, payload }: Delivery): object {
  return { audience, destination, payload };
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
