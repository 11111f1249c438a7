import type { BaselineEntry } from "../../catalog/graph";
import type { Waiver } from "../../catalog/waiver";
import { daysBetween } from "../../tiers/calendar";
import { type EnforcementInput, enforce, strictest } from "../../tiers/enforcement";
import { cappedAtAdvisory } from "../../tiers/levels";
import type { CheckResult, Failure, Unknown } from "./check";
import type { Finding, Violation, WaivedFailure } from "./finding";
import type { InventoryService } from "./inventory";
import type { ActiveRule, JudgeContext } from "./judge";
import type { Lenient } from "./leniency";
import { initiativesCovering } from "./progress";
import type { AnyRule, FailureSite, Surroundings } from "./rule";
import { fill, plain } from "./text";
import { isAbout, standingOf, weighWaivers } from "./waivers";

/** What concluding needs of the whole run; made once. */
export interface ConclusionContext extends JudgeContext {
  readonly surroundings: Surroundings;
  waivers(service: string, rule: string): readonly Waiver[];
  /** Whether the baseline has a failure of a service. */
  isBaselined(entry: BaselineEntry): boolean;
}

/** A failure with its texts, before anything is decided about it. */
interface Drafted extends Pick<Violation, "message" | "text" | "fix" | "subject" | "urn" | "about"> {
  readonly observed: boolean;
  /** The check's own failure; undefined where the rule itself said nothing. */
  readonly failure: Failure | undefined;
}

const unblemished = { violations: [], waived: [], enforcement: "off" } as const;

/** Turns a result into a finding: waivers weighed, texts filled in, and an enforcement with its chain for each violation. */
export function conclude(
  service: InventoryService,
  active: ActiveRule,
  result: CheckResult,
  lenient: Lenient,
  context: ConclusionContext,
): Omit<Finding, "lookedAt"> {
  const { rule, set } = active;
  const drafts = draftsOf(service, rule, result);
  if (drafts.length === 0) return { ...unblemished, rule, set: set.name, ...outcomeOf(result, false) };
  const weighed = drafts.map((draft) => weigh(draft, service, rule, context));
  const waived = weighed.flatMap((one) => one.waived ?? []);
  const decide = violationOf(service, active, lenient, context);
  const found = weighed
    .filter((one) => one.waived === undefined)
    .map(({ draft }) => decide(draft, unknownOf(result)));
  const hidden = result.beside && decide(unknownDraft(service, result.beside), result.beside);
  const violations = hidden !== undefined && says(hidden, found) ? [...found, hidden] : found;
  return {
    rule,
    set: set.name,
    ...outcomeOf(result, waived.length > 0 && found.length === 0),
    violations,
    waived,
    enforcement: strictest(violations.map(({ enforcement }) => enforcement)),
  };
}

/** Whether what is unknown beside failures is worth a word: it is stricter than they are, or they are all waived. */
function says(hidden: Violation, found: readonly Violation[]): boolean {
  const isStricter = (of: "enforcement" | "gate"): boolean => {
    const most = strictest(found.map((one) => one[of]));
    return strictest([most, hidden[of]]) !== most;
  };
  return found.length === 0 || isStricter("enforcement") || isStricter("gate");
}

/** A waiver accepts failures, and not what is unknown beside them; what no vendor could tell counts nowhere. */
function outcomeOf(result: CheckResult, isWaived: boolean): Pick<Finding, "outcome" | "cause" | "reason"> {
  const { outcome, cause, reason, beside } = result;
  if (!isWaived) return { outcome, cause, reason };
  if (beside === undefined || beside.cause === "no-collector")
    return { outcome: "waived", cause: undefined, reason: undefined };
  return {
    outcome: beside.cause === "authored" ? "fail" : "unknown",
    cause: beside.cause,
    reason: beside.reason,
  };
}

function unknownOf({ outcome, cause, reason = "", since }: CheckResult): Unknown | undefined {
  if (outcome !== "unknown" || cause === undefined) return undefined;
  return { cause, reason, ...(since === undefined ? {} : { since }) };
}

/** A failure is waived by a waiver in force; one that no longer or does not count is named in its text. */
function weigh(
  draft: Drafted,
  service: InventoryService,
  rule: AnyRule,
  context: ConclusionContext,
): { readonly draft: Drafted; readonly waived?: WaivedFailure } {
  if (draft.failure === undefined) return { draft };
  const { message, text, subject } = draft;
  const judged = context
    .waivers(service.subject.name, rule.id)
    .filter((waiver) => isAbout(waiver, subject))
    .map((waiver) => ({
      waiver,
      standing: standingOf(waiver, service.subject, rule, context.surroundings, context.today),
    }));
  const { accepting, said } = weighWaivers(judged);
  if (accepting) return { draft, waived: { message, text, subject, waiver: accepting } };
  return { draft: { ...draft, text: [text, ...said.map(plain)].join(" ") } };
}

