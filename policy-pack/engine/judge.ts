import type { Mode, Tier } from "../../catalog/graph";
import { attainedLevel, type Outcome } from "../../tiers/attainment";
import { type Enforcement, type EnforcementStep, enforce, strictest } from "../../tiers/enforcement";
import type { Level } from "../../tiers/levels";
import { type CheckResult, checkRule, type Failure } from "./check";
import type { Inventory, InventoryService } from "./inventory";
import { runAllLimited } from "./limit";
import type { AnyRule } from "./rule";
import { catchStrayRejections } from "./stray";
import { fill, plain } from "./text";
import type { UnknownCause } from "./value";

/** A rule that is switched on, with the parameters that hold at each tier and the operator's ceiling, if known. */
export interface ActiveRule {
  readonly rule: AnyRule;
  parameters(tier: Tier): Readonly<Record<string, unknown>>;
  readonly ceiling?: Enforcement;
}

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
  readonly enforcement: Enforcement;
  readonly chain: readonly EnforcementStep[];
}

/** One rule's outcome for one service. */
export interface Finding {
  readonly rule: AnyRule;
  readonly outcome: Outcome;
  /** Why it is unknown, where it is. */
  readonly cause: UnknownCause | undefined;
  /** Why it does not apply, is unknown or went wrong. */
  readonly reason: string | undefined;
  readonly violations: readonly Violation[];
  /** The strictest of its violations. */
  readonly enforcement: Enforcement;
}

export interface ServiceJudgement {
  readonly service: InventoryService;
  readonly level: Level | "none";
  readonly findings: readonly Finding[];
}

export interface Judgement {
  readonly mode: Mode;
  readonly services: readonly ServiceJudgement[];
}

/** Judges every service by every rule: a function of inventory, rules and day (YYYY-MM-DD); `now` only guards time. */
export async function judge(
  inventory: Inventory,
  rules: readonly ActiveRule[],
  today: string,
  now: () => number,
): Promise<Judgement> {
  const results = await checkAll(inventory, rules, today, now);
  const mode = inventory.surroundings.catalog?.mode ?? "advise";
  const services = inventory.services.map((service, at): ServiceJudgement => {
    const findings = rules.map((active, index) =>
      conclude(service, active, results[at * rules.length + index], inventory, mode),
    );
    return { service, findings, level: attainedLevel(findings.map(levelEvidence)) };
  });
  return { mode, services };
}

/** What comes of each pair of a service and a rule: service by service, each with all rules in their order. */
async function checkAll(
  inventory: Inventory,
  rules: readonly ActiveRule[],
  today: string,
  now: () => number,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  const stray = catchStrayRejections();
  const pairs = inventory.services.flatMap((service) =>
    rules.map((active, group) => ({ service, active, group })),
  );
  const jobs = pairs.map(({ service, active, group }, index) => ({
    group,
    run: () => {
      const parameters = active.parameters(service.subject.tier);
      results[index] = stray.during(index, () =>
        checkRule(service, active.rule, parameters, inventory.surroundings, today),
      );
    },
  }));
  const stopped = (index: number, why: string): void => {
    results[index] = failed(`The rule ${why}.`);
  };
  runAllLimited(jobs, stopped, now);
  for (const [index, why] of await stray.settle())
    results[index] = failed(`The rule left a rejected promise behind: ${why}.`);
  return results;
}

function failed(reason: string): CheckResult {
  return { outcome: "error", failures: [], reason };
}

function levelEvidence({ rule, outcome, cause }: Finding): Parameters<typeof attainedLevel>[0][number] {
  return { rule: rule.id, level: rule.level, outcome, noCollector: cause === "no-collector" };
}

/** Turns a result into a finding: texts filled in, and an enforcement with its chain for each violation. */
function conclude(
  service: InventoryService,
  active: ActiveRule,
  found: CheckResult | undefined,
  inventory: Inventory,
  mode: Mode,
): Finding {
  const result = found ?? failed("The rule was not judged.");
  const { rule } = active;
  const { cause, outcome, reason } = result;
  const decide = (observed: boolean) =>
    enforce({
      rule: rule.id,
      level: rule.level,
      tier: service.subject.tier,
      state: rule.state ?? false,
      observed,
      blockOnState: inventory.surroundings.catalog?.blockOnState ?? false,
      mode,
      ...(outcome === "unknown" && cause !== undefined && cause !== "authored" ? { unknown: cause } : {}),
      ...(active.ceiling === undefined ? {} : { ceiling: active.ceiling }),
    });
  const violations = violationsOf(service, rule, result).map(({ observed, ...violation }) => ({
    ...violation,
    ...decide(observed),
  }));
  const enforcement = strictest(violations.map((violation) => violation.enforcement));
  return { rule, outcome, cause, reason, violations, enforcement };
}

type Undecided = Omit<Violation, "enforcement" | "chain"> & { readonly observed: boolean };

function violationsOf(service: InventoryService, rule: AnyRule, result: CheckResult): readonly Undecided[] {
  if (result.failures.length > 0)
    return result.failures.map((failure) => violationOf(service, rule, failure));
  if (result.outcome === "pass" || result.outcome === "not-applicable") return [];
  const message = result.cause === "authored" || result.outcome === "fail" ? "authored" : result.outcome;
  const text =
    message === "unknown"
      ? `Cannot be judged yet: ${result.reason ?? "no reason was given"}.`
      : (result.reason ?? "");
  const site = { subject: undefined, urn: service.urn, about: "service", observed: false } as const;
  return [{ message, text: plain(text), fix: undefined, ...site }];
}

function violationOf(service: InventoryService, rule: AnyRule, { message, data, site }: Failure): Undecided {
  const { subject } = service;
  const named = {
    service: subject.name,
    file: `catalog/services/${subject.name}.yaml`,
    tier: subject.tier,
    team: subject.team?.name ?? "the team",
  };
  return {
    message,
    text: fill(rule.messages[message] ?? message, data),
    fix: fill(rule.fix, { ...named, ...data }),
    subject: site.subject,
    // The engine knows no URN of a thing that was seen at a vendor.
    urn: site.resource?.observed === false ? site.resource.urn : service.urn,
    about: site.resource === undefined ? "service" : "resource",
    observed: site.observed ?? site.resource?.observed ?? false,
  };
}
