import type { Details } from "../data/detail";
import type { Comparison, SiteRule } from "../data/model";
import type { Site, SiteService } from "../data/opened";
import type { Route } from "./route";

/** What a view is given. */
export interface Context {
  readonly site: Site;
  readonly route: Route;
  /** The rule set that figures are of. */
  readonly set: string;
  /** What changes are told since; undefined where there is no earlier run. */
  readonly comparison: Comparison | undefined;
  /** Details of services, unpacked when they are first asked for. */
  details(): Promise<Details>;
}

/** A view's content below its heading. */
export interface View {
  readonly title: string;
  readonly content: Node;
}

/** The rule set and comparison that an address names, or the first ones. */
export function settingsOf(site: Site, { query }: Route): Pick<Context, "set" | "comparison"> {
  const set = site.sets.find((one) => one === query.get("set")) ?? site.sets[0] ?? "";
  const since = query.get("since");
  return { set, comparison: site.comparisons.find(({ id }) => id === since) ?? site.comparisons[0] };
}

export function pathOfService({ card, name }: SiteService): readonly string[] {
  return ["service", card.project, card.stack, name];
}

export function pathOfRule({ set, rule }: Pick<SiteRule, "set" | "rule">): readonly string[] {
  return ["rule", set, rule];
}

/** Whether services of several stacks stand side by side, so that each must say which it is of. */
export function hasStacks({ cards }: Site): boolean {
  return cards.length > 1;
}

/** The service that an initiative or waiver of a scorecard names. */
export function serviceNamed(site: Site, card: number, name: string): SiteService | undefined {
  return site.services.find((one) => one.card === site.cards[card] && one.name === name);
}
