import { day } from "../../catalog/fields";
import { loadCatalog } from "../../catalog/load";
import { quote } from "../../catalog/reading/problems";
import { resourceChanges } from "../../scorecard/resource-changes";
import type { Scorecard } from "../../scorecard/schema";
import { type WhatIf, whatIfOutcome } from "../../scorecard/what-if";
import { parseStackFile } from "../../stacks/read";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { askingOnce } from "../in-process/observing";
import type { VendorChoice } from "../in-process/run-program";
import { type JudgedStack, judgeStack, scorecardFor } from "../judging/judge-stack";
import { whatIfText } from "../printing/what-if";
import { findProject } from "../project";
import { paintFor, shownTexts, type Terminal } from "../terminal";
import { type AskedSettings, type Settings, settingsFrom } from "../what-if/settings";

export interface WhatIfOptions extends AskedSettings {
  readonly project?: string;
  readonly stack?: string;
  readonly vendors?: VendorChoice;
  /** The policy config as it is. */
  readonly policyConfig?: string;
  /** The policy config as it would be. */
  readonly config?: string;
  /** The UTC day that it would be. */
  readonly date?: string;
  readonly format: "text" | "markdown" | "json";
  readonly json?: boolean;
}

/** Says what would block, be advised and be declared if something were another; nothing is touched. */
export async function run(options: WhatIfOptions, terminal: Terminal): Promise<ExitCode> {
  const { config, date, policyConfig } = options;
  const settings = askedSettings(options, terminal);
  const asked = [
    ...settings.asked,
    ...(config === undefined ? [] : [`the policy config is ${quote(config)}`]),
    ...(date === undefined ? [] : [`it is ${laterDay(date)}`]),
  ];
  if (asked.length === 0)
    throw new InputError("Say what would be another: --tier, --mode, --date or --config.");
  const asking = askingOnce();
  const now = await judgeStack({ ...options, asking }, terminal);
  const moved = date === undefined ? {} : { READINESS_TODAY: date };
  const would = await judgeStack(
    { ...options, policyConfig: config ?? policyConfig, settings: settings.values, asking },
    { ...terminal, env: { ...terminal.env, ...moved } },
  );
  const answer = shownTexts(whatIf(now, would, asked));
  terminal.out(await textOf(answer, options, terminal));
  return exitCodes.fine;
}

function askedSettings(options: WhatIfOptions, { cwd }: Terminal): Settings {
  const { root } = findProject(options.project ?? cwd);
  const stack = requireStack(root, options.stack);
  const catalog = loadCatalog(root);
  const { data, problems } = parseStackFile(root, stack);
  const all = [...(catalog.ok ? [] : catalog.problems), ...problems];
  if (!catalog.ok || data === undefined || all.length > 0) throw inputErrorOf(all);
  return settingsFrom(options, data.config, catalog.value.services);
}

function laterDay(date: string): string {
  const today = new Date().toISOString().slice(0, 10);
  if (day.safeParse(date).success && date >= today) return date;
  throw new InputError(
    `--date must be today (${today}) or a later day, as YYYY-MM-DD; it is ${quote(date)}.`,
  );
}

function whatIf(now: JudgedStack, would: JudgedStack, asked: readonly string[]): WhatIf {
  const [before, after]: readonly [Scorecard, Scorecard] = [scorecardFor(now), scorecardFor(would)];
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

async function textOf(answer: WhatIf, { json, format }: WhatIfOptions, terminal: Terminal): Promise<string> {
  if (json || format === "json") return JSON.stringify(answer, null, 2);
  if (format === "text") return whatIfText(answer, { width: terminal.width, paint: paintFor(terminal) });
  const { whatIfMarkdown } = await import("../../scorecard/formats/markdown-what-if.js");
  return whatIfMarkdown(answer).trimEnd();
}
