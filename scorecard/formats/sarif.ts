import { createHash } from "node:crypto";
import type { Location, Log, Notification, ReportingDescriptor, Result, Run } from "sarif";
import { pageOf } from "../../policy-pack/engine/pages";
import { keyOf } from "../diff";
import type { RuleDefinition, Scorecard, ScoredFinding } from "../schema";
import { stackNameOf } from "../stack-name";
import { type Entry, entriesOf, identityOf } from "./entries";
import { serviceFile } from "./service-file";
import { shown } from "./shown-text";
import { TooManyStacksError } from "./too-many-stacks";

/** GitHub refuses a file with more runs. */
const mostRuns = 20;

/** GitHub refuses a run with more than 25,000 results and keeps 5,000 of it, not always the gravest: so we choose. */
const mostResults = 5000;

const longest = { name: 200, text: 1000, fix: 500, note: 500 } as const;

const levels = { mandatory: "error", advisory: "warning", waived: "note", off: "note" } as const;

/**
 * SARIF 2.1.0 for GitHub's code scanning: a run per stack, a result per violation and per waived failure, in the
 * catalog file of the service.
 *
 * Every result is of the kind "fail", also where a rule could not be judged: any other kind asks for the level "none",
 * under which what blocks would look harmless, and GitHub shows every kind as an alert all the same. So what cannot be
 * judged is a result as grave as the run takes it, and none where it counts nowhere, as nobody could act on the alert.
 * GitHub does not read suppressions either: what is waived is a note there that begins with the waiver.
 *
 * `place` is where the project lies in the repository, such as ops/readiness/. Throws a TooManyStacksError for more than
 * 20 stacks, which GitHub would refuse.
 */
export function sarifOf(cards: readonly Scorecard[], place = ""): string {
  const stacks = byStack(cards);
  if (stacks.size > mostRuns) {
    throw new TooManyStacksError(
      `There are ${stacks.size} stacks, and GitHub takes ${mostRuns} in one SARIF file. Write a file for each stack.`,
    );
  }
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [...stacks].map(([stack, own]) => runOf(stack, own, place)),
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** Scorecards by the name of their project and stack as it is shown: GitHub refuses two runs of one name. */
function byStack(cards: readonly Scorecard[]): ReadonlyMap<string, readonly Scorecard[]> {
  const stacks = new Map<string, Scorecard[]>();
  for (const card of cards) {
    const stack = name(stackNameOf(card));
    const own = stacks.get(stack);
    if (own === undefined) stacks.set(stack, [card]);
    else own.push(card);
  }
  return stacks;
}

function runOf(stack: string, cards: readonly Scorecard[], place: string): Run {
  const rules = rulesOf(cards);
  const indexes = new Map([...rules.keys()].map((key, index) => [key, index]));
  const all = entriesOf(cards);
  const told = all.filter(({ weight, finding }) => weight !== "off" || finding.outcome !== "unknown");
  const kept = told.slice(0, mostResults);
  const version = cards[0]?.packVersion;
  return {
    tool: {
      driver: {
        name: "readiness",
        ...(version === undefined ? {} : { version: name(version) }),
        rules: [...rules.values()],
      },
    },
    automationDetails: { id: `readiness/${stack}/` },
    invocations: [
      { executionSuccessful: true, toolExecutionNotifications: notificationsOf(all, told, kept) },
    ],
    results: kept.map((entry) => resultOf(entry, indexes.get(keyOf(entry.finding)) ?? -1, place)),
  };
}

/** Every rule that was judged, found against or not, in the order of the scorecard: the same in every run. */
function rulesOf(cards: readonly Scorecard[]): ReadonlyMap<string, ReportingDescriptor> {
  const findings = cards.flatMap(({ services }) => services.flatMap((service) => service.findings));
  const definitions = new Map(
    cards.flatMap(({ ruleSets }) =>
      ruleSets.flatMap(({ name: set, definitions: own }) => own.map((one) => [keyOf({ ...one, set }), one])),
    ),
  );
  const rules = new Map<string, ReportingDescriptor>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (!rules.has(key)) rules.set(key, ruleOf(finding, definitions.get(key)));
  }
  return rules;
}

