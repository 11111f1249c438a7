import { type Initiative, productionReadiness } from "../../catalog/initiative";
import { coversRule, coversService, type InScope } from "../../tiers/initiatives";
import type { ActiveRule, Judgement, ServiceJudgement } from "./judge";
import type { Subject, Surroundings } from "./rule";

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

/** The initiatives that cover a rule and a service and have started; `today` is a UTC day, YYYY-MM-DD. */
export function initiativesCovering(
  { rule, set }: Pick<ActiveRule, "rule" | "set">,
  service: Subject,
  { catalog }: Surroundings,
  today: string,
): readonly Initiative[] {
  const judged = { id: rule.id, level: rule.level, set: set.name };
  const inScope = inScopeOf(service);
  return (catalog?.initiatives ?? []).filter(
    (one) => one.start <= today && coversRule(one, judged) && coversService(one, inScope),
  );
}

/** A service that an initiative covers, and ids of the rules of it that the service does not meet. */
export interface Member {
  readonly name: string;
  readonly owner: string | undefined;
  readonly missing: readonly string[];
  readonly isMet: boolean;
}

/**
 * The services that an initiative covers: what is waived counts as met, what is not judged does not, and a retired service
 * has nothing left to meet.
 */
export function membersOf(initiative: Initiative, { services }: Judgement): readonly Member[] {
  return services
    .filter(
      ({ service: { subject } }) =>
        subject.facts.lifecycle !== "retired" && coversService(initiative, inScopeOf(subject)),
    )
    .map((one) => memberOf(initiative, one));
}

function memberOf(initiative: Initiative, { service: { subject }, findings }: ServiceJudgement): Member {
  const own = findings.filter(({ rule, set }) =>
    coversRule(initiative, { id: rule.id, level: rule.level, set }),
  );
  const met = ["pass", "not-applicable", "waived"];
  const missing = own.filter(({ outcome }) => !met.includes(outcome)).map(({ rule }) => rule.id);
  return {
    name: subject.name,
    owner: subject.team?.name,
    missing,
    isMet: own.length > 0 && missing.length === 0,
  };
}

/** Counts the services that an initiative covers and that meet it. */
export function progressOf(initiative: Initiative, judgement: Judgement): Progress {
  const members = membersOf(initiative, judgement);
  return {
    covered: members.map(({ name }) => name),
    met: members.filter(({ isMet }) => isMet).map(({ name }) => name),
  };
}

/** What an initiative names that nobody judges, so that nothing will be asked of it: ids of rules, or a whole set. */
export function strangersOf(
  { rules = [], level, ruleSet = productionReadiness }: Initiative,
  { services: [first], sets }: Judgement,
): readonly string[] {
  if (first === undefined) return [];
  const ids = new Set(first.findings.map(({ rule }) => rule.id));
  const unknown = rules.filter((id) => !ids.has(id));
  return level === undefined || sets.has(ruleSet) ? unknown : [...unknown, ruleSet];
}
