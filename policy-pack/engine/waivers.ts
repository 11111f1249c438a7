import type { Tier } from "../../catalog/tier";
import type { Waiver } from "../../catalog/waiver";
import { longestWaiver } from "../../catalog/waiver-terms";
import { daysBetween } from "../../tiers/calendar";
import { approversOf, hasMember, isListed, isTeam } from "./approvals";
import type { AnyRule, Subject, Surroundings } from "./rule";

/** Whether a waiver counts today, or why not in words that follow 'Its waiver'. */
export type Standing =
  | { readonly counts: true }
  | { readonly counts: false; readonly expired: boolean; readonly why: string };

/** A waiver of one rule for one service, with whether it counts. */
export interface JudgedWaiver {
  readonly waiver: Waiver;
  readonly standing: Standing;
}

/** Whether a waiver is about a failure: of its rule and service, and of its subject where it names one. */
export function isAbout(waiver: Waiver, subject: string | undefined): boolean {
  return waiver.subject === undefined || waiver.subject === subject?.trim();
}

/** Every waiver of the catalog by service (an earlier name finds it as well) and rule. */
export function indexWaivers({
  catalog,
  service,
}: Surroundings): (name: string, rule: string) => readonly Waiver[] {
  const known = new Map<string, Waiver[]>();
  for (const waiver of catalog?.waivers ?? []) {
    const name = service(waiver.service)?.subject.name ?? waiver.service;
    const key = JSON.stringify([name, waiver.rule]);
    const list = known.get(key);
    if (list) list.push(waiver);
    else known.set(key, [waiver]);
  }
  return (name, rule) => known.get(JSON.stringify([name, rule])) ?? [];
}

/** Whether a waiver counts for a service and a rule: its form, its days and its approver. */
export function standingOf(
  waiver: Waiver,
  service: Subject,
  rule: AnyRule,
  surroundings: Surroundings,
  /** UTC day, YYYY-MM-DD; a waiver that expires on it counts until its end. */
  today: string,
): Standing {
  if (waiver.expires < today) return { counts: false, expired: true, why: `ended on ${waiver.expires}` };
  const why =
    (rule.unwaivableAt?.includes(service.tier)
      ? "does not count, as this rule cannot be waived"
      : undefined) ??
    whyDatesAreWrong(waiver, service.tier, today) ??
    whyNotApproved(waiver, service, surroundings);
  return why === undefined ? { counts: true } : { counts: false, expired: false, why };
}

function whyDatesAreWrong({ requested, expires }: Waiver, tier: Tier, today: string): string | undefined {
  if (requested > today) return `does not count yet, as it was requested on ${requested}`;
  const most = tier === 1 ? longestWaiver.tier1 : longestWaiver.otherwise;
  const days = daysBetween(requested, expires);
  if (days < 0) return `does not count, as it ends on ${expires}, before it was requested`;
  return days > most
    ? `does not count, as it lasts ${days} days and may last ${most} at tier ${tier}`
    : undefined;
}

function whyNotApproved(
  { approver }: Waiver,
  { tier, team }: Subject,
  surroundings: Surroundings,
): string | undefined {
  if (team === undefined)
    return "does not count, as without an owning team nobody can tell whether its approver is outside it";
  if (isTeam(approver, surroundings))
    return `does not count, as its approver ${approver} is a team, not a person`;
  if (hasMember(team, approver))
    return `does not count, as its approver ${approver} is a member of ${team.name}`;
  if (tier === 1 && !isListed(approver, approversOf(tier, surroundings), surroundings))
    return `does not count, as ${approver} is no approver of tier 1`;
  return undefined;
}

/** What the waivers that are about a failure come to: the one that accepts it, else sentences about why none does. */
export function weighWaivers(judged: readonly JudgedWaiver[]): {
  readonly accepting: Waiver | undefined;
  readonly said: readonly string[];
} {
  const [accepting] = judged.filter(({ standing }) => standing.counts).toSorted(byEnd);
  if (accepting) return { accepting: accepting.waiver, said: [] };
  const whys = (expired: boolean): readonly string[] =>
    judged
      .toSorted(byEnd)
      .flatMap(({ standing }) => (standing.counts || standing.expired !== expired ? [] : [standing.why]));
  // Of several that followed each other only the last one's end matters.
  const said = new Set([...whys(true).slice(0, 1), ...whys(false)]);
  return { accepting: undefined, said: [...said].map((why) => `Its waiver ${why}.`) };
}

/** The one that lasts longest first, so that the order in which they are written does not matter. */
function byEnd({ waiver: a }: JudgedWaiver, { waiver: b }: JudgedWaiver): number {
  if (a.expires !== b.expires) return a.expires > b.expires ? -1 : 1;
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
