import { isDeepStrictEqual } from "node:util";
import { daysBetween } from "../../tiers/calendar";
import { organizationOf } from "../organization";
import { overridesOf } from "../overrides";
import { figuresOf, type RunFigures } from "../run-figures";
import type { Scorecard, ScoredFinding, ScoredService } from "../schema";
import { kindOf, letterOf, notJudged } from "./data/cells";
import { isSameRule, type PlaceOfRule, placesOfRules } from "./data/detail";
import type {
  FindingKind,
  ServiceRow,
  SiteCard,
  SiteIndex,
  SiteInitiative,
  SiteRule,
  SiteWaiver,
} from "./data/model";
import { comparisonOf } from "./site-changes";
import { encodeDetails } from "./site-details";
import { historyOf, indexRuns, runsUntil, type StackRuns, trendOf } from "./site-trend";

/** A stack's scorecard with what came before it. */
export interface StackPast {
  readonly card: Scorecard;
  /** Figures of earlier runs, in any order. */
  readonly runs: readonly RunFigures[];
  /** Earlier scorecards that it is compared with, by the comparison's id. */
  readonly earlier: Readonly<Record<string, Scorecard | undefined>>;
}

/** What a site is made of. */
export interface SiteInput {
  readonly title: string;
  readonly stacks: readonly [StackPast, ...StackPast[]];
  /** Comparisons in their order: ids and names. */
  readonly comparisons: readonly (readonly [id: string, name: string])[];
  /** Sentences about what could not be read. */
  readonly problems: readonly string[];
}

/** What a page is given: the index, and the details as text (see data/model.ts). */
export interface SiteData {
  readonly index: SiteIndex;
  readonly details: string;
}

/** Puts together what a page tells of scorecards. */
export function siteDataOf({ title, stacks, comparisons, problems }: SiteInput): SiteData {
  const cards = stacks.map(({ card }) => card);
  const sets = [...new Set(cards.flatMap(({ ruleSets }) => ruleSets.map(({ name }) => name)))];
  const rules = rulesOf(cards);
  const placeOf = placesOfRules(rules);
  const runs = stacks.map(({ card, runs: before }) => runsUntil(before, figuresOf(card)));
  const kinds = new Map<string, { readonly kind: FindingKind; readonly letter: string }>();
  const services = cards.flatMap((card, at) =>
    card.services.map((service) => serviceRow(service, at, { rules: rules.length, placeOf, kinds })),
  );
  const first = firstServices(cards);
  const index: SiteIndex = {
    title,
    judgedFor: cards.map(({ judgedFor }) => judgedFor).reduce((a, b) => (a > b ? a : b)),
    cards: cards.map((card, at) => siteCard(card, runs[at] ?? [figuresOf(card)])),
    sets,
    terms: termsOf(cards),
    rules,
    kinds: [...kinds.values()].map(({ kind }) => kind),
    services,
    summary: summaryOf(cards),
    trend: trendOf(runs, sets),
    comparisons: comparisons.flatMap(([id, name]) => {
      const compared = stacks.map(({ card, earlier }, at) => {
        return { now: card, before: earlier[id], firstService: first[at] ?? 0 };
      });
      return comparisonOf(id, name, compared) ?? [];
    }),
    waivers: cards.flatMap(waiversOf),
    initiatives: stacks.flatMap((stack, at) => initiativesOf(stack.card, runs[at] ?? [], at)),
    problems,
  };
  return { index, details: encodeDetails(withHistories(stacks, runs), placeOf) };
}

function withHistories(stacks: SiteInput["stacks"], runs: readonly StackRuns[]) {
  return stacks.flatMap(({ card }, at) => {
    const byName = indexRuns(runs[at] ?? [figuresOf(card)]);
    return card.services.map((service) => ({ service, history: historyOf(service, byName) }));
  });
}

/** Of one scorecard its own summary, else that of all together. */
function summaryOf(cards: readonly Scorecard[]): Scorecard["summary"] {
  const [first, ...rest] = cards;
  if (first === undefined) throw new RangeError("A site needs a scorecard.");
  return rest.length === 0 ? first.summary : organizationOf([first, ...rest]).summary;
}

function firstServices(cards: readonly Scorecard[]): readonly number[] {
  let next = 0;
  return cards.map(({ services }) => {
    const own = next;
    next += services.length;
    return own;
  });
}

