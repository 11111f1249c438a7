import type { BaselineEntry } from "../../catalog/graph";
import type { Waiver } from "../../catalog/waiver";
import { daysBetween } from "../../tiers/calendar";
import { type EnforcementInput, enforce, strictest } from "../../tiers/enforcement";
import { coversRule, coversService } from "../../tiers/initiatives";
import { cappedAtAdvisory } from "../../tiers/levels";
import type { CheckResult, Failure } from "./check";
import type { Finding, Violation, WaivedFailure } from "./finding";
import type { InventoryService } from "./inventory";
import type { ActiveRule, JudgeContext } from "./judge";
import type { Lenient } from "./leniency";
import { inScopeOf } from "./progress";
import type { AnyRule, FailureSite, Surroundings } from "./rule";
import { fill, plain } from "./text";
import { standingOf } from "./waivers";

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

/** Turns a result into a finding: waivers weighed, texts filled in, and an enforcement with its chain for each violation. */
export function conclude(
  service: InventoryService,
  active: ActiveRule,
  result: CheckResult,
  lenient: Lenient,
  context: ConclusionContext,
): Finding {
  const { rule, set } = active;
  const drafts = draftsOf(service, rule, result);
  const weighed = drafts.map((draft) => weigh(draft, service, rule, context));
  const waived = weighed.flatMap(({ waived: one }) => one ?? []);
  const standing = weighed.filter((one) => one.waived === undefined).map(({ draft }) => draft);
  const decide = decider(service, active, result, context);
  const violations = standing.map(({ observed, failure, ...violation }): Violation => {
    const input = {
      ...decide,
      ...lenient(failure),
      observed,
      baselined: inBaseline(service, rule, violation, failure, context),
    };
    const { breakGlass } = context;
    const { enforcement, chain, due } = enforce({ ...input, breakGlass: breakGlass(undefined) });
    const { enforcement: gate } = enforce({ ...input, breakGlass: breakGlass(service.subject) }, "gate");
    return { ...violation, enforcement, chain, gate, due };
  });
  return {
    rule,
    set: set.name,
    outcome: waived.length > 0 && standing.length === 0 ? "waived" : result.outcome,
    cause: result.cause,
    reason: result.reason,
    violations,
    waived,
    enforcement: strictest(violations.map(({ enforcement }) => enforcement)),
  };
}

/** A failure is waived by a waiver in force; one that no longer or does not count is named in its text. */
function weigh(
  draft: Drafted,
  service: InventoryService,
  rule: AnyRule,
  context: ConclusionContext,
): { readonly draft: Drafted; readonly waived?: WaivedFailure } {
  if (draft.failure === undefined) return { draft };
  const judged = context
    .waivers(service.subject.name, rule.id)
    .filter(({ subject }) => subject === undefined || subject === draft.subject)
    .map((waiver) => ({
      waiver,
      standing: standingOf(waiver, service.subject, rule, context.surroundings, context.today),
    }));
  const { message, text, subject } = draft;
  const inForce = judged.find(({ standing }) => standing.counts);
  if (inForce) return { draft, waived: { message, text, subject, waiver: inForce.waiver } };
  const said = judged.flatMap(({ standing }) =>
    standing.counts ? [] : [` Its waiver ${plain(standing.why)}.`],
  );
  return { draft: { ...draft, text: `${text}${said.join("")}` } };
}

/** What is the same for all violations of a rule by a service. */
function decider(
  { subject }: InventoryService,
  { rule, set, ceiling }: ActiveRule,
  { outcome, cause, since }: CheckResult,
  { surroundings, today, scope }: ConclusionContext,
): Omit<EnforcementInput, "observed" | "baselined"> {
  const { catalog } = surroundings;
  const { name, tier, facts } = subject;
  const covered = inScopeOf(subject);
  const covering = (catalog?.initiatives ?? []).filter(
    (one) =>
      one.start <= today &&
      coversRule(one, { id: rule.id, level: rule.level, set: set.name }) &&
      coversService(one, covered),
  );
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
    initiatives: covering.map(({ id, deadline }) => ({ id, deadline })),
    lifecycle: facts.lifecycle,
    blockOnState: catalog?.blockOnState ?? false,
    inScope: scope === "all" || [name, ...facts.aliases].some((one) => scope.has(one)),
    mode: catalog?.mode ?? "advise",
    unknown: outcome === "unknown" && cause !== "authored" ? cause : undefined,
    unobservedDays: since === undefined ? undefined : daysBetween(since, today),
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
  if (result.outcome === "pass" || result.outcome === "not-applicable") return [];
  const message = result.cause === "authored" || result.outcome === "fail" ? "authored" : result.outcome;
  const text =
    message === "unknown"
      ? `Cannot be judged yet: ${result.reason ?? "no reason was given"}.`
      : (result.reason ?? "");
  const site = { subject: undefined, urn: service.urn, about: "service", observed: false } as const;
  return [{ message, text: plain(text), fix: undefined, failure: undefined, ...site }];
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
    subject: site.subject,
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
