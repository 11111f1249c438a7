import { enforcements } from "../../tiers/enforcement";
import { tierTerms } from "../../tiers/levels";
import type { Judgement, ServiceJudgement, Violation } from "./judge";
import type { AnyRule } from "./rule";

/** One line that the engine shows: of which rule, about which resource, and whether it may block. */
export interface Report {
  readonly rule: string;
  readonly urn: string;
  readonly text: string;
  readonly enforcement: "advisory" | "mandatory";
}

/** More advisory lines of one rule than this are gathered into one. */
const mostAdvisories = 10;

interface Entry {
  readonly rule: AnyRule;
  readonly judged: ServiceJudgement;
  readonly violation: Violation;
}

/** What a judgement shows in preview and update: mandatory violations one by one, long lists of advisory ones in one line. */
export function reportsOf(judgement: Judgement): readonly Report[] {
  const entries = judgement.services.flatMap((judged) =>
    judged.findings.flatMap(({ rule, violations }) =>
      violations
        .filter(({ enforcement }) => enforcement !== "off")
        .map((violation) => ({ rule, judged, violation })),
    ),
  );
  const shared = [
    ...groupBy(
      entries,
      ({ rule, violation }) => `${rule.id} ${violation.urn} ${violation.subject ?? ""} ${violation.message}`,
    ).values(),
  ].map(merge);
  return [...groupBy(shared, ({ entry, enforcement }) => `${entry.rule.id} ${enforcement}`).values()].flatMap(
    gather,
  );
}

interface Merged {
  readonly entry: Entry;
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
  return (
    strictness ||
    a.judged.service.subject.tier - b.judged.service.subject.tier ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  );
}

function gather(lines: readonly Merged[]): readonly Report[] {
  const [first] = lines;
  if (first === undefined) return [];
  if (first.enforcement === "mandatory" || lines.length <= mostAdvisories) return lines.map(single);
  const names = [...new Set(lines.flatMap(({ entry, also }) => [entry, ...also].map(nameOf)))].sort();
  const { rule } = first.entry;
  const text = `${names.length} services do not meet this: ${names.join(", ")}.\nFirst: ${first.entry.violation.text}\n${advice(first.entry)}`;
  return [{ rule: rule.id, urn: first.entry.violation.urn, text, enforcement: "advisory" }];
}

function single({ entry, also, enforcement }: Merged): Report {
  const { violation } = entry;
  const others =
    also.length === 0
      ? ""
      : `\nThe same holds for ${also.map((one) => `${nameOf(one)} (tier ${one.judged.service.subject.tier}, ${one.violation.enforcement})`).join(", ")}.`;
  return {
    rule: entry.rule.id,
    urn: violation.urn,
    enforcement,
    text: `${standing(entry.judged)}: ${violation.text}\n${advice(entry)}${others}`,
  };
}

function nameOf({ judged }: Entry): string {
  return judged.service.subject.name;
}

/** Where a service stands: its tier, the level that it has and the one that it must have. */
function standing({ service, level }: ServiceJudgement): string {
  const { name, tier } = service.subject;
  return `${name} (tier ${tier}, ${level === "none" ? "no level yet" : level}, must be ${tierTerms[tier].must})`;
}

function advice({ rule, violation }: Entry): string {
  const fix = violation.fix === undefined ? "" : `Fix: ${violation.fix} `;
  return `${fix}Why: docs/rules.md#${rule.id}.`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
