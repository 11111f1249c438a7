import { levels, productionReadiness } from "../../catalog/initiative";
import { counted } from "../../policy-pack/engine/summary-words";
import { type ExplainedDiff, explainDiff } from "../causes";
import { groupCoverage } from "../coverage";
import { nextSteps } from "../next-steps";
import type { Scorecard, ScoredService } from "../schema";
import { reaches, type ShareAtMust, shareAtMust } from "../share";
import { degradedPieces } from "./degraded";
import { deadlinePieces, initiativePieces, listOf, waiverPieces } from "./endings";
import { type Line, type Message, messageOf, namedWithTier, type Section } from "./message";
import { type Audience, type Pair, seenBy } from "./news";
import { failingRules } from "./pages";

/** Days ahead that a digest looks: longer than any reminder, as it is read once a week. */
const ahead = { waivers: [30], deadlines: [30], initiatives: [90] } as const;

/**
 * What an audience is told once a week: how ready its services are against the earlier scorecard, which are below their
 * must-level, what changed and why, what comes due, and the next steps that are worth most. Undefined where it has none.
 */
export function digestOf(
  audience: Audience,
  pairs: readonly Pair[],
  report: string | undefined,
): Message | undefined {
  const seen = pairs
    .map(({ earlier, later }) => ({
      earlier: earlier && seenBy(audience, earlier),
      whole: earlier,
      later: seenBy(audience, later),
    }))
    .filter(({ later }) => later.services.length > 0);
  if (seen.length === 0) return undefined;
  const severalStacks = seen.length > 1;
  const pieces = seen.flatMap(({ whole, later }) => [
    ...(whole === undefined ? [] : degradedPieces(whole, later).filter(({ kind }) => kind === "degraded")),
    ...waiverPieces(later, ahead.waivers),
    ...deadlinePieces(later, ahead.deadlines),
    ...initiativePieces(later, ahead.initiatives),
  ]);
  const day = seen.map(({ later }) => later.judgedFor).reduce((a, b) => (a > b ? a : b));
  const { title, sections } = messageOf(pieces, {
    audience: audience.name,
    day,
    intro: [],
    report,
    severalStacks,
  });
  const all = seen.flatMap(({ later }) => {
    const where = whereIn(later, severalStacks);
    return later.services.map((service) => ({ service, where }));
  });
  return {
    title: title.replace(/^Readiness/, "Weekly readiness"),
    intro: standings(seen),
    sections: [
      sectionOf("Below their must-level", "service", [...all].sort(byTier).flatMap(belowLine)),
      sectionOf(
        "More ready",
        "service",
        seen.flatMap(({ whole, later }) =>
          whole === undefined ? [] : risenLines(whole, later, whereIn(later, severalStacks)),
        ),
      ),
      ...sections,
      sectionOf(
        "Next steps that are worth most",
        "step",
        stepLines(
          seen.map(({ later }) => later),
          all,
        ),
      ),
    ].filter(({ lines }) => lines.length > 0),
    report,
  };
}

function sectionOf(title: string, noun: string, lines: readonly Line[]): Section {
  return { title, noun, lines, leftOut: 0 };
}

/** Stacks that have a line of their own; more of them are told of in one, as no message holds so many. */
const mostStacks = 12;

/** How ready each stack is; of very many stacks, how ready all are together. */
function standings(seen: readonly Pair[]): readonly string[] {
  const [first] = seen;
  if (first === undefined || seen.length <= mostStacks)
    return seen.map(({ earlier, later }) => standing(later, earlier, seen.length > 1));
  const later = { ...first.later, services: seen.flatMap((one) => one.later.services) };
  const before = seen.flatMap((one) => one.earlier ?? []);
  const [oldest] = [...before].sort((a, b) => (a.judgedFor < b.judgedFor ? -1 : 1));
  const isWhole = oldest !== undefined && before.length === seen.length;
  const earlier = isWhole ? { ...oldest, services: before.flatMap(({ services }) => services) } : undefined;
  return [`${counted(seen.length, "stack")} together: ${standing(later, earlier, false)}`];
}

