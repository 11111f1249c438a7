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
  readonly mode: Judgement["mode"];
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
        .map((violation) => ({ rule, set, terms, mode: judgement.mode, judged, violation }));
    }),
  );
  const merged = sameThings(entries).map(merge);
  const lists = groupBy(merged, ({ entry, enforcement }) => key(entry.rule.id, enforcement));
  return [...lists.values()].flatMap(gather);
}

/**
 * Groups what several services share: what is wrong with a resource of theirs. What is said of a service itself is its
 * own, and so is each of several failures of one service that look alike: those go together by what they say.
 */
function sameThings(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const thingOf = ({ rule, violation }: Entry): string =>
    key(rule.id, violation.about, violation.urn, violation.subject ?? "", violation.message);
  const things = [...groupBy(entries, thingOf).values()];
  return things.flatMap((thing) => {
    if (thing[0]?.violation.about !== "resource") return thing.map((entry) => [entry]);
    const isRepeated = [...groupBy(thing, nameOf).values()].some((own) => own.length > 1);
    return isRepeated ? numbered(thing) : [thing];
  });
}

/** What looks alike and says the same goes together, once for each service: two that are the same are two. */
function numbered(thing: readonly Entry[]): readonly (readonly Entry[])[] {
  const seen = new Map<string, number>();
  const counted = thing.map((entry) => {
    const mine = key(nameOf(entry), entry.violation.text);
    const number = seen.get(mine) ?? 0;
    seen.set(mine, number + 1);
    return { entry, at: key(entry.violation.text, String(number)) };
  });
  return [...groupBy(counted, ({ at }) => at).values()].map((group) => group.map(({ entry }) => entry));
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
  const ranks = ({ violation, judged }: Entry): readonly number[] => [
    -enforcements.indexOf(violation.enforcement),
    -enforcements.indexOf(violation.gate),
    judged.service.subject.tier,
  ];
  const [first, second] = [ranks(a), ranks(b)];
  const differing = first.findIndex((rank, at) => rank !== second[at]);
  if (differing >= 0) return (first[differing] ?? 0) - (second[differing] ?? 0);
  if (nameOf(a) === nameOf(b)) return 0;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function gather(lines: readonly Merged[]): readonly Report[] {
  const [first] = lines;
  if (first === undefined) return [];
  if (first.enforcement === "mandatory" || namesOf(lines).length <= mostServices) return lines.map(single);
  return [...groupBy(lines, ({ entry }) => entry.violation.message).values()].flatMap(together);
}

/** One line for services that lack the same thing; what a single service lacks is said of it alone. */
function together(lines: readonly Merged[]): readonly Report[] {
  const names = namesOf(lines);
  const all = lines.flatMap(({ entry, also }) => [entry, ...also]).sort(byStrictness);
  const [first] = all;
  if (first === undefined || names.length === 1) return lines.map(single);
  const { rule, violation } = first;
  const gates = new Set(all.filter(isSpared).map(nameOf)).size;
  const blocked = gates === 0 ? "" : `\nIt blocks the gates of ${gates} of them.`;
  const text = `${names.length} services do not meet this: ${names.join(", ")}.\nFirst, ${standing(first)}: ${violation.text}\n${advice(first)}${blocked}`;
  return [{ rule: rule.id, urn: violation.urn, text, enforcement: "advisory" }];
}

function namesOf(lines: readonly Merged[]): readonly string[] {
  return [...new Set(lines.flatMap(({ entry, also }) => [entry, ...also].map(nameOf)))].sort();
}

function single({ entry, also, enforcement }: Merged): Report {
  const others = also.length === 0 ? "" : `\nThe same holds for ${also.map((one) => other(one)).join(", ")}.`;
  const gate = isSpared(entry) ? " It blocks the service's gate." : "";
  return {
    rule: entry.rule.id,
    urn: entry.violation.urn,
    enforcement,
    text: `${standing(entry)}: ${entry.violation.text}\n${advice(entry)}${gate}${others}`,
  };
}

function other(entry: Entry): string {
  const { judged, violation } = entry;
  const gate = isSpared(entry) ? ", blocks its gate" : "";
  return `${nameOf(entry)} (tier ${judged.service.subject.tier}, ${violation.enforcement}${gate})`;
}

/** Whether the service's own deployments are stopped although this run is not; in mode advise they are not. */
function isSpared({ mode, violation }: Entry): boolean {
  const { enforcement, gate } = violation;
  return mode !== "advise" && gate === "mandatory" && enforcement !== "mandatory";
}

function nameOf({ judged }: Entry): string {
  return plain(judged.service.subject.name);
}

/** Where a service stands in the rule's set: its tier, the level that it has and the one that it must have. */
function standing({ judged, set, terms }: Entry): string {
  const { service, attained } = judged;
  const { name, tier, facts } = service.subject;
  const level = attained.get(set)?.withWaivers;
  const which = set === productionReadiness ? "" : `${set} `;
  const words = [
    `tier ${tier}`,
    ...(level === undefined ? [] : [level === "none" ? `no ${which}level yet` : `${which}${level}`]),
    ...(level === undefined || terms === undefined ? [] : [`must be ${terms.must}`]),
    // A set that would apply gives no level to what is on its way out.
    ...(level === undefined && terms !== undefined ? [facts.lifecycle ?? ""] : []),
  ];
  return `${plain(name)} (${words.join(", ")})`;
}

/** What to do, why, and by when. */
function advice({ rule, set, violation: { fix, due } }: Entry): string {
  return [
    fix === undefined ? "" : `Fix: ${fix} `,
    `Why: ${pageOf(set)}#${rule.id}.`,
    due === undefined ? "" : ` Due ${due}.`,
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
