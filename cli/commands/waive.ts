import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog, waiversFile } from "../../catalog/load";
import { quote } from "../../catalog/reading/problems";
import { readText } from "../../catalog/reading/read-yaml";
import type { Catalog } from "../../catalog/schema";
import { type Waiver, waiverSchema } from "../../catalog/waiver";
import type { AnyRule } from "../../policy-pack/engine/rule";
import { plain } from "../../policy-pack/engine/text";
import { listStacks, readStackConfig } from "../../stacks/read";
import { writeAtomically } from "../atomic-write";
import { requireNamed } from "../check/services";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { loadPack } from "../judging/pack";
import { requireRule } from "../judging/rule-facts";
import { findProject } from "../project";
import type { Terminal } from "../terminal";
import { withWaiver } from "../waivers/append";
import { whyRefused } from "../waivers/standing";

export interface WaiveOptions {
  readonly project?: string;
  readonly reason: string;
  readonly note: string;
  readonly approver: string;
  readonly expires: string;
  readonly subject?: string;
}

/** Adds a waiver to catalog/waivers.yaml, unless it is wrong or would count in no stack. */
export function run(rule: string, service: string, options: WaiveOptions, terminal: Terminal): ExitCode {
  const project = findProject(options.project ?? terminal.cwd);
  const { root } = project;
  const now = new Date();
  const found = requireRule(loadPack(project), rule).rule;
  const catalog = loadCatalog(root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  const waiver = waiverFrom(
    rule,
    requireNamed(catalog.value.services, service).name,
    options,
    now.toISOString().slice(0, 10),
  );
  const refusals = refusalsOf(waiver, found, catalog.value, root, now);
  const file = withWaiver(currentText(root), waiver);
  if (!file.ok) throw inputErrorOf(file.problems);
  writeAtomically(join(root, waiversFile), file.value);
  terminal.out(
    `${waiversFile}: ${plain(rule)} is waived for ${waiver.service} until ${waiver.expires}. Have it reviewed.`,
  );
  for (const [stack, why] of refusals) terminal.err(`In ${plain(stack)} it ${plain(why)}.`);
  return exitCodes.fine;
}

function waiverFrom(rule: string, service: string, options: WaiveOptions, today: string): Waiver {
  const { subject, reason, note, approver, expires } = options;
  const parsed = waiverSchema.safeParse({
    rule,
    service,
    ...(subject === undefined ? {} : { subject }),
    reason,
    note,
    approver,
    requested: today,
    expires,
  });
  if (parsed.success) {
    if (parsed.data.expires >= today) return parsed.data;
    throw new InputError(
      `--expires must not be in the past; it is ${quote(expires)}, and today is ${today}.`,
    );
  }
  const lines = parsed.error.issues.map(
    ({ path, message }) => `--${path.join(".")} ${asRequirement(message)}.`,
  );
  throw new InputError(lines.join("\n"));
}

function asRequirement(message: string): string {
  return message.startsWith("must ") ? message : `is not accepted: ${message}`;
}

/** In which stacks the waiver would not count, and why. Throws InputError where it would count in none. */
function refusalsOf(
  waiver: Waiver,
  rule: AnyRule,
  catalog: Catalog,
  root: string,
  now: Date,
): readonly (readonly [string, string])[] {
  const stacks = listStacks(root);
  const today = now.toISOString().slice(0, 10);
  const refusals = stacks.flatMap((stack): (readonly [string, string])[] => {
    const config = readStackConfig({ root, stack, catalog, now });
    if (!config.ok) throw inputErrorOf(config.problems);
    const why = whyRefused(waiver, rule, catalog, config.value, today);
    return why === undefined ? [] : [[stack, why]];
  });
  if (stacks.length === 0 || refusals.length < stacks.length) return refusals;
  const why = [...new Set(refusals.map(([, one]) => plain(one)))].join("; ");
  throw new InputError(`Nothing was written: the waiver would count in no stack; it ${why}.`);
}

/** The file as it is; none is no problem. */
function currentText(root: string): string | undefined {
  if (!existsSync(join(root, waiversFile))) return undefined;
  const read = readText(root, waiversFile);
  if (!read.ok) throw inputErrorOf(read.problems);
  return read.value;
}
