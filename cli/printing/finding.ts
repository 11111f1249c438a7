import { oneLine, plain } from "../../policy-pack/engine/text";
import type { ScoredFinding, ScoredService, ScoredViolation } from "../../scorecard/schema";
import { type Paint, wrap } from "../terminal";

/** How a violation is marked: by what it does to this run. */
export function mark({ enforcement }: Pick<ScoredViolation, "enforcement">, paint: Paint): string {
  if (enforcement === "mandatory") return paint.red("blocks");
  return enforcement === "advisory" ? paint.yellow("advisory") : paint.dim("noted");
}

/** How much is said of a violation. */
export interface ViolationLook {
  readonly width: number;
  readonly paint: Paint;
  /** Which steps led to its enforcement. */
  readonly chain: boolean;
  /** How to mend it, in lines of its own. */
  readonly fixes: boolean;
}

/** One violation: what must be, how to mend it, by when, and whether the gate minds. */
export function violationText(rule: string, violation: ScoredViolation, look: ViolationLook): string {
  const { text, fix, due, gate, enforcement } = violation;
  const { width, paint, chain, fixes } = look;
  const spared = gate === "mandatory" && enforcement !== "mandatory";
  const title = `  ${mark(violation, paint)}  ${paint.bold(plain(rule))}${due === undefined ? "" : `  due ${due}`}${spared ? "  blocks the gate" : ""}`;
  return [
    title,
    wrap(oneLine(text), width, "    "),
    ...(fix === undefined || !fixes ? [] : [wrap(`Fix: ${oneLine(fix)}`, width, "    ")]),
    ...(chain ? [wrap(paint.dim(`Because: ${chainText(violation)}.`), width, "    ")] : []),
  ].join("\n");
}

/** The steps that led to an enforcement, first to last. */
export function chainText({ chain }: Pick<ScoredViolation, "chain">): string {
  return chain
    .map(({ step, enforcement, because }) => `${plain(step)} ${enforcement} (${oneLine(because)})`)
    .join(", then ");
}

/** A finding of which no violation is shown: what came of it, and why. */
export function outcomeText({ rule, outcome, cause, reason }: ScoredFinding, paint: Paint): string {
  const why = reason === undefined ? "" : `: ${oneLine(reason)}`;
  return `  ${outcome}${cause === undefined ? "" : ` (${cause})`}  ${paint.bold(plain(rule))}${why}`;
}

/** Where a service stands in the set production-readiness, such as "tier 1, silver, must be gold". */
export function standing({ tier, levels }: ScoredService, set: string): string {
  const own = levels.find((one) => one.set === set);
  if (own === undefined) return `tier ${tier}, no level`;
  const level = own.withWaivers === "none" ? "no level yet" : own.withWaivers;
  const waived =
    own.asJudged === own.withWaivers
      ? ""
      : ` with waivers, ${own.asJudged === "none" ? "no level" : own.asJudged} without`;
  return `tier ${tier}, ${level}${waived}, must be ${own.must}`;
}