/** The rules of all findings, each once, with what their definitions say. */
function rulesOf(cards: readonly Scorecard[]): readonly SiteRule[] {
  const rules = new Map<string, SiteRule[]>();
  for (const card of cards)
    for (const { findings } of card.services)
      for (const finding of findings) {
        const own = rules.get(finding.rule) ?? [];
        if (own.some((one) => isSameRule(one, finding))) continue;
        rules.set(finding.rule, [...own, siteRule(finding, card)]);
      }
  return [...rules.values()].flat().sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ set, area, rule, level }: SiteRule): string {
  return [set, area, rule, level].join("\n");
}

function siteRule({ set, rule, area, level }: ScoredFinding, { ruleSets }: Scorecard): SiteRule {
  const known = ruleSets.find(({ name }) => name === set)?.definitions.find((one) => one.rule === rule);
  const unknown = { title: rule, why: "", fix: "", evidence: [], parameters: {} };
  return { ...(known ?? unknown), set, rule, area, level };
}

/** Where letters of cells come from, for all services together. */
interface Lettering {
  readonly rules: number;
  readonly placeOf: PlaceOfRule;
  readonly kinds: Map<string, { readonly kind: FindingKind; readonly letter: string }>;
}

function serviceRow(service: ScoredService, card: number, { rules, placeOf, kinds }: Lettering): ServiceRow {
  const cells = Array.from({ length: rules }, () => notJudged);
  for (const finding of service.findings) {
    const key = `${finding.outcome} ${finding.cause} ${finding.enforcement}`;
    const known = kinds.get(key) ?? { kind: kindOf(finding), letter: letterOf(kinds.size) };
    kinds.set(key, known);
    cells[placeOf(finding)] = known.letter;
  }
  const { name, tier, tierFrom, inCatalog, levels, owner, lifecycle, tasks } = service;
  const optional = { ...(owner && { owner }), ...(lifecycle && { lifecycle }), ...(tasks && { tasks }) };
  return { name, card, tier, tierFrom, inCatalog, levels, ...optional, cells: cells.join("").trimEnd() };
}

function siteCard(card: Scorecard, runs: StackRuns): SiteCard {
  const { project, stack, judgedFor, whatIf, mode, packVersion, catalogVersion, source, problems, notices } =
    card;
  const read = card.services.flatMap(({ observed }) => observed.map(({ at }) => at)).sort();
  const [from, to] = [read[0], read.at(-1)];
  return {
    ...{ project, stack, judgedFor, whatIf, mode, packVersion, catalogVersion, source, problems, notices },
    ...(card.revision === undefined ? {} : { revision: card.revision }),
    ...(card.only === undefined ? {} : { only: card.only }),
    ...(from === undefined || to === undefined ? {} : { factsRead: { from, to } }),
    overrides: overridesOf(card),
    days: runs.map((one) => one.judgedFor),
  };
}

function termsOf(cards: readonly Scorecard[]): SiteIndex["terms"] {
  const all = cards.flatMap(({ ruleSets }) =>
    ruleSets.flatMap(({ name: set, terms }) =>
      Object.entries(terms).map(([tier, { must, aim }]) => ({ set, tier, must, aim })),
    ),
  );
  return all.filter((one, at) => all.findIndex((other) => isDeepStrictEqual(one, other)) === at);
}

function waiversOf(card: Scorecard, place: number): readonly SiteWaiver[] {
  const accepted = new Map<string, number>();
  for (const { findings } of card.services)
    for (const { waived } of findings)
      for (const { waiver } of waived) {
        const key = JSON.stringify(waiver);
        accepted.set(key, (accepted.get(key) ?? 0) + 1);
      }
  return card.waivers.map(({ waiver, state, why, proof }) => ({
    card: place,
    waiver,
    state,
    ...(why === undefined ? {} : { why }),
    isVerified: proof === "verified",
    daysLeft: daysBetween(card.judgedFor, waiver.expires),
    daysOpen: daysBetween(waiver.requested, card.judgedFor),
    accepts: accepted.get(JSON.stringify(waiver)) ?? 0,
  }));
}

function initiativesOf(
  card: Scorecard,
  runs: readonly RunFigures[],
  place: number,
): readonly SiteInitiative[] {
  return card.initiatives.map((one) => ({
    ...one,
    card: place,
    burnUp: runs.flatMap(({ judgedFor: day, initiatives }) =>
      initiatives.filter(({ id }) => id === one.initiative.id).map(({ met, of }) => ({ day, met, of })),
    ),
  }));
}
