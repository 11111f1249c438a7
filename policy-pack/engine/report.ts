import { productionReadiness } from "../../catalog/initiative";
import { enforcements } from "../../tiers/enforcement";
import type { TierTerms } from "../../tiers/levels";
import type { Violation } from "./finding";
import type { Judgement, ServiceJudgement } from "./judge";
import { pageOf } from "./pages";
import type { AnyRule } from "./rule";
import { plain } from "./text";

/** One line that the engine shows: of which rule, about which resource, and whether it may block. */
export interface Report {
  readonly rule: string;
  readonly urn: string;
  readonly text: string;
  readonly enforcement: "advisory" | "mandatory";
}

/** Advisory violations of one rule in more services than this are gathered into one line. */
const mostServices = 10;

interface Entry {
  readonly rule: AnyRule;
  /** The rule's set, and what it asks of the service's tier. */
  readonly set: string;
  readonly terms: TierTerms | undefined;
  readonly judged: ServiceJudgement;
  readonly violation: Violation;
}

/** What a judgement shows in preview and update: mandatory violations one by one, long lists of advisory ones in one line. */
export function reportsOf(judgement: Judgement): readonly Report[] {
  const entries = judgement.services.flatMap((judged) =>
    judged.findings.flatMap(({ rule, set, violations }) => {
      const terms = judgement.sets.get(set)?.[judged.service.subject.tier];
      return violations
        .filter(({ enforcement }) => enforcement !== "off")
        .map((violation) => ({ rule, set, terms, judged, violation }));
    }),
  );
  const merged = sameThings(entries).map(merge);
  const lists = groupBy(merged, ({ entry, enforcement }) => key(entry.rule.id, enforcement));
  return [...lists.values()].flatMap(gather);
}

/**
 * Groups what several services share: what is wrong with a resource of theirs. What is said of a service itself is its
 * own, and so is each of several failures of one service that look alike (told apart by their number).
 */
function sameThings(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const seen = new Map<string, number>();
  const numbered = entries.map((entry) => {
    const { rule, violation } = entry;
    const thing = key(rule.id, violation.urn, violation.subject ?? "", violation.message);
    const mine = key(thing, nameOf(entry));
    const number = seen.get(mine) ?? 0;
    seen.set(mine, number + 1);
    return { entry, at: key(violation.about === "resource" ? thing : mine, String(number)) };
  });
  return [...groupBy(numbered, ({ at }) => at).values()].map((group) => group.map(({ entry }) => entry));
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

interface Merged {
  readonly entry: Entry;
  /** The further services of which the same holds. */
  readonly also: readonly Entry[];
  readonly enforcement: "advisory" | "mandatory";
}

/** A shared resource's violation is printed once: the strictest service's, with the others named. */
function merge(entries: readonly Entry[]): Merged {
  const [entry, ...also] = [...entries].sort(byStrictness);
  if (entry === undefined) throw new Error("a group of violations cannot be empty");
  return { entry, also, enforcement: entry.violation.enforcement === "mandatory" ? "mandatory" : "advisory" };
}

function byStrictness(a: Entry, b: Entry): number {
  const strictness =
    enforcements.indexOf(b.violation.enforcement) - enforcements.indexOf(a.violation.enforcement);
  if (strictness !== 0) return strictness;
  const tier = a.judged.service.subject.tier - b.judged.service.subject.tier;
  return tier || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function gather(lines: readonly Merged[]): readonly Report[] {
  const [first] = lines;
  if (first === undefined) return [];
  if (first.enforcement === "mandatory" || namesOf(lines).length <= mostServices) return lines.map(single);
  return [...groupBy(lines, ({ entry }) => entry.violation.message).values()].flatMap(together);
}

/** One line for services that lack the same thing; what a single service lacks is said of it alone. */
function together(lines: readonly Merged[]): readonly Report[] {
  const [first] = lines;
  const names = namesOf(lines);
  if (first === undefined || names.length === 1) return lines.map(single);
  const { rule, violation } = first.entry;
  const text = `${names.length} services do not meet this: ${names.join(", ")}.\nFirst, ${standing(first.entry)}: ${violation.text}\n${advice(first.entry)}`;
  return [{ rule: rule.id, urn: violation.urn, text, enforcement: "advisory" }];
}

function namesOf(lines: readonly Merged[]): readonly string[] {
  return [...new Set(lines.flatMap(({ entry, also }) => [entry, ...also].map(nameOf)))].sort();
}

function single({ entry, also, enforcement }: Merged): Report {
  const others =
    also.length === 0
      ? ""
      : `\nThe same holds for ${also.map((one) => `${nameOf(one)} (tier ${one.judged.service.subject.tier}, ${one.violation.enforcement})`).join(", ")}.`;
  return {
    rule: entry.rule.id,
    urn: entry.violation.urn,
    enforcement,
    text: `${standing(entry)}: ${entry.violation.text}\n${advice(entry)}${others}`,
  };
}

function nameOf({ judged }: Entry): string {
  return plain(judged.service.subject.name);
}

/** Where a service stands in the rule's set: its tier, the level that it has and the one that it must have. */
function standing({ judged, set, terms }: Entry): string {
  const { service, attained } = judged;
  const { name, tier } = service.subject;
  const level = attained.get(set)?.withWaivers ?? "none";
  const must = terms === undefined ? "" : `, must be ${terms.must}`;
  const which = set === productionReadiness ? "" : `${set} `;
  return `${plain(name)} (tier ${tier}, ${level === "none" ? `no ${which}level yet` : `${which}${level}`}${must})`;
}

/** What to do, why, by when, and whether the service's own deployments are stopped although this run is not. */
function advice({ rule, set, violation }: Entry): string {
  const { fix, due, gate, chain } = violation;
  const spared = gate === "mandatory" && chain.some(({ step }) => step === "scope" || step === "basis");
  return [
    fix === undefined ? "" : `Fix: ${fix} `,
    `Why: ${pageOf(set)}#${rule.id}.`,
    due === undefined ? "" : ` Due ${due}.`,
    spared ? " It blocks the service's gate." : "",
  ].join("");
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = keyOf(item);
    const group = groups.get(at);
    if (group) group.push(item);
    else groups.set(at, [item]);
  }
  return groups;
}
