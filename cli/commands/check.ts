import { formatProblem, type Problem, sortProblems } from "../../catalog/reading/problems";
import { checkProject } from "../check/check-project";
import { scopeProblems } from "../check/scope";
import { type ExitCode, exitCodes } from "../failures";
import { readGivenFile } from "../given-file";
import { readOperatorConfig } from "../judging/operator-config";
import { findProject } from "../project";
import { counted, type Terminal } from "../terminal";

export interface CheckOptions {
  readonly project?: string;
  readonly policyConfig?: string;
  readonly json?: boolean;
}

/** Checks every file that decides something, and prints all that is wrong with them at once. */
export function run({ project: from, policyConfig, json }: CheckOptions, terminal: Terminal): ExitCode {
  const project = findProject(from ?? terminal.cwd);
  const checked = checkProject(project, new Date());
  const problems: readonly Problem[] = [
    ...checked.problems,
    ...(policyConfig === undefined ? [] : configProblems(policyConfig, checked, terminal.cwd)),
  ];
  terminal.out(json ? jsonOf(problems) : textOf(problems, checked));
  return problems.length === 0 ? exitCodes.fine : exitCodes.wrongInput;
}

function configProblems(
  file: string,
  { pack, services }: ReturnType<typeof checkProject>,
  cwd: string,
): readonly Problem[] {
  const config = readOperatorConfig(file, readGivenFile(file, cwd), pack);
  if (!config.ok) return config.problems;
  return sortProblems(scopeProblems(file, config.value, services));
}

function textOf(problems: readonly Problem[], { pack, files }: ReturnType<typeof checkProject>): string {
  const lines = problems.map(formatProblem);
  if (lines.length > 0) return [...lines, `${counted(lines.length, "problem")}.`].join("\n");
  const { services, teams, initiatives, waivers } = files;
  const rules = pack.sets.reduce((sum, set) => sum + set.rules.length, 0);
  return `Nothing is wrong: ${counted(services.data.length, "service")}, ${counted(teams.data.length, "team")}, ${counted(waivers?.data?.waivers.length ?? 0, "waiver")}, ${counted(initiatives.data.length, "initiative")}, ${counted(rules, "rule")}.`;
}

function jsonOf(problems: readonly Problem[]): string {
  const plain = problems.map(({ file, at, message }) => ({ file, ...at, message }));
  return JSON.stringify({ ok: problems.length === 0, problems: plain }, null, 2);
}
