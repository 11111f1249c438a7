import { type ExitCode, exitCodes } from "../failures";
import { loadPack } from "../judging/pack";
import { allRuleFacts, type RuleFacts } from "../judging/rule-facts";
import { findProject } from "../project";
import { type Cell, counted, paintFor, type Terminal, table } from "../terminal";

export interface RulesOptions {
  readonly project?: string;
  readonly json?: boolean;
}

/** Lists every rule of every set. */
export function run({ project, json }: RulesOptions, terminal: Terminal): ExitCode {
  const pack = loadPack(findProject(project ?? terminal.cwd));
  const rules = allRuleFacts(pack);
  for (const problem of pack.problems) terminal.err(problem);
  terminal.out(json ? JSON.stringify(rules, null, 2) : textOf(rules, terminal));
  return exitCodes.fine;
}

const letters = { mandatory: "M", advisory: "A", off: "-", "not-applicable": "n/a" } as const;

function textOf(rules: readonly RuleFacts[], terminal: Terminal): string {
  const paint = paintFor(terminal);
  const head = ["rule", "area", "level", "1/2/3", "what it asks"].map(
    (text): Cell => ({ text, paint: paint.bold }),
  );
  const sets = [...new Set(rules.map(({ set }) => set))];
  const blocks = sets.map((set) => {
    const own = rules.filter((rule) => rule.set === set);
    const rows = own.map((rule): readonly Cell[] => [
      { text: rule.id, paint: paint.cyan },
      { text: rule.area },
      { text: rule.level },
      { text: (["1", "2", "3"] as const).map((tier) => letters[rule.enforcement[tier]]).join("/") },
      { text: rule.title },
    ]);
    return `${paint.bold(set)}: ${counted(own.length, "rule")}\n${table([head, ...rows])}`;
  });
  const legend =
    "1/2/3 is what a rule is at each tier: M mandatory, A advisory, - kept to the scorecard, n/a not asked.";
  return [...blocks, `${legend}\n\`readiness explain <rule>\` says why, and how to meet it.`].join("\n\n");
}
