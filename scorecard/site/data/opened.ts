import type { ScoredFinding, ScoredService } from "../../schema";
import { kindAt } from "./cells";
import type { SiteCard, SiteIndex, SiteRule } from "./model";

/** A finding as far as the index knows it; enough for every count, level and coverage. */
export interface SiteFinding
  extends Pick<ScoredFinding, "rule" | "set" | "area" | "level" | "outcome" | "cause" | "enforcement"> {
  readonly about: SiteRule;
}

export interface SiteService
  extends Pick<
    ScoredService,
    "name" | "tier" | "tierFrom" | "inCatalog" | "levels" | "owner" | "lifecycle" | "tasks"
  > {
  readonly index: number;
  readonly card: SiteCard;
  readonly findings: readonly SiteFinding[];
}

/** The index with its services as the functions that count them want them. */
export interface Site extends Omit<SiteIndex, "services"> {
  readonly services: readonly SiteService[];
}

/** Gives each service of an index its findings; services share what is the same, as there are very many. */
export function openIndex(index: SiteIndex): Site {
  const shared = index.rules.map((about) => index.kinds.map((kind) => findingOf(about, kind)));
  const services = index.services.map(({ cells, card: place, ...row }, at): SiteService => {
    const card = index.cards[place];
    if (card === undefined) throw new RangeError(`The service ${row.name} is of no scorecard.`);
    const findings = shared.flatMap((kinds, rule) => {
      const finding = kinds[kindAt(cells, rule) ?? -1];
      return finding === undefined ? [] : [finding];
    });
    return { ...row, index: at, card, findings };
  });
  return { ...index, services };
}

function findingOf(about: SiteRule, [outcome, cause, enforcement]: SiteIndex["kinds"][number]): SiteFinding {
  const { rule, set, area, level } = about;
  return { about, rule, set, area, level, outcome, ...(cause === null ? {} : { cause }), enforcement };
}
