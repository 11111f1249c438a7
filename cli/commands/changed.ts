import { z } from "zod";
import type { Reach } from "../changes/reach";
import { reachSince } from "../changes/scope";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, inputErrorOf } from "../failures";
import { readGivenFile } from "../given-file";
import { packPolicy, readOperatorConfig } from "../judging/operator-config";
import { loadPack } from "../judging/pack";
import { findProject, type Project } from "../project";
import { type Cell, counted, paintFor, type Terminal, table } from "../terminal";

const configSchema = z.record(z.string(), z.unknown());

export interface ChangedOptions {
  readonly project?: string;
  readonly base: string;
  readonly stack?: string;
  readonly json?: boolean;
  /** A policy config that the scope is added to. */
  readonly policyConfig?: string;
}

/** Prints which services a change touches; as JSON, the policy config that lets only those block. */
export function run(options: ChangedOptions, terminal: Terminal): ExitCode {
  const { base, stack, json, policyConfig } = options;
  const project = findProject(options.project ?? terminal.cwd);
  const named = stack === undefined ? undefined : requireStack(project.root, stack);
  const given = policyConfig === undefined ? {} : operatorConfig(policyConfig, project, terminal.cwd);
  const reach = reachSince(project, base, named, new Date());
  terminal.out(json ? configOf(reach, given) : textOf(reach, terminal));
  return exitCodes.fine;
}

type Config = Readonly<Record<string, unknown>>;

/** The operator's own config, which has to be right before anything is laid over it. */
function operatorConfig(file: string, project: Project, cwd: string): Config {
  const text = readGivenFile(file, cwd);
  const read = readOperatorConfig(file, text, loadPack(project));
  if (!read.ok) throw inputErrorOf(read.problems);
  return text.trim() === "" ? {} : configSchema.parse(JSON.parse(text));
}

function configOf({ all, services }: Reach, given: Config): string {
  const scope = all.length > 0 ? "all" : [...services.keys()];
  const own = given[packPolicy];
  const before = typeof own === "string" ? { enforcementLevel: own } : own;
  return JSON.stringify({ ...given, [packPolicy]: { ...(before ?? {}), scope } }, null, 2);
}

function textOf({ all, services }: Reach, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const rows = [...services].map(([name, reasons]): readonly Cell[] => [
    { text: name, paint: paint.bold },
    { text: reasons.join(", ") },
  ]);
  const differ = `${counted(rows.length, "service")} ${rows.length === 1 ? "differs" : "differ"}`;
  const listed = rows.length === 0 ? "No service differs." : `${differ}:\n${table(rows)}`;
  if (all.length === 0) return listed;
  return [`Every service is touched: ${all.join("; ")}.`, ...(rows.length === 0 ? [] : [listed])].join("\n");
}
