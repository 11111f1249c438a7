import { daysBetween } from "../tiers/calendar";
import { groupCoverage } from "./coverage";
import type { Scorecard, ScoredFinding, ScoredService } from "./schema";
import { shareAtMust } from "./share";

const outcomes = ["pass", "fail", "not-applicable", "unknown", "waived", "error"] as const;
const causes = ["planned", "authored", "unobserved", "no-collector", "partial"] as const;

/** Counts what the scored services come to on a UTC day. */
export function summarise(
  day: string,
  services: readonly ScoredService[],
  unclaimed: readonly string[],
  sets: readonly string[],
): Scorecard["summary"] {
  const findings = services.flatMap((service) => service.findings);
  const violations = findings.flatMap((finding) => finding.violations);
  const strict = (enforcement: string): number =>
    violations.filter((violation) => violation.enforcement === enforcement).length;
  return {
    services: services.length,
    levels: sets.map((set) => levelsIn(set, services)),
    findings: countsOf(findings),
    unknown: Object.fromEntries(
      causes.map((cause) => [cause, unknownBy(findings, cause)] as const).filter(([, number]) => number > 0),
    ),
    violations: { mandatory: strict("mandatory"), advisory: strict("advisory"), off: strict("off") },
    blockingServices: namesWith(services, ({ enforcement }) => enforcement === "mandatory"),
    gatedServices: namesWith(services, ({ violations: own }) => own.some(({ gate }) => gate === "mandatory")),
    coverage: [...groupCoverage(services, sets)],
    ready: sets.map((set) => readyIn(set, services)),
    waivedFailures: findings.reduce((sum, { waived }) => sum + waived.length, 0),
    waiverDebtDays: findings.reduce((sum, finding) => sum + debtOf(finding, day), 0),
    ...taskCounts(services),
    unclaimed: [...unclaimed],
  };
}

/** Counted where a sync told of any service what is open. */
export function taskCounts(services: readonly ScoredService[]): Pick<Scorecard["summary"], "tasks"> {
  if (services.every(({ tasks }) => tasks === undefined)) return {};
  const all = services.flatMap(({ tasks = [] }) => tasks);
  return { tasks: { open: all.length, overdue: all.filter(({ overdue }) => overdue).length } };
}

function readyIn(set: string, services: readonly ScoredService[]): Scorecard["summary"]["ready"][number] {
  const { of, asJudged, withWaivers } = shareAtMust(services, set);
  return { set, services: of, asJudged, withWaivers };
}

function debtOf({ waived }: ScoredFinding, day: string): number {
  const open = waived.map(({ waiver }) => daysBetween(waiver.requested, day));
  return open.reduce((sum, days) => sum + Math.max(0, days), 0);
}

function unknownBy(findings: readonly ScoredFinding[], cause: string): number {
  return findings.filter((finding) => finding.outcome === "unknown" && finding.cause === cause).length;
}

/** Services without a level in the set, such as deprecated ones, count as having none. */
function levelsIn(set: string, services: readonly ScoredService[]): Scorecard["summary"]["levels"][number] {
  const reached = services.map(({ levels }) => levels.find((one) => one.set === set)?.withWaivers ?? "none");
  const number = (level: string): number => reached.filter((one) => one === level).length;
  return {
    set,
    gold: number("gold"),
    silver: number("silver"),
    bronze: number("bronze"),
    none: number("none"),
  };
}

function countsOf(findings: readonly ScoredFinding[]): Scorecard["summary"]["findings"] {
  const number = (outcome: (typeof outcomes)[number]): number =>
    findings.filter((finding) => finding.outcome === outcome).length;
  return {
    pass: number("pass"),
    fail: number("fail"),
    "not-applicable": number("not-applicable"),
    unknown: number("unknown"),
    waived: number("waived"),
    error: number("error"),
  };
}

function namesWith(services: readonly ScoredService[], test: (finding: ScoredFinding) => boolean): string[] {
  return services.filter(({ findings }) => findings.some(test)).map(({ name }) => name);
}
