import type { FactValue } from "../../../evidence/facts";
import { daysBetween } from "../../../tiers/calendar";
import type { Evidence, Subject } from "../../engine/rule";
import { attempt, take } from "../attempt";
import type { LinkedRepository } from "../repository/repository";

/** What is known of the scans of a service's code. */
export interface CodeScan {
  /** The latest scan that ended without an error: its tool, day, and age in days, negative after today. */
  readonly latest: Scan | undefined;
  /** The tool whose latest run ended with an error, where no other did without. */
  readonly failed: string | undefined;
  /** How many critical findings are open. */
  readonly critical: number;
  /** False where the catalog says so. */
  readonly observed: boolean;
  /** Why there can be no scan, where that is so. */
  readonly excuse: string | undefined;
}

interface Scan {
  readonly tool: string;
  readonly date: string;
  readonly age: number;
}

type Told = FactValue<"code-scanning">;

/** Languages that GitHub's own scanner reads, in lower case, as GitHub names them. */
const scannedLanguages: readonly string[] = [
  "c",
  "c#",
  "c++",
  "go",
  "java",
  "javascript",
  "kotlin",
  "python",
  "ruby",
  "rust",
  "swift",
  "typescript",
  "vue",
];

/** Adds up what GitHub says and what the catalog states of a scanner that does not report there. */
export function codeScan(
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
  today: string,
): CodeScan {
  const told = attempt(() =>
    evidence.ask(
      "code-scanning",
      repository.name,
      `the code scanning results of repository ${repository.name}`,
    ),
  );
  const stated = service.facts.security?.codeScan;
  if (stated === undefined) return seenScan(take(told), repository, today);
  const { tool, date, critical } = stated;
  const own: Scan = { tool, date, age: daysBetween(date, today) };
  const seen = "value" in told ? told.value : undefined;
  const latest = newest([own, ...soundScans(seen, today)]);
  return {
    latest,
    failed: undefined,
    critical: critical + (seen?.critical ?? 0),
    observed: latest !== own,
    excuse: undefined,
  };
}

function seenScan(told: Told | undefined, { name }: LinkedRepository, today: string): CodeScan {
  const latest = newest(soundScans(told, today));
  const failed = told?.analyses.find((one) => one.failed)?.tool;
  const scan = { latest, failed, critical: told?.critical ?? 0, observed: true };
  if (told === undefined || told.analyses.length > 0) return { ...scan, excuse: undefined };
  if (told.state === "unavailable")
    return { ...scan, excuse: `GitHub has no code scanning for repository ${name} in its owner's plan` };
  const readable = told.languages?.some((language) => scannedLanguages.includes(language.toLowerCase()));
  const excuse =
    readable === false ? `repository ${name} is in no language that code scanning reads` : undefined;
  return { ...scan, excuse };
}

/** Analyses that ended without an error; one that GitHub dates after midnight is of today. */
function soundScans(told: Told | undefined, today: string): readonly Scan[] {
  return (told?.analyses ?? [])
    .filter(({ failed }) => !failed)
    .map(({ tool, createdAt }) => ({
      tool,
      date: createdAt.slice(0, 10),
      age: Math.max(0, daysBetween(createdAt, today)),
    }));
}

/** The youngest that is not of the future, else any. */
function newest(scans: readonly Scan[]): Scan | undefined {
  const past = scans.filter(({ age }) => age >= 0).sort((a, b) => a.age - b.age);
  return past[0] ?? scans[0];
}
