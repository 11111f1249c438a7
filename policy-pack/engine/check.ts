import type { Outcome } from "../../tiers/attainment";
import type { InventoryService } from "./inventory";
import type { AnyRule, CheckContext, Evidence, FailureSite, Messages, Surroundings } from "./rule";
import { describeThrown } from "./text";
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
  /** Since when it is unknown, as ISO 8601, where that is on record. */
  readonly since?: string | undefined;
  /** What could not be judged beside the failures that were found. */
  readonly beside?: Unknown;
}

class NotApplicable extends Error {}

/** Why something could not be judged, and since when, as ISO 8601, where that is on record. */
export interface Unknown {
  readonly cause: UnknownCause;
  readonly reason: string;
  readonly since?: string;
}

/** What a check has said so far; closed once it has returned, since a later word would be lost. */
interface Said {
  readonly failures: Failure[];
  readonly unknowns: Unknown[];
  closed: boolean;
}

/** Which cause speaks for a result that has several: what blocks most comes first. */
const causeOrder: readonly UnknownCause[] = ["authored", "partial", "unobserved", "planned", "no-collector"];

/** Stands for a time that nobody recorded: after every other. */
const never = "9999-12-31T23:59:59Z";

/** What a check needs of a service. */
export interface Checkable extends Pick<InventoryService, "subject" | "broken"> {
  readonly evidence: Evidence;
}

/** Runs one rule on one service. Whatever it throws becomes an outcome; nothing escapes. */
export function checkRule(
  service: Checkable,
  rule: AnyRule,
  parameters: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  today: string,
): CheckResult {
  if (service.broken) return { ...nothing, outcome: service.broken.outcome, reason: service.broken.reason };
  const skipped = outOfScope(service, rule);
  if (skipped !== undefined) return { ...nothing, outcome: "not-applicable", reason: skipped };
  const said: Said = { failures: [], unknowns: [], closed: false };
  try {
    const context = contextFor(service, rule, parameters, surroundings, today, said);
    const returned: unknown = rule.check(context as CheckContext<never, never>); // parameters and messages are the rule's own
    if (isThenable(returned)) return crashed("it returned a promise; checks must be synchronous");
    return conclude(said, undefined);
  } catch (error) {
    if (error instanceof NotApplicable) return conclude(said, error.message);
    if (!(error instanceof UnknownValue)) return crashed(describeThrown(error));
    said.unknowns.push(unknownOf(error));
    return conclude(said, undefined);
  } finally {
    said.closed = true;
  }
}

function unknownOf({ unknownCause: cause, reason, since }: UnknownValue): Unknown {
  return { cause, reason, ...(since === undefined ? {} : { since }) };
}

const nothing = { failures: [] } as const;

function crashed(why: string): CheckResult {
  return { ...nothing, outcome: "error", reason: `The rule could not judge: ${why}.` };
}

function outOfScope({ subject }: Checkable, rule: AnyRule): string | undefined {
  if (rule.tiers && !rule.tiers.includes(subject.tier)) return `tier ${subject.tier} does not ask for it`;
  if (!subject.inCatalog && rule.evidence.every((kind) => kind === "catalog"))
    return "the service is not in a catalog";
  return undefined;
}

/**
 * A failure that was found stands whatever else is unknown; what is unknown stands against 'not applicable', which may
 * rest on it; only then may a check not apply or pass.
 */
function conclude({ failures, unknowns }: Said, notApplicable: string | undefined): CheckResult {
  const worst = worstOf(unknowns);
  if (failures.length > 0)
    return { outcome: "fail", failures: [...failures], ...(worst === undefined ? {} : { beside: worst }) };
  if (worst !== undefined) {
    const outcome = worst.cause === "authored" ? "fail" : "unknown";
    return { ...nothing, outcome, ...worst };
  }
  if (notApplicable !== undefined) return { ...nothing, outcome: "not-applicable", reason: notApplicable };
  return { ...nothing, outcome: "pass" };
}

/** What blocks most, and of that what has been unknown for the longest time. */
function worstOf(unknowns: readonly Unknown[]): Unknown | undefined {
  const cause = causeOrder.find((one) => unknowns.some((unknown) => unknown.cause === one));
  const [longest] = unknowns
    .filter((unknown) => unknown.cause === cause)
    .toSorted((a, b) => Date.parse(a.since ?? never) - Date.parse(b.since ?? never));
  return longest;
}

function contextFor(
  service: Checkable,
  rule: AnyRule,
  parameters: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  today: string,
  said: Said,
): CheckContext<string, Messages> {
  return {
    service: service.subject,
    evidence: service.evidence,
    parameters: parameters as Record<string, never>, // validated by the rule's own table
    surroundings,
    today,
    fail: (message, data, site = {}) => {
      if (said.closed) throw new Error("a failure was reported after the check had returned");
      if (!Object.hasOwn(rule.messages, message)) throw new Error(`it has no message ${message}`);
      said.failures.push({ message, data, site });
    },
    notApplicable: (reason) => {
      throw new NotApplicable(reason);
    },
    unknown: (cause, reason) => {
      throw new UnknownValue(cause, reason);
    },
    each: (items, judgeItem) => judgeEach(items, judgeItem, said),
  };
}

function judgeEach<T>(items: readonly T[], judgeItem: (item: T) => unknown, said: Said): void {
  for (const item of items) {
    try {
      if (isThenable(judgeItem(item))) throw new Error("each was given an asynchronous function");
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      said.unknowns.push(unknownOf(error));
    }
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
