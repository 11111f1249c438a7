import type { Asker, Enforcement, EnforcementInput, EnforcementStep } from "./enforcement";
import { daysUnobserved } from "./levels";

/** The most that a step lets through, and why. */
export interface Limit {
  readonly to: Enforcement;
  readonly because: string;
}

/** One lowering step: who asks for it, and its limit, or undefined where it does not apply. */
export interface Lowering {
  readonly step: EnforcementStep["step"];
  readonly asked: readonly Asker[];
  limit(input: EnforcementInput, asker: Asker): Limit | undefined;
}

const everybody = ["run", "gate"] as const;
const runs = ["run"] as const;

/** Areas whose rules still count for a deprecated service. */
const areasOfDeprecated = ["ownership", "on-call", "security"];

/**
 * The lowering steps in their order; each lowers or leaves, none raises. What a partial run hides is lowered by basis,
 * scope, mode, ceiling and break-glass only.
 */
export const lowerings: readonly Lowering[] = [
  { step: "unknown", asked: everybody, limit: unknownLimit },
  { step: "lifecycle", asked: everybody, limit: unlessPartial(lifecycleLimit) },
  { step: "rollout", asked: everybody, limit: unlessPartial(rolloutLimit) },
  { step: "grace", asked: everybody, limit: unlessPartial(graceLimit) },
  { step: "ratchet", asked: everybody, limit: unlessPartial(ratchetLimit) },
  { step: "basis", asked: runs, limit: basisLimit },
  { step: "scope", asked: runs, limit: scopeLimit },
  { step: "mode", asked: runs, limit: modeLimit },
  { step: "ceiling", asked: everybody, limit: ceilingLimit },
  { step: "break-glass", asked: everybody, limit: breakGlassLimit },
];

/** The steps that hold for every run alike, until a day passes or the catalog changes. */
export const lastingLowerings: readonly Lowering[] = lowerings.filter(({ step }) =>
  ["unknown", "lifecycle", "rollout", "grace", "ratchet"].includes(step),
);

function unlessPartial(limit: (input: EnforcementInput) => Limit | undefined): Lowering["limit"] {
  return (input) => (input.unknown === "partial" ? undefined : limit(input));
}

function unknownLimit({ unknown, unobservedDays }: EnforcementInput, asker: Asker): Limit | undefined {
  if (unknown === "planned") return { to: "advisory", because: "the value is only known after an update" };
  if (unknown === "no-collector") return { to: "off", because: "the vendor is not configured" };
  if (unknown !== "unobserved") return undefined;
  if (asker === "gate" && unobservedDays !== undefined && unobservedDays >= daysUnobserved) return undefined;
  return { to: "advisory", because: "the vendor did not answer" };
}

function lifecycleLimit({ rule, lifecycle }: EnforcementInput): Limit | undefined {
  if (rule.unwaivable) return undefined;
  if (lifecycle === "experimental") return { to: "advisory", because: "the service is experimental" };
  if (lifecycle === "retired") return { to: "off", because: "the service is retired" };
  if (lifecycle === "deprecated" && !areasOfDeprecated.includes(rule.area))
    return { to: "off", because: "the service is deprecated" };
  return undefined;
}

function rolloutLimit({ rolloutUntil, today }: EnforcementInput): Limit | undefined {
  if (rolloutUntil === undefined || rolloutUntil < today) return undefined;
  return { to: "advisory", because: `the rule or its parameters are new until ${rolloutUntil}` };
}

function graceLimit({ graceUntil, tier, today }: EnforcementInput): Limit | undefined {
  if (graceUntil === undefined || graceUntil < today) return undefined;
  const because = `only tier ${tier} makes it mandatory, and the promotion leaves time until ${graceUntil}`;
  return { to: "advisory", because };
}

function ratchetLimit({ rule, mode, baselined, initiatives, today }: EnforcementInput): Limit | undefined {
  if (mode !== "ratchet" || !baselined || rule.unwaivable) return undefined;
  if (initiatives.some(({ deadline }) => deadline < today)) return undefined;
  return { to: "advisory", because: "the baseline has this failure" };
}

function basisLimit({ rule, observed, blockOnState }: EnforcementInput): Limit | undefined {
  if (blockOnState || !(rule.state || observed)) return undefined;
  const because = rule.state
    ? "the rule judges a state that moves by itself"
    : "the value is of a thing not managed here";
  return { to: "advisory", because };
}

function scopeLimit({ inScope }: EnforcementInput): Limit | undefined {
  return inScope ? undefined : { to: "advisory", because: "this change does not touch the service" };
}

function modeLimit({ mode }: EnforcementInput): Limit | undefined {
  return mode === "advise" ? { to: "advisory", because: "the stack's mode is advise" } : undefined;
}

function ceilingLimit({ ceiling }: EnforcementInput): Limit | undefined {
  return ceiling && { to: ceiling, because: "the operator's policy config allows no more" };
}

function breakGlassLimit({ breakGlass }: EnforcementInput): Limit | undefined {
  if (breakGlass === undefined) return undefined;
  return { to: "advisory", because: `${breakGlass.by} broke the glass until ${breakGlass.until}` };
}
