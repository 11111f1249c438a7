import type { Initiative } from "../../catalog/initiative";
import { coversRule, coversService, type InScope } from "../../tiers/initiatives";
import type { Judgement, ServiceJudgement } from "./judge";
import type { Subject } from "./rule";

/** How far an initiative is: names of the services that it covers, and of those that meet all its rules. */
export interface Progress {
  readonly covered: readonly string[];
  readonly met: readonly string[];
}

/** A service as the scope of an initiative sees it. */
export function inScopeOf({ name, tier, facts, team }: Subject): InScope {
  const teams = team ? [team.name, ...team.aliases] : [];
  return { name, tier, teams, aliases: facts.aliases, tags: facts.tags };
}

/** Counts the services that an initiative covers and that meet it; what is waived counts as met. */
export function progressOf(initiative: Initiative, { services }: Judgement): Progress {
  const covered = services.filter(({ service }) => coversService(initiative, inScopeOf(service.subject)));
  const names = (some: readonly ServiceJudgement[]): readonly string[] =>
    some.map(({ service }) => service.subject.name);
  return { covered: names(covered), met: names(covered.filter((one) => meets(initiative, one))) };
}

function meets(initiative: Initiative, { findings }: ServiceJudgement): boolean {
  return findings
    .filter(({ rule, set }) => coversRule(initiative, { id: rule.id, level: rule.level, set }))
    .every(({ outcome }) => outcome === "pass" || outcome === "not-applicable" || outcome === "waived");
}
