import { planServices } from "../../catalog/components/planned-services";
import type { Catalog } from "../../catalog/schema";
import type { Waiver } from "../../catalog/waiver";
import type { AnyRule, Subject, Surroundings } from "../../policy-pack/engine/rule";
import { standingOf } from "../../policy-pack/engine/waivers";
import type { StackConfig } from "../../stacks/schema";

/** Whether a waiver would count in a stack today, by the words of the pack; undefined: it would. */
export function whyRefused(
  waiver: Waiver,
  rule: AnyRule,
  catalog: Catalog,
  config: StackConfig,
  today: string,
): string | undefined {
  const surroundings = surroundingsOf(catalog, config);
  const planned = planServices(catalog, config).find(({ facts }) => facts.name === waiver.service);
  if (planned === undefined) return "there is no such service";
  const { facts, team } = planned;
  const subject: Subject = {
    name: facts.name,
    tier: facts.tier,
    facts,
    team: surroundings.team(team ?? ""),
    inCatalog: true,
  };
  const standing = standingOf(waiver, subject, rule, surroundings, today);
  return standing.counts ? undefined : standing.why;
}

/** What the pack would know of approvers and teams in a stack. */
export function surroundingsOf(
  { teams, waivers, initiatives }: Catalog,
  { shares: _, ...config }: StackConfig,
): Surroundings {
  const facts = {
    ...config,
    teams: [...teams],
    waivers: [...waivers],
    initiatives: [...initiatives],
    baseline: [],
    neighbours: [],
  };
  const byName = new Map([
    ...teams.flatMap((team) => team.aliases.map((alias) => [alias, team] as const)),
    ...teams.map((team) => [team.name, team] as const),
  ]);
  return {
    catalog: facts,
    service: () => undefined,
    team: (name) => byName.get(name),
    neighbour: () => undefined,
  };
}
