import type { BaselineEntry, CatalogFacts } from "../../catalog/graph";
import type { Initiative } from "../../catalog/initiative";
import { endingSoonDays } from "../../catalog/waiver-terms";
import { daysBetween } from "../../tiers/calendar";
import { stateOfEmergency } from "./context";
import { emergencyText } from "./emergency-words";
import type { Inventory } from "./inventory";
import type { Judgement } from "./judge";
import { progressOf, strangersOf } from "./progress";
import { counted, some } from "./summary-words";
import { plain } from "./text";
import type { Today } from "./today";
import type { WaiverReport } from "./waiver-reports";

/** What a run says of everything that is accepted for a while: waivers, emergencies, the baseline and initiatives. */
export function exceptions(judgement: Judgement, inventory: Inventory, today: Today): readonly string[] {
  const { catalog } = inventory.surroundings;
  return [
    inForce(judgement, today.day),
    ...removable(judgement.waivers),
    saidToBeWrong(judgement.waivers),
    emergency(inventory, today),
    ...locked(catalog?.locks ?? [], today.day),
    ...(judgement.mode === "ratchet" ? [ratchet(judgement, catalog?.baseline ?? [])] : []),
    ...(catalog?.initiatives ?? [])
      .filter(({ start }) => start <= today.day)
      .flatMap((initiative) => [campaign(initiative, judgement, today.day), unjudged(initiative, judgement)]),
  ];
}

function emergency(inventory: Inventory, today: Today): string {
  const record = inventory.surroundings.catalog?.breakGlass;
  if (record === undefined) return "";
  return plain(emergencyText(record, stateOfEmergency(record, inventory, today)));
}

/** Locks stop the gates of services, not the catalog's own runs: those that count, and those that have ended. */
function locked(locks: CatalogFacts["locks"], today: string): readonly string[] {
  const [counting, ended] = [
    locks.filter(({ until }) => until >= today),
    locks.filter(({ until }) => until < today),
  ];
  const until = ({ service, by, until: day }: (typeof locks)[number]) => `${service} until ${day} by ${by}`;
  return [
    counting.length === 0 ? "" : `Locked, so that their gates are closed: ${some(counting.map(until))}.`,
    ended.length === 0
      ? ""
      : `Locks that have ended, to be removed by \`readiness unlock\`: ${some(ended.map(({ service, until: day }) => `${service} on ${day}`))}.`,
  ];
}

function inForce({ services, waivers }: Judgement, today: string): string {
  const findings = services.flatMap((service) => service.findings);
  const failures = findings.reduce((sum, { waived }) => sum + waived.length, 0);
  if (failures === 0) return "";
  const ending = waivers.filter(
    ({ state, waiver }) => state === "in-force" && daysBetween(today, waiver.expires) <= endingSoonDays,
  );
  const ends = ending.map(({ waiver }) => `${waiver.rule} of ${waiver.service} on ${waiver.expires}`);
  return `${counted(failures, "failure")} waived${ends.length === 0 ? "" : `; ending soon: ${some(ends)}`}.`;
}

/** Waivers that accept nothing, by what is the matter with them. */
function removable(waivers: readonly WaiverReport[]): readonly string[] {
  const states = ["expired", "refused", "unused", "orphaned"] as const;
  return states.map((state) => {
    const named = waivers
      .filter((one) => one.state === state)
      .map(({ waiver, why }) => `${waiver.rule} of ${waiver.service} (${why ?? state})`);
    return named.length === 0 ? "" : `Waivers to mend or remove, ${state}: ${some(named)}.`;
  });
}

function saidToBeWrong(waivers: readonly WaiverReport[]): string {
  const rules = waivers
    .filter(({ waiver }) => waiver.reason === "wrong-rule")
    .map(({ waiver }) => waiver.rule);
  return rules.length === 0 ? "" : `Rules that waivers call wrong: ${some([...new Set(rules)].sort())}.`;
}

function ratchet(judgement: Judgement, baseline: readonly BaselineEntry[]): string {
  if (baseline.length === 0) return "Mode ratchet without a baseline: every failure counts as new.";
  const violations = judgement.services.flatMap(({ findings }) => findings.flatMap((one) => one.violations));
  const tolerated = violations.filter(({ chain }) => chain.some(({ step }) => step === "ratchet")).length;
  return `The baseline has ${counted(baseline.length, "failure")}, ${tolerated} of them tolerated here.`;
}

function campaign(initiative: Initiative, judgement: Judgement, today: string): string {
  const { covered, met } = progressOf(initiative, judgement);
  const left = daysBetween(today, initiative.deadline);
  const when = left < 0 ? `it ended on ${initiative.deadline}` : `${counted(left, "day")} left`;
  return `Initiative ${initiative.id}: ${met.length} of ${counted(covered.length, "service")} meet it (goal ${initiative.goal} %), ${when}.`;
}

function unjudged(initiative: Initiative, judgement: Judgement): string {
  const names = strangersOf(initiative, judgement);
  return names.length === 0
    ? ""
    : `Initiative ${initiative.id} names what is not judged, so that nobody has to meet it: ${some(names)}.`;
}
