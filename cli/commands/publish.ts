import { join, resolve } from "node:path";
import { reach } from "../../evidence/connections";
import { oneLine } from "../../policy-pack/engine/text";
import type { Pair } from "../../scorecard/notify/news";
import type { Scorecard } from "../../scorecard/schema";
import { daysBetween } from "../../tiers/calendar";
import { makeFolder } from "../atomic-write";
import { codeOf, type ExitCode, exitCodes, InputError } from "../failures";
import { comparisonOf, type EarlierOptions } from "../notify/earlier";
import { readSent, updateSent, withAllTold, withFirst, withTold } from "../notify/sent-file";
import { type DatadogPlan, datadogPlan, eventReader, publishToDatadog } from "../publishing/datadog";
import { openDatadog } from "../publishing/datadog-api";
import { type DatadogPart, datadogParts } from "../publishing/parts";
import { readScorecards } from "../scorecard-file";
import { counted, type Terminal } from "../terminal";

export interface PublishOptions extends EarlierOptions {
  readonly scorecard: string;
  /** Where it is kept which events were told. */
  readonly sent: string;
  readonly env?: string;
  readonly only?: readonly DatadogPart[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Puts scorecards into Datadog: figures as metrics, falls as events, outcomes into its own Scorecards. */
export async function run(options: PublishOptions, terminal: Terminal): Promise<ExitCode> {
  const now = new Date();
  const cards = cardsOf(options, now, terminal);
  const file = resolve(terminal.cwd, options.sent);
  const sent = readSent(file);
  const { pairsFor, remarks } = comparisonOf(cards, options, sent, [eventReader], terminal);
  for (const remark of remarks) terminal.err(oneLine(remark));
  const parts = options.only ?? datadogParts;
  const wasTold = (key: string): boolean => sent.sent[key] !== undefined;
  const pairs = pairsFor(eventReader);
  const plan = datadogPlan(pairs, parts, { now, env: options.env, wasTold });
  if (options.dryRun) {
    terminal.out(options.json ? JSON.stringify(shownPlan(plan), null, 2) : previewOf(plan));
    return exitCodes.fine;
  }
  return publish(plan, parts, { pairs, file, now }, options, terminal);
}

function cardsOf({ scorecard, dryRun }: PublishOptions, now: Date, { cwd }: Terminal): readonly Scorecard[] {
  const cards = readScorecards(scorecard, cwd);
  if (dryRun) return cards;
  if (cards.some(({ whatIf, only }) => whatIf || only !== undefined))
    throw new InputError("Only scorecards of all services on their own day are published; try --dry-run.");
  const old = cards.find(({ judgedFor }) => Math.abs(daysBetween(judgedFor, now.toISOString())) > 1);
  if (old !== undefined)
    throw new InputError(
      `Datadog takes figures of the present: the scorecard must be of today, it is of ${old.judgedFor}.`,
    );
  return cards;
}

async function publish(
  plan: DatadogPlan,
  parts: readonly DatadogPart[],
  { pairs, file, now }: { readonly pairs: readonly Pair[]; readonly file: string; readonly now: Date },
  { json }: PublishOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reached = reach("datadog", { config: {}, env: terminal.env });
  if ("missing" in reached) throw new InputError(`${reached.missing.join(" and ")} must be set.`);
  if ("problem" in reached) throw new InputError(`${reached.problem}.`);
  makeFolder(join(file, ".."));
  const today = now.toISOString().slice(0, 10);
  const earlier = pairs.flatMap((pair) => pair.earlier ?? []);
  const cards = pairs.map(({ later }) => later);
  if (parts.includes("events")) updateSent(file, today, (sent) => withFirst(sent, eventReader, earlier));
  const api = openDatadog(reached.connection);
  try {
    const results = await publishToDatadog(api, plan, parts, (keys) =>
      updateSent(file, today, (sent) => withTold(sent, keys, today)),
    );
    if (results.some(({ part, failure }) => part === "events" && failure === undefined))
      updateSent(file, today, (sent) => withAllTold(sent, [eventReader], cards));
    for (const { part, failure } of results)
      if (failure !== undefined) terminal.err(oneLine(`${part}: not published, ${failure}.`));
    if (json) terminal.out(JSON.stringify(results, null, 2));
    else for (const { part, did } of results) if (did !== undefined) terminal.out(`${part}: ${did}.`);
    return codeOf(results.length, results.filter(({ failure }) => failure !== undefined).length);
  } finally {
    await api.close();
  }
}

function shownPlan({ events, ...rest }: DatadogPlan): object {
  return { ...rest, events: events.map(({ event }) => event) };
}

function previewOf({ metrics, events, rules, outcomes }: DatadogPlan): string {
  return [
    `metrics: ${metrics.length} series`,
    `events: ${events.length}`,
    ...events.map(({ event }) => `  ${oneLine(event.title)}\n    ${event.text.replaceAll("\n", "\n    ")}`),
    `scorecards: ${counted(rules.length, "rule")}, ${counted(outcomes.length, "outcome")}`,
    "Nothing was sent.",
  ].join("\n");
}
