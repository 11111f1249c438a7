import type { RunFigures } from "../figures";
import type { ScoredService } from "../schema";
import { shareAtMust } from "../share";
import type { SetHistory, Trend, TrendFigures } from "./data/model";

/** The figures of one stack on each of its days, oldest first; the last is now. */
export type StackRuns = readonly [RunFigures, ...RunFigures[]];

/** The last run of each day before that of a scorecard, then the scorecard's own. */
export function runsUntil(earlier: readonly RunFigures[], now: RunFigures): StackRuns {
  const byDay = new Map(earlier.map((one) => [one.judgedFor, one]));
  const before = [...byDay.values()]
    .filter(({ judgedFor }) => judgedFor < now.judgedFor)
    .sort((a, b) => (a.judgedFor < b.judgedFor ? -1 : 1));
  const [first, ...rest] = [...before, now];
  return [first ?? now, ...rest];
}

/** How all stacks together came along; on a day without a run, a stack is as it was in the run before. */
export function trendOf(stacks: readonly StackRuns[], sets: readonly string[]): Trend {
  const days = [...new Set(stacks.flatMap((runs) => runs.map(({ judgedFor }) => judgedFor)))].sort();
  const runs = days.map((day) =>
    stacks.flatMap((all) => all.findLast(({ judgedFor }) => judgedFor <= day) ?? []),
  );
  const total = (count: (run: RunFigures) => number) => runs.map((ones) => sum(ones.map(count)));
  return {
    days,
    sets: Object.fromEntries(
      sets.map((set) => [set, { all: allFigures(runs, set), teams: teamFigures(runs, set) }]),
    ),
    mandatory: total(({ summary }) => summary.violations.mandatory),
    waivedFailures: total(({ summary }) => summary.waivedFailures),
  };
}

type Day = readonly RunFigures[];

function allFigures(days: readonly Day[], set: string): TrendFigures {
  const ready = (day: Day) => day.flatMap(({ summary }) => summary.ready.filter((one) => one.set === set));
  const coverage = (day: Day) =>
    day.flatMap(({ summary }) => summary.coverage.filter((one) => one.set === set && one.by === "all"));
  return {
    of: days.map((day) => sum(ready(day).map(({ services }) => services))),
    asJudged: days.map((day) => sum(ready(day).map(({ asJudged }) => asJudged))),
    withWaivers: days.map((day) => sum(ready(day).map(({ withWaivers }) => withWaivers))),
    met: days.map((day) => sum(coverage(day).map(({ met }) => met))),
    counted: days.map((day) => sum(coverage(day).map(({ of }) => of))),
  };
}

/** By the teams that own something now; coverage as the summaries had it by team. */
function teamFigures(days: readonly Day[], set: string): Record<string, TrendFigures> {
  const teams = [
    ...new Set(days.at(-1)?.flatMap(({ services }) => services.flatMap(({ owner }) => owner ?? []))),
  ].sort();
  const owned = days.map((day) => groupByOwner(day));
  const covered = days.map((day) => {
    const groups = day.flatMap(({ summary }) =>
      summary.coverage.filter((one) => one.set === set && one.by === "team"),
    );
    const byTeam = new Map<string, { met: number; of: number }>();
    for (const { name, met, of } of groups) {
      const before = byTeam.get(name) ?? { met: 0, of: 0 };
      byTeam.set(name, { met: before.met + met, of: before.of + of });
    }
    return byTeam;
  });
  return Object.fromEntries(
    teams.map((team) => {
      const shares = owned.map((byOwner) => shareAtMust(byOwner.get(team) ?? [], set));
      return [
        team,
        {
          of: shares.map(({ of }) => of),
          asJudged: shares.map(({ asJudged }) => asJudged),
          withWaivers: shares.map(({ withWaivers }) => withWaivers),
          met: covered.map((byTeam) => byTeam.get(team)?.met ?? 0),
          counted: covered.map((byTeam) => byTeam.get(team)?.of ?? 0),
        },
      ];
    }),
  );
}

type FigureService = RunFigures["services"][number];

function groupByOwner(day: Day): ReadonlyMap<string, readonly FigureService[]> {
  const groups = new Map<string, FigureService[]>();
  for (const { services } of day)
    for (const service of services) {
      if (service.owner === undefined) continue;
      const group = groups.get(service.owner) ?? [];
      groups.set(service.owner, group);
      group.push(service);
    }
  return groups;
}

/** Services of each run by name, so that many histories can be looked up. */
export type RunIndex = readonly ReadonlyMap<string, FigureService>[];

export function indexRuns(runs: StackRuns): RunIndex {
  return runs.map(({ services }) => new Map(services.map((one) => [one.name, one])));
}

const letters = { gold: "g", silver: "s", bronze: "b", none: "n" } as const;

/** What became of one service, by its name and earlier names. */
export function historyOf({ name, aliases, levels }: ScoredService, runs: RunIndex): readonly SetHistory[] {
  return levels.map(({ set }) => {
    const own = runs.map((byName) =>
      [name, ...aliases]
        .map((one) => byName.get(one))
        .find((one) => one !== undefined)
        ?.levels.find((one) => one.set === set),
    );
    return {
      set,
      levels: own.map((one) => (one === undefined ? "-" : letters[one.asJudged])).join(""),
      met: own.map((one) => one?.score.met ?? 0),
      of: own.map((one) => one?.score.of ?? 0),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