type Decide = (draft: Drafted, unknown: Unknown | undefined) => Violation;

/** Decides how strictly each violation of a rule by a service counts, for the run and for the gate. */
function violationOf(
  service: InventoryService,
  active: ActiveRule,
  lenient: Lenient,
  context: ConclusionContext,
): Decide {
  const same = sameForAll(service, active, context);
  const { breakGlass, today } = context;
  const [ofRun, ofGate] = [breakGlass(undefined), breakGlass(service.subject)];
  return ({ observed, failure, ...violation }, unknown) => {
    const input: EnforcementInput = {
      ...same,
      ...lenient(failure),
      observed,
      baselined: inBaseline(service, active.rule, violation, failure, context),
      unknown: unknown === undefined || unknown.cause === "authored" ? undefined : unknown.cause,
      unobservedDays: unknown?.since === undefined ? undefined : daysBetween(unknown.since, today),
    };
    const { enforcement, chain, due } = enforce({ ...input, breakGlass: ofRun });
    const { enforcement: gate } = enforce({ ...input, breakGlass: ofGate }, "gate");
    const { enforcement: after } = ofGate ? enforce(input, "gate") : { enforcement: gate };
    const later = after === gate ? {} : { gateAfterEmergency: after };
    return { ...violation, enforcement, chain, gate, ...later, due };
  };
}

/** What is the same for all violations of a rule by a service. */
function sameForAll(
  { subject }: InventoryService,
  { rule, set, ceiling }: ActiveRule,
  { surroundings, today, scope }: ConclusionContext,
): Omit<EnforcementInput, "observed" | "baselined"> {
  const { catalog } = surroundings;
  const { name, tier, facts } = subject;
  return {
    rule: {
      id: rule.id,
      level: rule.level,
      area: rule.area,
      state: rule.state ?? false,
      unwaivable: rule.unwaivableAt?.includes(tier) ?? false,
      capped: cappedAtAdvisory.includes(rule.id),
    },
    tier,
    terms: set.terms[tier],
    today,
    initiatives: initiativesCovering({ rule, set }, subject, surroundings, today),
    lifecycle: facts.lifecycle,
    blockOnState: catalog?.blockOnState ?? false,
    inScope: scope === "all" || [name, ...facts.aliases].some((one) => scope.has(one)),
    mode: catalog?.mode ?? "advise",
    ceiling,
  };
}

function inBaseline(
  { subject }: InventoryService,
  rule: AnyRule,
  { message, subject: about }: Pick<Violation, "message" | "subject">,
  failure: Failure | undefined,
  context: ConclusionContext,
): boolean {
  if (failure === undefined) return false;
  const { name, tier } = subject;
  return context.isBaselined({ service: name, rule: rule.id, message, subject: about, tier });
}

function draftsOf(service: InventoryService, rule: AnyRule, result: CheckResult): readonly Drafted[] {
  if (result.failures.length > 0) return result.failures.map((failure) => draftOf(service, rule, failure));
  const { outcome, cause, reason = "" } = result;
  if (outcome === "pass" || outcome === "not-applicable") return [];
  if (outcome === "error") return [plainDraft(service, "error", reason)];
  return [unknownDraft(service, { cause: outcome === "fail" ? "authored" : (cause ?? "planned"), reason })];
}

function unknownDraft(service: InventoryService, { cause, reason }: Unknown): Drafted {
  if (cause === "authored") return plainDraft(service, "authored", reason);
  return plainDraft(service, "unknown", `Cannot be judged yet: ${reason}.`);
}

/** What is said of the service itself, where the rule said nothing. */
function plainDraft(service: InventoryService, message: string, text: string): Drafted {
  const site = { subject: undefined, urn: service.urn, about: "service", observed: false } as const;
  return { message, text: plain(text), fix: undefined, failure: undefined, ...site };
}

function draftOf(service: InventoryService, rule: AnyRule, failure: Failure): Drafted {
  const { message, data, site } = failure;
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
    subject: site.subject?.trim() || undefined, // A blank name tells nothing apart.
    ...placeOf(service, site),
    failure,
  };
}

/** The engine knows no URN of a thing that was seen at a vendor: what is said of it stands at the service. */
function placeOf(
  { urn }: InventoryService,
  { resource, observed }: FailureSite,
): Pick<Drafted, "urn" | "about" | "observed"> {
  return {
    urn: resource?.observed === false ? resource.urn : urn,
    about: resource === undefined ? "service" : "resource",
    observed: observed ?? resource?.observed ?? false,
  };
}