/** How ready the services are, in a line, with what it was. */
function standing(later: Scorecard, earlier: Scorecard | undefined, withStack: boolean): string {
  const reached = later.services.map(({ levels: own }) => levelIn(own)?.asJudged ?? "none");
  const count = (level: string): number => reached.filter((one) => one === level).length;
  const by = [...levels].reverse().map((level) => `${count(level)} ${level}`);
  const [now, then] = [figuresOf(later), earlier && figuresOf(earlier)];
  return [
    withStack ? `${later.project}/${later.stack}: ` : "",
    `${counted(later.services.length, "service")}: ${by.join(", ")}, ${count("none")} without a level. `,
    `${atMust(now.share)} at their must-level${then === undefined ? "" : ` (${atMust(then.share)} on ${earlier?.judgedFor})`}. `,
    `Coverage ${now.coverage}${then === undefined ? "" : ` (${then.coverage})`}.`,
  ].join("");
}

/** A service, and of which stack it is where that must be said. */
interface Placed {
  readonly service: ScoredService;
  readonly where: string;
}

/** What follows a service's name where others of the same name may be meant. */
function whereIn({ project, stack }: Scorecard, severalStacks: boolean): string {
  return severalStacks ? ` in ${project}/${stack}` : "";
}

function byTier(a: Placed, b: Placed): number {
  return a.service.tier - b.service.tier;
}

function levelIn(own: ScoredService["levels"]): ScoredService["levels"][number] | undefined {
  return own.find(({ set }) => set === productionReadiness);
}

function figuresOf({ services }: Scorecard): { readonly share: ShareAtMust; readonly coverage: string } {
  const [all] = groupCoverage(services, [productionReadiness]);
  const { met, of } = all ?? { met: 0, of: 0 };
  // Rounded down: only all is 100 %.
  return {
    share: shareAtMust(services, productionReadiness),
    coverage: of === 0 ? "of nothing" : `${Math.floor((met * 100) / of)} %`,
  };
}

function atMust({ asJudged, withWaivers, of }: ShareAtMust): string {
  return `${asJudged} of ${of}${withWaivers === asJudged ? "" : `, ${withWaivers} with waivers,`}`;
}

function belowLine({ service, where }: Placed): readonly Line[] {
  const own = levelIn(service.levels);
  if (own === undefined || reaches(own.asJudged, own.must)) return [];
  const failing = failingRules(service);
  const level = own.asJudged === "none" ? "no level" : own.asJudged;
  const fails = failing.length === 0 ? "" : `; fails ${listOf(failing)}`;
  return [
    {
      lead: `${namedWithTier(service)}${where}`,
      texts: [{ text: `${level}, must be ${own.must}${fails}.` }],
    },
  ];
}

function risenLines(earlier: Scorecard, later: Scorecard, where: string): readonly Line[] {
  const diff: ExplainedDiff = explainDiff(earlier, later);
  const tiers = new Map(later.services.map(({ name, tier }) => [name, tier]));
  return diff.levels
    .filter(({ change }) => change.direction === "improved")
    .map(({ change: { service, set, from = "none", to }, causes }) => ({
      lead: `${namedWithTier({ name: service, tier: tiers.get(service) })}${where}`,
      texts: [
        {
          text: `${from === "none" ? "no level" : from} → ${to} in ${set}. Why: ${causes[0]?.because ?? "unknown"}.`,
        },
      ],
    }));
}

const mostSteps = 3;

function stepLines(cards: readonly Scorecard[], placed: readonly Placed[]): readonly Line[] {
  const titles = new Map(
    cards.flatMap(({ ruleSets }) =>
      ruleSets.flatMap(({ definitions }) => definitions.map(({ rule, title }) => [rule, title] as const)),
    ),
  );
  const services = placed.map(({ service, where }) => ({ ...service, name: `${service.name}${where}` }));
  return nextSteps({ services }, mostSteps).map(({ rule, services: failing, lifts }) => {
    const lift = lifts === 0 ? "" : `; lifts ${counted(lifts, "service")} by itself`;
    const title = titles.get(rule);
    return {
      lead: rule,
      texts: [{ text: `${title === undefined ? "" : `${title}. `}Fails for ${listOf(failing)}${lift}.` }],
    };
  });
}
