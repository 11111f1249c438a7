import { formatProblem, type Problem, sortProblems } from "../../catalog/reading/problems";
import { checkProject } from "../check/check-project";
import { gateProblems, isWorkload } from "../check/gate";
import { scopeProblems } from "../check/scope";
import { type ExitCode, exitCodes } from "../failures";
import { readGivenFile } from "../given-file";
import { readOperatorConfig } from "../judging/operator-config";
import { loadPack, type Pack } from "../judging/pack";
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
  const config =
    policyConfig === undefined
      ? undefined
      : { file: policyConfig, text: readGivenFile(policyConfig, terminal.cwd) };
  if (config !== undefined && isWorkload(project.root, config.file, config.text)) {
    const problems = configProblems(config, loadPack(project), undefined);
    const fine = `Nothing is wrong with ${config.file}. There is no catalog here, and so nothing else to check.`;
    return tell(problems, fine, json, terminal);
  }
  const checked = checkProject(project, new Date());
  const { pack, services } = checked;
  const problems = config === undefined ? [] : configProblems(config, pack, services);
  return tell([...checked.problems, ...problems], countsOf(checked), json, terminal);
}

interface GivenConfig {
  readonly file: string;
  readonly text: string;
}

/** What is wrong with a policy config; without services, its blocking scope is not looked at. */
function configProblems(
  { file, text }: GivenConfig,
  pack: Pack,
  services: readonly string[] | undefined,
): readonly Problem[] {
  const config = readOperatorConfig(file, text, pack);
  if (!config.ok) return config.problems;
  const scope = services === undefined ? [] : scopeProblems(file, config.value, services);
  return sortProblems([...scope, ...gateProblems(file, config.value)]);
}

function tell(
  problems: readonly Problem[],
  fine: string,
  json: boolean | undefined,
  terminal: Terminal,
): ExitCode {
  terminal.out(json ? jsonOf(problems) : textOf(problems, fine));
  return problems.length === 0 ? exitCodes.fine : exitCodes.wrongInput;
}

function textOf(problems: readonly Problem[], fine: string): string {
  if (problems.length === 0) return fine;
  return [...problems.map(formatProblem), `${counted(problems.length, "problem")}.`].join("\n");
}

function countsOf({ pack, files }: ReturnType<typeof checkProject>): string {
  const { services, teams, initiatives, waivers } = files;
  const rules = pack.sets.reduce((sum, set) => sum + set.rules.length, 0);
  return `Nothing is wrong: ${counted(services.data.length, "service")}, ${counted(teams.data.length, "team")}, ${counted(waivers?.data?.waivers.length ?? 0, "waiver")}, ${counted(initiatives.data.length, "initiative")}, ${counted(rules, "rule")}.`;
}

function jsonOf(problems: readonly Problem[]): string {
  const plain = problems.map(({ file, at, message }) => ({ file, ...at, message }));
  return JSON.stringify({ ok: problems.length === 0, problems: plain }, null, 2);
}
