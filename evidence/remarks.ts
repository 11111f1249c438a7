import type { ObservedFact, Vendor } from "./facts";

/** Names of the vendors in sentences. */
export const vendorNames: Readonly<Record<Vendor, string>> = {
  github: "GitHub",
  pagerduty: "PagerDuty",
  datadog: "Datadog",
};

/** Different causes that one sentence names at most. */
const mostCauses = 3;
/** Answers of the same hour are as good as new. */
const oldMinutes = 60;

/** What whoever observed must know of one vendor's answers: gaps with their causes, and answers that are old. */
export function remarksOn(vendor: Vendor, facts: readonly ObservedFact[], now: Date): readonly string[] {
  const own = facts.filter(({ source }) => source === vendor);
  const name = vendorNames[vendor];
  const unanswered = own.flatMap(({ answer }) => (answer.state === "unanswered" ? [answer.reason] : []));
  const hidden = own.flatMap(({ answer }) => (answer.state === "not-visible" ? [answer.permission] : []));
  const gaps = (causes: readonly string[], says: string): readonly string[] =>
    causes.length === 0
      ? []
      : [`${name} ${says} ${causes.length} of ${own.length} questions: ${counts(causes)}.`];
  return [
    ...gaps(unanswered, "did not answer"),
    ...gaps(hidden, "hides the answers to"),
    ...ageOf(name, own, now),
  ];
}

function counts(causes: readonly string[]): string {
  const byCause = new Map<string, number>();
  for (const cause of causes) byCause.set(cause, (byCause.get(cause) ?? 0) + 1);
  const often = [...byCause].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const named = often.slice(0, mostCauses).map(([cause, count]) => `${cause} (${count})`);
  const rest = often.length - named.length;
  return [...named, ...(rest > 0 ? [`and ${rest} ${rest === 1 ? "cause" : "causes"} more`] : [])].join("; ");
}

function ageOf(name: string, facts: readonly ObservedFact[], now: Date): readonly string[] {
  const told = facts.filter(({ answer }) => answer.state === "value" || answer.state === "absent");
  const oldest = Math.min(...told.map(({ at }) => Date.parse(at)));
  const minutes = Math.floor((now.getTime() - oldest) / 60_000);
  return told.length > 0 && minutes >= oldMinutes
    ? [`${name}'s answers are up to ${minutes} minutes old.`]
    : [];
}
