import { createHash } from "node:crypto";
import { productionReadiness } from "../../catalog/initiative";
import { isFailing } from "../../tiers/attainment";
import { cappedAtAdvisory, levelRank } from "../../tiers/levels";
import { pairServices, type ServicePair } from "../diff";
import { shown } from "../formats/shown-text";
import type { Scorecard, ScoredService } from "../schema";
import { reaches } from "../share";
import { failsMandatorily } from "./degraded";
import type { Pair } from "./news";
import type { Place } from "./piece";

/** A service below its must-level that somebody is paged for. */
export interface Paged extends Place {
  readonly service: string;
}

/** What PagerDuty is told: that a service is below its must-level, or that it no longer is. */
export interface Page {
  readonly paged: Paged;
  readonly action: "trigger" | "resolve";
  /** In words, for people. */
  readonly summary: string;
  /** Rules that the service fails, for who is paged. */
  readonly rules: readonly string[];
}

const pagedTier = 1;

/**
 * Services of tier 1 that were at their must-level, waivers counted, or failed no rule of it, and now fail one: what only
 * could not be judged pages nobody, and hides no fall that comes after it. What is paged for already is not triggered
 * again, and is resolved once the service is at its must-level, has another tier, or is gone. Where a team is told, one
 * that came to it while it is below is as fallen.
 */
export function pagesOf({ earlier, later }: Pair, open: readonly Paged[], team?: string): readonly Page[] {
  const place = { project: later.project, stack: later.stack };
  const isOpen = ({ name, aliases }: ScoredService): boolean =>
    open.some((one) => isOf(one, later) && [name, ...aliases].includes(one.service));
  const isFallen = ({ then, now }: ServicePair): boolean =>
    then !== undefined &&
    (isAtMust(then) || failingRules(then).length === 0 || (team !== undefined && then.owner !== team)) &&
    isBelow(now) &&
    !isOpen(now);
  const fallen = earlier === undefined ? [] : pairServices(earlier, later);
  return [
    ...fallen
      .filter(isFallen)
      .map(
        ({ now }): Page => ({ paged: { ...place, service: now.name }, action: "trigger", ...wordsFor(now) }),
      ),
    ...open
      .filter((one) => isOf(one, later))
      .flatMap((paged): readonly Page[] => {
        const why = whyOver(paged, later);
        return why === undefined
          ? []
          : [{ paged, action: "resolve", summary: `${paged.service} ${why}.`, rules: [] }];
      }),
  ];
}

function isOf({ project, stack }: Paged, card: Scorecard): boolean {
  return project === card.project && stack === card.stack;
}

function levelOf({ levels }: ScoredService) {
  return levels.find(({ set }) => set === productionReadiness);
}

function isAtMust(service: ScoredService): boolean {
  const own = levelOf(service);
  return own !== undefined && reaches(own.withWaivers, own.must);
}

function isBelow(service: ScoredService): boolean {
  return (
    service.tier === pagedTier &&
    levelOf(service) !== undefined &&
    !isAtMust(service) &&
    failingRules(service).length > 0
  );
}

/** Rules up to the must-level that the service fails, those that are mandatory first. */
export function failingRules(service: ScoredService): readonly string[] {
  const must = levelOf(service)?.must ?? "bronze";
  return service.findings
    .filter(
      ({ set, rule, level, outcome }) =>
        set === productionReadiness &&
        levelRank(level) <= levelRank(must) &&
        !cappedAtAdvisory.includes(rule) &&
        isFailing(outcome),
    )
    .sort((a, b) => Number(failsMandatorily(b)) - Number(failsMandatorily(a)))
    .map(({ rule }) => rule);
}

/** Why nobody need be paged any more, as the end of a sentence. */
function whyOver({ service: name }: Paged, card: Scorecard): string | undefined {
  const service = card.services.find((one) => [one.name, ...one.aliases].includes(name));
  // Of one service's scorecard nothing can be told of the others.
  if (service === undefined) return card.only === undefined ? "is gone" : undefined;
  if (service.tier !== pagedTier) return `is of tier ${service.tier} now`;
  if (levelOf(service) === undefined) return "need have no level any more";
  return isAtMust(service) ? "is at its must-level" : undefined;
}

function wordsFor(service: ScoredService): Pick<Page, "summary" | "rules"> {
  const rules = failingRules(service);
  const { withWaivers, must } = levelOf(service) ?? { withWaivers: "none", must: "gold" };
  const level = withWaivers === "none" ? "no level" : withWaivers;
  const more = rules.length > 3 ? ` and ${rules.length - 3} more` : "";
  const summary = `${service.name} (tier ${service.tier}) fell to ${level}, must be ${must}: fails ${rules.slice(0, 3).join(", ")}${more}.`;
  return { summary, rules };
}

/** An event of PagerDuty's Events API v2, without the key that says whose it is. */
export interface PagerdutyEvent {
  readonly event_action: "trigger" | "resolve";
  readonly dedup_key: string;
  readonly client: "readiness";
  readonly client_url?: string;
  readonly payload?: {
    readonly summary: string;
    readonly severity: "error";
    readonly source: string;
    readonly component: string;
    readonly group: string;
    readonly class: "readiness";
    readonly custom_details: { readonly rules: readonly string[] };
  };
  readonly links?: readonly { readonly href: string; readonly text: string }[];
}

const longest = { summary: 1024, dedup: 255, name: 200, rules: 50 } as const;

/** A page as an event; a summary has at most 1,024 letters, a key 255. */
export function pagerdutyEventOf({ paged, action, summary, rules }: Page, report?: string): PagerdutyEvent {
  const common = { event_action: action, dedup_key: dedupKeyOf(paged), client: "readiness" } as const;
  if (action === "resolve") return common;
  return {
    ...common,
    ...(report === undefined
      ? {}
      : { client_url: report, links: [{ href: report, text: "Readiness report" }] }),
    payload: {
      summary: shown(summary, longest.summary),
      severity: "error",
      source: shown(`${paged.project}/${paged.stack}`, longest.name),
      component: shown(paged.service, longest.name),
      group: shown(paged.project, longest.name),
      class: "readiness",
      custom_details: { rules: rules.slice(0, longest.rules).map((one) => shown(one, longest.name)) },
    },
  };
}

/** The same for the same service of a stack; where names are too long for it, or have other signs, of their digest. */
export function dedupKeyOf({ project, stack, service }: Paged): string {
  const key = ["readiness", project, stack, service].join("/");
  const isPlain = [project, stack, service].every((part) => /^[\w.-]+$/.test(part));
  if (isPlain && key.length <= longest.dedup) return key;
  return `readiness/${createHash("sha256")
    .update(JSON.stringify([project, stack, service]))
    .digest("hex")}`;
}
