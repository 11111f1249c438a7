import type { Waiver } from "../../catalog/waiver";
import type { Outcome } from "../../tiers/attainment";
import type { Enforcement, EnforcementStep } from "../../tiers/enforcement";
import type { AnyRule } from "./rule";
import type { UnknownCause } from "./value";

/** One thing that keeps a rule from being met, and what it means. */
export interface Violation {
  /** Which of the rule's messages it is; `unknown`, `authored` or `error` where the rule itself said nothing. */
  readonly message: string;
  readonly text: string;
  readonly fix: string | undefined;
  readonly subject: string | undefined;
  readonly urn: string;
  /** Whether it is said of the service itself, or of a resource that it may share with others. */
  readonly about: "service" | "resource";
  /** What it means for the run that asked. */
  readonly enforcement: Enforcement;
  readonly chain: readonly EnforcementStep[];
  /** What it means for the gate of the service's own deployments. */
  readonly gate: Enforcement;
  /** What it means for that gate once the emergency on record has ended; absent where the emergency changes nothing. */
  readonly gateAfterEmergency?: Enforcement;
  /** The first day, YYYY-MM-DD, after which time alone makes it stricter, where there is one. */
  readonly due: string | undefined;
}

/** A failure that a waiver in force accepts. */
export interface WaivedFailure {
  readonly message: string;
  readonly text: string;
  readonly subject: string | undefined;
  readonly waiver: Waiver;
}

/** One rule's outcome for one service. */
export interface Finding {
  readonly rule: AnyRule;
  /** Name of the rule's set. */
  readonly set: string;
  readonly outcome: Outcome;
  /** Why it is unknown, where it is. */
  readonly cause: UnknownCause | undefined;
  /** Why it does not apply, is unknown or went wrong. */
  readonly reason: string | undefined;
  readonly violations: readonly Violation[];
  readonly waived: readonly WaivedFailure[];
  /** The strictest of its violations. */
  readonly enforcement: Enforcement;
  /** Resource types and kinds of facts that the check looked at, by name. */
  readonly lookedAt: readonly string[];
}