/** A rule with its texts; its page is named and not linked, as SARIF takes absolute addresses only. */
function ruleOf(finding: ScoredFinding, definition: RuleDefinition | undefined): ReportingDescriptor {
  const { level, set } = finding;
  const id = name(finding.rule);
  const about = name(finding.area);
  const of = name(set);
  const page = `${name(pageOf(set))}#${id}`;
  const { title = id, why = "" } = definition ?? {};
  return {
    id,
    name: id,
    shortDescription: { text: name(title) },
    fullDescription: {
      text: shown(
        `${why} The rule ${id} of the set ${of}, in the area ${about}: a service needs it for ${level}.`,
        longest.text,
      ),
    },
    help: {
      text: `What the rule ${id} judges, why, and how to mend what it finds: see ${page}.`,
      markdown: `What the rule ${code(id)} judges, why, and how to mend what it finds: see ${code(page)}.`,
    },
    properties: { tags: [...new Set([about, of, level])] },
  };
}

function name(text: string): string {
  return shown(text, longest.name);
}

/** A span in which Markdown means nothing. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

function resultOf(entry: Entry, ruleIndex: number, place: string): Result {
  const { finding, service, weight, waiver } = entry;
  return {
    ruleId: name(finding.rule),
    ruleIndex,
    level: levels[weight],
    message: { text: literal(messageOf(entry)) },
    locations: [locationOf(service.name, place)],
    partialFingerprints: { primaryLocationLineHash: fingerprintOf(entry) },
    ...(waiver === undefined
      ? {}
      : {
          suppressions: [{ kind: "external", status: "accepted", justification: justificationOf(waiver) }],
        }),
  };
}

function messageOf({ service, text, fix, waiver }: Entry): string {
  const waived = waiver === undefined ? "" : `Waived until ${waiver.expires}. `;
  const mend = fix === undefined ? "" : ` Fix: ${shown(fix, longest.fix)}`;
  return `${name(service.name)}: ${waived}${shown(text, longest.text)}${mend}`;
}

function justificationOf({ reason, note, approver, expires }: NonNullable<Entry["waiver"]>): string {
  return `${reason}: ${shown(note, longest.note)} Accepted by ${approver} until ${expires}.`;
}

/** Text without the meaning that SARIF gives to brackets (links) and braces (arguments) in messages. */
function literal(text: string): string {
  return text.replace(/[[\]\\]/g, "\\$&").replace(/[{}]/g, "$&$&");
}

/** GitHub wants a region: the first character of the file, as a scorecard does not know lines. */
function locationOf(service: string, place: string): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: serviceFile(service, place).split("/").map(encodeURIComponent).join("/") },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    },
  };
}

/** By this key GitHub knows an alert again; of a file's line it would make the same for all alerts of a service. */
function fingerprintOf(entry: Entry): string {
  const hash = createHash("sha256").update(identityOf(entry)).digest("hex");
  return `${hash}:${entry.repeated + 1}`;
}

/** What the results do not tell. */
function notificationsOf(
  all: readonly Entry[],
  told: readonly Entry[],
  kept: readonly Entry[],
): Notification[] {
  const left = told.slice(kept.length);
  const [errors, warnings] = (["mandatory", "advisory"] as const).map(
    (one) => left.filter(({ weight }) => weight === one).length,
  );
  const unjudged = all.length - told.length;
  return [
    ...(left.length === 0
      ? []
      : [
          warn(
            `Left out are the ${left.length} least important of ${told.length} results, as GitHub keeps ${mostResults}: ${errors} errors, ${warnings} warnings, the rest notes. The scorecard has them all.`,
          ),
        ]),
    ...(unjudged === 0
      ? []
      : [
          warn(
            `Left out is what cannot be judged yet and counts nowhere: ${unjudged}. The scorecard says why.`,
          ),
        ]),
  ];
}

function warn(text: string): Notification {
  return { level: "warning", message: { text } };
}
