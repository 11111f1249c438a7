import type { Outcome } from "../../tiers/attainment";
import type { InventoryService } from "./inventory";
import type { AnyRule, CheckContext, FailureSite, Messages, Surroundings } from "./rule";
import { type UnknownCause, UnknownValue } from "./value";

/** One failure as a check reported it. */
export interface Failure {
  readonly message: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly site: FailureSite;
}

/** What came of one rule for one service, before any enforcement. */
export interface CheckResult {
  readonly outcome: Exclude<Outcome, "waived">;
  readonly failures: readonly Failure[];
  readonly cause?: UnknownCause;
  readonly reason?: string;
}

class NotApplicable extends Error {}

interface Unknown {
  readonly cause: UnknownCause;
  readonly reason: string;
}

/** Which cause speaks for a result that has several: what blocks most comes first. */
const causeOrder: readonly UnknownCause[] = ["authored", "partial", "unobserved", "planned", "no-collector"];

/** Runs one rule on one service. Whatever it throws becomes an outcome; nothing escapes. */
export function checkRule(
  service: InventoryService,
  rule: AnyRule,
  parameters: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  today: string,
): CheckResult {
  if (service.broken) return { ...nothing, outcome: service.broken.outcome, reason: service.broken.reason };
  const skipped = outOfScope(service, rule);
  if (skipped !== undefined) return { ...nothing, outcome: "not-applicable", reason: skipped };
  const failures: Failure[] = [];
  const unknowns: Unknown[] = [];
  try {
    const context = contextFor(service, parameters, surroundings, today, failures, unknowns);
    const returned: unknown = rule.check(context as CheckContext<never, never>); // parameters and messages are the rule's own
    if (isThenable(returned)) return crashed("it returned a promise; checks must be synchronous");
  } catch (error) {
    if (error instanceof NotApplicable)
      return { ...nothing, outcome: "not-applicable", reason: error.message };
    if (!(error instanceof UnknownValue))
      return crashed(error instanceof Error ? error.message : String(error));
    unknowns.push({ cause: error.unknownCause, reason: error.reason });
  }
  return conclude(failures, unknowns);
}

const nothing = { failures: [] } as const;

function crashed(why: string): CheckResult {
  return { ...nothing, outcome: "error", reason: `The rule could not judge: ${why}.` };
}

function outOfScope({ subject }: InventoryService, rule: AnyRule): string | undefined {
  if (rule.tiers && !rule.tiers.includes(subject.tier)) return `tier ${subject.tier} does not ask for it`;
  if (!subject.inCatalog && rule.evidence.every((kind) => kind === "catalog"))
    return "the service is not in a catalog";
  return undefined;
}

function conclude(failures: readonly Failure[], unknowns: readonly Unknown[]): CheckResult {
  if (failures.length > 0) return { outcome: "fail", failures };
  const worst = causeOrder
    .map((cause) => unknowns.find((unknown) => unknown.cause === cause))
    .find((unknown) => unknown);
  if (worst === undefined) return { ...nothing, outcome: "pass" };
  const outcome = worst.cause === "authored" ? "fail" : "unknown";
  return { ...nothing, outcome, cause: worst.cause, reason: worst.reason };
}

function contextFor(
  service: InventoryService,
  parameters: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  today: string,
  failures: Failure[],
  unknowns: Unknown[],
): CheckContext<string, Messages> {
  return {
    service: service.subject,
    evidence: service.evidence,
    parameters: parameters as Record<string, never>, // validated by the rule's own table
    surroundings,
    today,
    fail: (message, data, site = {}) => void failures.push({ message, data, site }),
    notApplicable: (reason) => {
      throw new NotApplicable(reason);
    },
    unknown: (cause, reason) => {
      throw new UnknownValue(cause, reason);
    },
    each: (items, judgeItem) => {
      for (const item of items) {
        try {
          judgeItem(item);
        } catch (error) {
          if (!(error instanceof UnknownValue)) throw error;
          unknowns.push({ cause: error.unknownCause, reason: error.reason });
        }
      }
    },
  };
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
