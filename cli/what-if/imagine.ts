import { oneLine } from "../../policy-pack/engine/text";
import { resourceChanges } from "../../scorecard/resource-changes";
import { type WhatIf, whatIfOutcome } from "../../scorecard/what-if";
import { InputError } from "../failures";
import { askingOnce } from "../in-process/observing";
import { type JudgedStack, type JudgingOptions, judgeStack, scorecardFor } from "../judging/judge-stack";
import { loadPack } from "../judging/pack";
import type { Project } from "../project";
import { shownTexts, type Terminal } from "../terminal";

/** What would be another. */
interface Imagined {
  /** Values in place of the stack's config. */
  readonly settings: NonNullable<JudgingOptions["settings"]>;
  /** The policy config that there would be. */
  readonly policyConfig: string | undefined;
  /** The readiness.config.json that there would be, as an absolute path. */
  readonly rules?: string | undefined;
  /** The UTC day that it would be. */
  readonly day?: string | undefined;
  /** What that means, a clause each. */
  readonly asked: readonly string[];
}

/** Judges a stack as it is and as it would be; nothing is touched. The vendors are asked once. */
export async function imagine(
  options: Pick<JudgingOptions, "project" | "stack" | "vendors" | "policyConfig">,
  { settings, policyConfig, rules, day, asked }: Imagined,
  terminal: Terminal,
): Promise<{ readonly answer: WhatIf; readonly would: JudgedStack }> {
  const asking = askingOnce();
  const now = await judgeStack({ ...options, asking }, terminal);
  if (rules !== undefined) refuseBrokenRules(now.project, rules);
  const moved = day === undefined ? {} : { READINESS_TODAY: day };
  const would = await judgeStack(
    { ...options, ...(policyConfig === undefined ? {} : { policyConfig }), rules, settings, asking },
    { ...terminal, env: { ...terminal.env, ...moved } },
  );
  return { answer: shownTexts(whatIf(now, would, asked)), would };
}

/** What would be judged by fewer rules than were asked for would be no answer. */
function refuseBrokenRules(project: Project, file: string): void {
  const { problems } = loadPack(project, file);
  if (problems.length > 0) throw new InputError(problems.map(oneLine).join("\n"));
}

function whatIf(now: JudgedStack, would: JudgedStack, asked: readonly string[]): WhatIf {
  const [before, after] = [scorecardFor(now), scorecardFor(would)];
  return {
    project: after.project,
    stack: after.stack,
    judgedFor: after.judgedFor,
    mode: after.mode,
    asked,
    ...whatIfOutcome(before, after),
    resources: resourceChanges(now.gathered.resources, would.gathered.resources),
  };
}
