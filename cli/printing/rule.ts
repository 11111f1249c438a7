import type { RuleFacts } from "../judging/rule-facts";
import { type Cell, type Paint, table, wrap } from "../terminal";

const tiers = ["1", "2", "3"] as const;

/** What, why, how to mend it, when not to use it, and what each tier asks. */
export function ruleText(rule: RuleFacts, width: number, paint: Paint): string {
  const { id, set, area, level, evidence, state, title, why, fix, whenNot } = rule;
  const kinds = `${level}, ${area}, set ${set}; evidence: ${evidence.join(", ")}${state ? "; judges a state that moves by itself" : ""}.`;
  return [
    `${paint.bold(id)}: ${title}.`,
    kinds.charAt(0).toUpperCase() + kinds.slice(1),
    ...section("Why", why, width, paint),
    ...section("Fix", fix.replace(/\{(\w+)\}/g, "<$1>"), width, paint),
    ...section("When not to use it", whenNot, width, paint),
    "",
    tierTable(rule, paint),
    ...unwaivable(rule),
    `Page: ${rule.page}`,
  ].join("\n");
}

function section(title: string, text: string, width: number, paint: Paint): readonly string[] {
  return ["", paint.bold(title), wrap(text, width, "  ")];
}

function tierTable({ enforcement, parameters, meanings }: RuleFacts, paint: Paint): string {
  const head = ["", "tier 1", "tier 2", "tier 3", ""].map((text): Cell => ({ text, paint: paint.bold }));
  const asked = [
    { text: "enforcement" },
    ...tiers.map((tier) => ({ text: enforcement[tier] })),
    { text: "" },
  ];
  const rows = Object.entries(meanings).map(([name, meaning]) => [
    { text: name },
    ...tiers.map((tier) => ({ text: shown(parameters[tier][name]) })),
    { text: meaning, paint: paint.dim },
  ]);
  return table([head, asked, ...rows]);
}

function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "-");
}

function unwaivable({ unwaivableAt }: RuleFacts): readonly string[] {
  if (unwaivableAt.length === 0) return [];
  return [`No waiver counts at ${unwaivableAt.length === 1 ? "tier" : "tiers"} ${unwaivableAt.join(", ")}.`];
}
