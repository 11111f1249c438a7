import { resolve } from "node:path";
import { day } from "../../catalog/fields";
import { loadCatalog } from "../../catalog/load";
import { quote } from "../../catalog/reading/problems";
import type { WhatIf } from "../../scorecard/what-if";
import { parseStackFile } from "../../stacks/read";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { readGivenFile } from "../given-file";
import type { VendorChoice } from "../in-process/run-program";
import { whatIfText } from "../printing/what-if";
import { findProject } from "../project";
import { paintFor, type Terminal } from "../terminal";
import { imagine } from "../what-if/imagine";
import { type AskedSettings, type Settings, settingsFrom } from "../what-if/settings";

export interface WhatIfOptions extends AskedSettings {
  readonly project?: string;
  readonly stack?: string;
  readonly vendors?: VendorChoice;
  /** The policy config as it is. */
  readonly policyConfig?: string;
  /** The policy config as it would be. */
  readonly config?: string;
  /** The readiness.config.json that there would be. */
  readonly rules?: string;
  /** The UTC day that it would be. */
  readonly date?: string;
  readonly format: "text" | "markdown" | "json";
  readonly json?: boolean;
}

/** Says what would block, be advised and be declared if something were another; nothing is touched. */
export async function run(options: WhatIfOptions, terminal: Terminal): Promise<ExitCode> {
  const { config, date, policyConfig, rules } = options;
  const settings = askedSettings(options, terminal);
  const asked = [
    ...settings.asked,
    ...(config === undefined ? [] : [`the policy config is ${quote(config)}`]),
    ...(rules === undefined ? [] : [`the rules are those of ${quote(rules)}`]),
    ...(date === undefined ? [] : [`it is ${laterDay(date)}`]),
  ];
  if (asked.length === 0)
    throw new InputError("Say what would be another: --tier, --mode, --date, --config or --rules.");
  const { answer } = await imagine(
    options,
    {
      settings: settings.values,
      policyConfig: config ?? policyConfig,
      rules: rules === undefined ? undefined : givenRules(rules, terminal),
      day: date,
      asked,
    },
    terminal,
  );
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
  const today = new Date().toISOString().slice(0, 10);
  return settingsFrom(options, data.config, { ...catalog.value, today });
}

function givenRules(file: string, { cwd }: Terminal): string {
  readGivenFile(file, cwd); // a file that is not there would mean no rules of one's own
  return resolve(cwd, file);
}

function laterDay(date: string): string {
  const today = new Date().toISOString().slice(0, 10);
  if (day.safeParse(date).success && date >= today) return date;
  throw new InputError(
    `--date must be today (${today}) or a later day, as YYYY-MM-DD; it is ${quote(date)}.`,
  );
}

async function textOf(answer: WhatIf, { json, format }: WhatIfOptions, terminal: Terminal): Promise<string> {
  if (json || format === "json") return JSON.stringify(answer, null, 2);
  if (format === "text") return whatIfText(answer, { width: terminal.width, paint: paintFor(terminal) });
  const { whatIfMarkdown } = await import("../../scorecard/formats/markdown-what-if.js");
  return whatIfMarkdown(answer).trimEnd();
}
