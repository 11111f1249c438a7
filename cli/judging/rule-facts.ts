import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import { type Tier, tiers } from "../../catalog/tier";
import { pageOf } from "../../policy-pack/engine/pages";
import type { AnyRule } from "../../policy-pack/engine/rule";
import { tableOf } from "../../policy-pack/engine/rule-config";
import type { RuleSet } from "../../policy-pack/engine/rule-set";
import { type Enforcement, tierEnforcement } from "../../tiers/enforcement";
import { cappedAtAdvisory } from "../../tiers/levels";
import { InputError } from "../failures";
import { type Pack, rulesOf } from "./pack";

type ByTier<T> = Readonly<Record<`${Tier}`, T>>;

/** A rule as the command tells of it, apart from any service. */
export interface RuleFacts {
  readonly id: string;
  readonly set: string;
  readonly area: string;
  readonly level: string;
  readonly evidence: readonly string[];
  /** It judges a state that moves by itself. */
  readonly state: boolean;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly whenNot: string;
  /** What the tier table says before anything lowers it. */
  readonly enforcement: ByTier<Enforcement | "not-applicable">;
  readonly parameters: ByTier<Readonly<Record<string, unknown>>>;
  /** What each parameter means. */
  readonly meanings: Readonly<Record<string, string>>;
  /** Tiers at which no waiver counts. */
  readonly unwaivableAt: readonly Tier[];
  readonly page: string;
}

/** All rules of a pack, in the order of their sets. */
export function allRuleFacts(pack: Pack): readonly RuleFacts[] {
  return rulesOf(pack).map(({ rule, set }) => ruleFacts(rule, set));
}

/** A rule that a person named. Throws InputError where there is none of that id. */
export function requireRule(pack: Pack, id: string): { readonly rule: AnyRule; readonly set: RuleSet } {
  const all = rulesOf(pack);
  const found = all.find(({ rule }) => rule.id === id);
  if (found) return found;
  const ids = all.map(({ rule }) => rule.id);
  throw new InputError(`${quote(id)} is not a rule.${didYouMean(id, ids)} \`readiness rules\` lists them.`);
}

export function ruleFacts(rule: AnyRule, set: RuleSet): RuleFacts {
  const table = tableOf(rule);
  return {
    id: rule.id,
    set: set.name,
    area: rule.area,
    level: rule.level,
    evidence: rule.evidence,
    state: rule.state ?? false,
    title: rule.title,
    why: rule.why,
    fix: rule.fix,
    whenNot: rule.whenNot,
    enforcement: byTier((tier) => enforcementAt(rule, set, tier)),
    parameters: byTier((tier) => table?.values[tier] ?? {}),
    meanings: Object.fromEntries(
      Object.entries(table?.schema.shape ?? {}).map(([name, { description }]) => [name, description ?? ""]),
    ),
    unwaivableAt: rule.unwaivableAt ?? [],
    page: `${pageOf(set.name)}#${rule.id}`,
  };
}

function enforcementAt(rule: AnyRule, { terms }: RuleSet, tier: Tier): Enforcement | "not-applicable" {
  if (rule.tiers && !rule.tiers.includes(tier)) return "not-applicable";
  const asked = tierEnforcement(terms[tier], rule.level);
  return asked === "mandatory" && cappedAtAdvisory.includes(rule.id) ? "advisory" : asked;
}

function byTier<T>(of: (tier: Tier) => T): ByTier<T> {
  const [one, two, three] = tiers;
  return { 1: of(one), 2: of(two), 3: of(three) };
}
