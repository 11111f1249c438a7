import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import { lookedAtBy } from "../../scorecard/looked-at";
import type { Scorecard } from "../../scorecard/schema";
import { type ExitCode, exitCodes, InputError } from "../failures";
import type { JudgingOptions } from "../judging/judge-stack";
import { loadPack } from "../judging/pack";
import { type RuleFacts, requireRule, ruleFacts } from "../judging/rule-facts";
import type { Looked } from "../judging/trace";
import { explanationText } from "../printing/explanation";
import { ruleText } from "../printing/rule";
import { findProject } from "../project";
import { readScorecard } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal } from "../terminal";

export interface ExplainOptions extends JudgingOptions {
  readonly scorecard?: string;
  readonly json?: boolean;
}

/** Says what a rule asks and why; for a service, what came of it there and from what. */
export async function run(
  rule: string,
  service: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const found = requireRule(loadPack(findProject(options.project ?? terminal.cwd)), rule);
  const facts = ruleFacts(found.rule, found.set);
  if (service === undefined) {
    terminal.out(
      options.json ? JSON.stringify(facts, null, 2) : ruleText(facts, terminal.width, paintFor(terminal)),
    );
    return exitCodes.fine;
  }
  const { card, looked } =
    options.scorecard === undefined
      ? await judged(facts, service, options, terminal)
      : { card: fromFile(options.scorecard, service, terminal), looked: undefined };
  terminal.out(options.json ? jsonOf(facts, card, looked) : shown(facts, shownTexts(card), looked, terminal));
  return exitCodes.fine;
}

interface Explained {
  /** Holds the one service that was asked for. */
  readonly card: Scorecard;
  readonly looked: Looked | undefined;
}

async function judged(
  rule: RuleFacts,
  name: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<Explained> {
  if (options.stack === undefined)
    throw new InputError(
      "Say where the service is judged: --stack with a stack's name, or --scorecard with a file.",
    );
  const [{ judgeStack, requireService, scorecardFor }, { lookedAt }] = await Promise.all([
    import("../judging/judge-stack.js"),
    import("../judging/trace.js"),
  ]);
  const result = await judgeStack(options, terminal);
  const only = requireService(result, name);
  const { inventory, rules } = result.assessed;
  const active = rules.find((one) => one.rule.id === rule.id);
  const service = inventory.services.find(({ subject }) => subject.name === only);
  const looked = active && service && lookedAt(service, active, inventory.surroundings, result.today.day);
  return { card: scorecardFor(result, only), looked };
}

function fromFile(file: string, name: string, terminal: Terminal): Scorecard {
  const card = readScorecard(file, terminal.cwd);
  const service =
    card.services.find((one) => one.name === name) ?? card.services.find((one) => one.aliases.includes(name));
  if (service) return { ...card, services: [service] };
  const names = card.services.map((one) => one.name);
  throw new InputError(`There is no service ${quote(name)} in ${quote(file)}.${didYouMean(name, names)}`);
}

function jsonOf(
  rule: RuleFacts,
  { stack, judgedFor, services }: Scorecard,
  looked: Looked | undefined,
): string {
  const [service] = services;
  const finding = service?.findings.find((one) => one.rule === rule.id && one.set === rule.set);
  const live = looked && {
    resources: looked.resources.map(({ urn, type, name, observed }) => ({ urn, type, name, observed })),
    everyOf: looked.everyOf,
    facts: looked.facts,
  };
  const evidence = live ?? (service && finding && lookedAtBy(finding, service));
  return JSON.stringify({ ...rule, service: service?.name, stack, judgedFor, finding, evidence }, null, 2);
}

function shown(rule: RuleFacts, card: Scorecard, looked: Looked | undefined, terminal: Terminal): string {
  const look = { width: terminal.width, paint: paintFor(terminal) };
  return `${ruleText(rule, look.width, look.paint)}\n\n${explanationText(rule, card, looked, look)}`;
}
