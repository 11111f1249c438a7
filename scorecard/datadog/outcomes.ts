import { levels } from "../../catalog/initiative";
import { shown } from "../formats/shown-text";
import type { Place } from "../notify/piece";
import type { Scorecard, ScoredFinding } from "../schema";

/** A rule of ours as one of Datadog's Scorecards. */
export interface DatadogRule {
  /** The rule's id, by which it is found again. */
  readonly name: string;
  readonly scorecard_name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** 1 bronze, 2 silver, 3 gold. */
  readonly level: number;
  readonly owner: "readiness";
}

/** One rule's outcome for one service, for the rule of that name in that scorecard. */
export interface DatadogOutcome {
  readonly scorecard: string;
  readonly rule: string;
  readonly entity_reference: string;
  readonly state: "pass" | "fail" | "skip";
  /** May hold HTML, so that texts are escaped. */
  readonly remarks: string;
}

const longest = { name: 200, description: 1000, remarks: 500 } as const;

/** One of Datadog's scorecards for each rule set and stack, as a service has one outcome a rule there. */
function scorecardName(set: string, { project, stack }: Place): string {
  return shown(`${set} (${project}/${stack})`, longest.name);
}

/** Every rule of a scorecard's sets. */
export function datadogRules({ ruleSets, ...place }: Scorecard): readonly DatadogRule[] {
  return ruleSets.flatMap(({ name, definitions }) =>
    definitions.map(({ rule, level, title, why, fix }) => ({
      name: rule,
      scorecard_name: scorecardName(name, place),
      description: shown(`${title}. Why: ${why} Fix: ${fix}`, longest.description),
      enabled: true,
      level: levels.indexOf(level) + 1,
      owner: "readiness",
    })),
  );
}

/**
 * Every outcome: pass and fail as they are, an error as a failure; waived counts as met, as it does for the level with
 * waivers, and says so; what is unknown or does not apply is skipped, with the reason.
 */
export function datadogOutcomes({ services, ruleSets, ...place }: Scorecard): readonly DatadogOutcome[] {
  const known = new Set(
    ruleSets.flatMap(({ name, definitions }) => definitions.map((one) => `${name}/${one.rule}`)),
  );
  return services.flatMap(({ name, findings }) =>
    findings
      .filter(({ set, rule }) => known.has(`${set}/${rule}`))
      .map((finding) => ({
        scorecard: scorecardName(finding.set, place),
        rule: finding.rule,
        entity_reference: `service:${name}`,
        state: states[finding.outcome],
        remarks: escaped(shown(remarksOn(finding), longest.remarks)),
      })),
  );
}

const states = {
  pass: "pass",
  waived: "pass",
  fail: "fail",
  error: "fail",
  unknown: "skip",
  "not-applicable": "skip",
} as const satisfies Record<ScoredFinding["outcome"], DatadogOutcome["state"]>;

function remarksOn({ outcome, reason, violations, waived }: ScoredFinding): string {
  const failures = violations.map(({ text, due }) => (due === undefined ? text : `${text} Due ${due}.`));
  switch (outcome) {
    case "pass":
      return "Met.";
    case "waived":
      return waived
        .map(({ text, waiver }) => `Waived until ${waiver.expires} (${waiver.reason}): ${text}`)
        .join(" ");
    case "fail":
      return failures.join(" ");
    case "error":
      return `The rule went wrong: ${reason ?? failures.join(" ")}`;
    case "unknown":
      return `Could not be judged: ${reason ?? "no reason is known"}.`;
    default:
      return `Does not apply: ${reason ?? "no reason is known"}.`;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
