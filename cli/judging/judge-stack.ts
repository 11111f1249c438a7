import { formatProblem, quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import type { RawResource } from "../../policy-pack/engine/resource";
import { summaryOf } from "../../policy-pack/engine/summary";
import { describeThrown } from "../../policy-pack/engine/text";
import { resolveToday, type Today } from "../../policy-pack/engine/today";
import type { Scorecard } from "../../scorecard/schema";
import { scorecardOf } from "../../scorecard/scorecard";
import { requireStack } from "../check/stacks";
import { InputError } from "../failures";
import { readGivenFile } from "../given-file";
import type { ProgramSurround, VendorChoice } from "../in-process/run-program";
import { findProject, type Project, packVersionOf } from "../project";
import type { Terminal } from "../terminal";
import { type Assessed, assess } from "./assess";
import { noConfig, type OperatorConfig, readOperatorConfig } from "./operator-config";
import { loadPack, type Pack } from "./pack";
import { exportState, readState } from "./state";

/** How a command asks for a judgement. */
export interface JudgingOptions {
  readonly project?: string;
  readonly stack?: string;
  readonly fromState?: string;
  readonly state?: boolean;
  readonly vendors?: VendorChoice;
  readonly policyConfig?: string;
  /** A file in place of the pack's readiness.config.json, for a what-if; an absolute path. */
  readonly rules?: string | undefined;
  /** Values of the stack's config in place of those in its file, for a what-if; the program is run with them. */
  readonly settings?: ProgramSurround["settings"];
  readonly asking?: ProgramSurround["asking"];
}

/** A stack's resources, and where they come from. */
export interface Gathered {
  readonly resources: readonly RawResource[];
  readonly source: Omit<Scorecard["source"], "statedAt">;
  /** Sentences that the program said, and about what could not be read. */
  readonly warnings: readonly string[];
}

/** A judged stack with what it was made from. */
export interface JudgedStack {
  readonly project: Project;
  readonly stack: string;
  readonly pack: Pack;
  readonly operator: OperatorConfig;
  readonly today: Today;
  readonly gathered: Gathered;
  readonly assessed: Assessed;
}

/** A project and its rules, before anything is judged. */
export interface Prepared {
  readonly project: Project;
  readonly stack: string;
  readonly pack: Pack;
  readonly operator: OperatorConfig;
  readonly today: Today;
}

/** Reads what a judgement needs besides the resources. Throws InputError with every problem of the policy config. */
export function prepare(options: JudgingOptions, terminal: Terminal): Prepared {
  const project = findProject(options.project ?? terminal.cwd);
  // A stored state may be of a project that keeps its stacks elsewhere.
  const isStored = options.fromState !== undefined || options.state === true;
  const stack = isStored ? named(options.stack) : requireStack(project.root, options.stack);
  const pack = loadPack(project, options.rules);
  const operator = operatorConfig(options.policyConfig, pack, terminal.cwd);
  return { project, stack, pack, operator, today: today(terminal.env) };
}

function named(stack: string | undefined): string {
  if (stack !== undefined && stack !== "") return stack;
  throw new InputError("Name the stack with --stack.");
}

/** Judges a stack: its program run here, or its stored state. */
export async function judgeStack(
  options: JudgingOptions,
  terminal: Terminal,
  scopeOf: (prepared: Prepared) => "all" | ReadonlySet<string> | undefined = () => undefined,
): Promise<JudgedStack> {
  const prepared = prepare(options, terminal);
  const scope = scopeOf(prepared);
  const gathered = await gather(options, prepared, terminal);
  const assessed = await assess(gathered.resources, { ...prepared, scope });
  return { ...prepared, gathered, assessed };
}

async function gather(
  { fromState, state, vendors = "sandbox", settings, asking }: JudgingOptions,
  { project, stack }: Prepared,
  terminal: Terminal,
): Promise<Gathered> {
  if (fromState !== undefined || state === true) {
    const name = fromState ?? "pulumi stack export";
    const text =
      fromState === undefined ? exportState(stack, project.root) : readGivenFile(fromState, terminal.cwd);
    const { resources, encrypted } = readState(name, text, stack);
    const secrets = `${encrypted} secret values are encrypted and so not known; \`pulumi stack export --show-secrets\` shows them.`;
    return { resources, source: { from: "state", notLookedUp: 0 }, warnings: encrypted > 0 ? [secrets] : [] };
  }
  const { runProgram } = await import("../in-process/run-program.js");
  const { resources, warnings, notLookedUp } = await runProgram(project, stack, {
    vendors,
    now: new Date(),
    env: terminal.env,
    ...(settings === undefined ? {} : { settings }),
    ...(asking === undefined ? {} : { asking }),
    say: terminal.err,
  });
  const count = notLookedUp.length;
  const said = `${count} look-ups were not made: what rests on them is unknown, as if only an update could tell.`;
  const source = { from: "program", vendors, notLookedUp: count } as const;
  return { resources, warnings: count > 0 ? [...warnings, said] : warnings, source };
}

function operatorConfig(file: string | undefined, pack: Pack, cwd: string): OperatorConfig {
  if (file === undefined) return noConfig;
  const read = readOperatorConfig(file, readGivenFile(file, cwd), pack);
  if (!read.ok) throw new InputError(read.problems.map(formatProblem).join("\n"));
  return read.value;
}

function today({ READINESS_TODAY }: NodeJS.ProcessEnv): Today {
  try {
    return resolveToday(new Date(), READINESS_TODAY);
  } catch (error) {
    throw new InputError(describeThrown(error));
  }
}

/** The scorecard of a judged stack; `only` keeps one service of it. */
export function scorecardFor(
  { project, stack, pack, today, gathered, assessed }: JudgedStack,
  only?: string,
): Scorecard {
  const { judgement, inventory, rules, scope } = assessed;
  const context = {
    stack,
    today,
    packVersion: packVersionOf(project),
    scope,
    rules,
    source: gathered.source,
    problems: pack.problems,
    warnings: gathered.warnings,
  };
  return scorecardOf(judgement, inventory, context, only);
}

/** The lines that the pack itself sums up with. */
export function summaryLines({ project, today, assessed }: JudgedStack): string {
  const { judgement, inventory, rules, scope } = assessed;
  return summaryOf(judgement, inventory, {
    packVersion: packVersionOf(project),
    today,
    scope,
    rules: rules.length,
  });
}

/** The name of a service that a person named, by it or an earlier one. */
export function requireService({ assessed, stack }: JudgedStack, name: string): string {
  const { services, surroundings } = assessed.inventory;
  const found = surroundings.service(name)?.subject.name;
  if (found !== undefined) return found;
  const names = services.map(({ subject }) => subject.name);
  throw new InputError(
    `There is no service ${quote(name)} in the stack ${quote(stack)}.${didYouMean(name, names)}`,
  );
}
