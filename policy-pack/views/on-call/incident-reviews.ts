import type { FactValue } from "../../../evidence/facts";
import { daysBetween } from "../../../tiers/calendar";
import type { Evidence, Subject } from "../../engine/rule";
import { addWorkingDays, localDay } from "./working-days";

type Incident = FactValue<"incidents">["incidents"][number];

/** Which incidents need a review, and until when. */
export interface ReviewTerms {
  /** Days back that are looked at. */
  readonly days: number;
  /** Names of priorities, such as P1. */
  readonly priorities: readonly string[];
  /** One that somebody had to resolve and that was open for longer needs one as well. */
  readonly openMinutes: number;
  /** Working days after its end. */
  readonly workingDays: number;
}

/** A review that an incident needs. All days are YYYY-MM-DD in the team's zone. */
export interface NeededReview {
  /** Number, else id. */
  readonly incident: string;
  readonly opened: string;
  /** The last day on which it is in time. */
  readonly due: string;
  /** Since when one is linked: undefined where none is, "some day" where nothing tells when. */
  readonly linked: string | undefined;
}

/** The incidents of a service, as its vendor tells them; throws UnknownValue where it does not. */
export function incidentsOf(service: Subject, evidence: Evidence): FactValue<"incidents"> | undefined {
  return evidence.ask("incidents", service.name, `the incidents of ${service.name}`);
}

/** The reviews that incidents need which have ended; one that is open, or was opened too long ago, needs none. */
export function neededReviews(
  service: Subject,
  incidents: readonly Incident[],
  terms: ReviewTerms,
  today: string,
): readonly NeededReview[] {
  const zone = service.team?.timeZone ?? "UTC";
  return mergedGroups(incidents).flatMap(({ root, merged }) => {
    const all = [root, ...merged];
    if (root.resolvedAt === undefined || daysBetween(root.createdAt, today) > terms.days) return [];
    if (!all.some((one) => hasPriority(one, terms)) && !tookLong(root, terms)) return [];
    const due = addWorkingDays(localDay(zone, root.resolvedAt), terms.workingDays);
    const links = all
      .flatMap((one) => linksOf(one, service, zone))
      .filter((day) => day === someDay || day <= today);
    // Both "some day" and an early day speak for the team.
    const linked = links.includes(someDay) ? someDay : links.sort()[0];
    return [{ incident: labelOf(root), opened: localDay(zone, root.createdAt), due, linked }];
  });
}

/** Stands for a day that nothing tells. */
export const someDay = "some day";

interface MergedGroup {
  readonly root: Incident;
  readonly merged: readonly Incident[];
}

/** Incidents with those that were merged into them; what was merged into one that is not told stands for itself. */
function mergedGroups(incidents: readonly Incident[]): readonly MergedGroup[] {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const groups = new Map<Incident, Incident[]>();
  for (const incident of incidents) {
    const root = rootOf(incident, byId);
    const group = groups.get(root) ?? [];
    if (incident !== root) group.push(incident);
    groups.set(root, group);
  }
  return [...groups].map(([root, merged]) => ({ root, merged }));
}

function rootOf(incident: Incident, byId: ReadonlyMap<string, Incident>): Incident {
  let root = incident;
  for (let step = 0; step < byId.size; step++) {
    const next = byId.get(root.mergedInto ?? "");
    if (next === undefined || next === incident) break;
    root = next;
  }
  return root;
}

function hasPriority({ priority }: Incident, { priorities }: ReviewTerms): boolean {
  return priorities.some((one) => one.toLowerCase() === priority?.trim().toLowerCase());
}

function tookLong({ createdAt, resolvedAt, resolvedBy }: Incident, { openMinutes }: ReviewTerms): boolean {
  const minutes = (Date.parse(resolvedAt ?? createdAt) - Date.parse(createdAt)) / 60_000;
  return resolvedBy !== "automation" && minutes > openMinutes;
}

function labelOf({ id, number }: Incident): string {
  return number === undefined ? id : `#${number}`;
}

/** Days on which a review of an incident was linked: at the vendor, and in the catalog. */
function linksOf(incident: Incident, { facts }: Subject, zone: string): readonly string[] {
  const { id, number, title, review, createdAt } = incident;
  const names = [id, ...(number === undefined ? [] : [`${number}`, `#${number}`])].map(folded);
  const opened = localDay(zone, createdAt);
  const stated = facts.reviews.filter(({ incident: name, at }) => {
    if (names.includes(folded(name))) return true;
    // Incidents of one title come again and again: an earlier review was another's.
    return title !== undefined && folded(title) === folded(name) && at >= opened;
  });
  const seen = review === undefined ? [] : [review.at === undefined ? someDay : localDay(zone, review.at)];
  return [...seen, ...stated.map(({ at }) => at)];
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
