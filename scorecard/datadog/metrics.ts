import { levelRank } from "../../tiers/levels";
import { groupCoverage } from "../coverage";
import type { Scorecard, ScoredLevel, ScoredService } from "../schema";
import { reaches } from "../share";
import { placeTags, serviceTags, tagOf } from "./tags";

/** One figure of a run, as `POST /api/v2/series` takes it. */
export interface Series {
  readonly metric: string;
  /** A gauge. */
  readonly type: 3;
  readonly points: readonly [{ readonly timestamp: number; readonly value: number }];
  readonly tags: readonly string[];
}

interface Moment {
  /** Seconds. */
  readonly timestamp: number;
  /** What Datadog calls the environment of this stack. */
  readonly env: string;
}

const enforcements = ["mandatory", "advisory", "off"] as const;

/**
 * The figures of a scorecard. For each service and rule set: readiness.level and readiness.level.with_waivers (0 none to 3
 * gold), readiness.score (per cent of the rules up to its must-level; none where no rule counts), readiness.below_must (0
 * or 1); for each service readiness.failures by enforcement; for each team and area readiness.coverage, in per cent, with
 * what it is of; and readiness.run, which is missing where no run told anything.
 */
export function seriesOf(card: Scorecard, { timestamp, env }: Moment): readonly Series[] {
  const place = placeTags(card, env);
  const make = (metric: string, value: number, tags: readonly string[]): Series => ({
    metric: `readiness.${metric}`,
    type: 3,
    points: [{ timestamp, value }],
    tags: [...place, ...tags],
  });
  return [
    make("run", 1, []),
    ...card.services.flatMap((service) => serviceSeries(service, make)),
    ...coverageSeries(card, make),
  ];
}

type Make = (metric: string, value: number, tags: readonly string[]) => Series;

function serviceSeries(service: ScoredService, make: Make): readonly Series[] {
  const own = serviceTags(service);
  const violations = service.findings.flatMap((finding) => finding.violations);
  return [
    ...service.levels.flatMap((level) => levelSeries(level, [...own, tagOf("set", level.set)], make)),
    ...enforcements.map((enforcement) =>
      make("failures", violations.filter((one) => one.enforcement === enforcement).length, [
        ...own,
        tagOf("enforcement", enforcement),
      ]),
    ),
  ];
}

function levelSeries(
  { asJudged, withWaivers, must, score }: ScoredLevel,
  tags: readonly string[],
  make: Make,
): readonly Series[] {
  return [
    make("level", levelRank(asJudged) + 1, tags),
    make("level.with_waivers", levelRank(withWaivers) + 1, tags),
    make("below_must", reaches(withWaivers, must) ? 0 : 1, tags),
    ...(score.of === 0 ? [] : [make("score", perCent(score.met, score.of), tags)]),
  ];
}

function coverageSeries({ services, ruleSets }: Scorecard, make: Make): readonly Series[] {
  const teams = [...new Set(services.map(({ owner }) => owner))];
  const sets = ruleSets.map(({ name }) => name);
  return teams.flatMap((team) =>
    groupCoverage(
      services.filter(({ owner }) => owner === team),
      sets,
    )
      .filter(({ by, of }) => by === "area" && of > 0)
      .map(({ set, name, met, of }) =>
        make("coverage", perCent(met, of), [
          tagOf("team", team ?? "none"),
          tagOf("area", name),
          tagOf("set", set),
        ]),
      ),
  );
}

/** Of a hundred, with one decimal, rounded down so that only all is 100. */
function perCent(part: number, of: number): number {
  return Math.floor((part * 1000) / of) / 10;
}

/** A payload may have 500 kB as it is sent; so much fits even where nothing can be compressed. */
const mostBytes = 500_000;

/** Series in payloads that are small enough. */
export function seriesBatches(all: readonly Series[]): readonly { readonly series: readonly Series[] }[] {
  const batches: Series[][] = [];
  let bytes = mostBytes;
  for (const one of all) {
    const own = Buffer.byteLength(JSON.stringify(one)) + 1;
    if (bytes + own > mostBytes) {
      batches.push([]);
      bytes = '{"series":[]}'.length;
    }
    batches.at(-1)?.push(one);
    bytes += own;
  }
  return batches.map((series) => ({ series }));
}
