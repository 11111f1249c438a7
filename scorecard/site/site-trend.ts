import { levelOfLetter, type RunFigures } from "../run-figures";
import type { ScoredService } from "../schema";
import { type ShareAtMust, shareAtMust } from "../share";
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
    ...new Set(days.at(-1)?.flatMap(({ services }) => services.owners.filter((one) => one !== ""))),
  ].sort();
  const ready = days.map((day) => readyByTeam(day, set));
  const covered = days.map((day) => coveredByTeam(day, set));
  return Object.fromEntries(
    teams.map((team) => {
      const shares = ready.map((byTeam) => byTeam.get(team) ?? { of: 0, asJudged: 0, withWaivers: 0 });
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

function coveredByTeam(
  day: Day,
  set: string,
): ReadonlyMap<string, { readonly met: number; readonly of: number }> {
  const byTeam = new Map<string, { met: number; of: number }>();
  for (const { summary } of day)
    for (const one of summary.coverage) {
      if (one.set !== set || one.by !== "team") continue;
      const before = byTeam.get(one.name) ?? { met: 0, of: 0 };
      byTeam.set(one.name, { met: before.met + one.met, of: before.of + one.of });
    }
  return byTeam;
}

function readyByTeam(day: Day, set: string): ReadonlyMap<string, ShareAtMust> {
  const byTeam = new Map<string, ShareAtMust>();
  for (const { services } of day) {
    const columns = services.levels.find((one) => one.set === set);
    if (columns === undefined) continue;
    services.owners.forEach((owner, at) => {
      const own = countedAt(columns, at);
      if (own === undefined) return;
      const before = byTeam.get(owner) ?? { of: 0, asJudged: 0, withWaivers: 0 };
      byTeam.set(owner, {
        of: before.of + own.of,
        asJudged: before.asJudged + own.asJudged,
        withWaivers: before.withWaivers + own.withWaivers,
      });
    });
  }
  return byTeam;
}

/** What one service counts for, by the letters of its must-level and of what it reaches; a year has few kinds of services. */
const countedOf = new Map<string, ShareAtMust | undefined>();

/** What the service at a place counts for; undefined where it has no level in the set. */
function countedAt({ set, must, asJudged, withWaivers }: LevelColumns, at: number): ShareAtMust | undefined {
  const letters = must.charAt(at) + asJudged.charAt(at) + withWaivers.charAt(at);
  if (!countedOf.has(letters)) countedOf.set(letters, countedByLetters(letters, set));
  return countedOf.get(letters);
}

function countedByLetters(letters: string, set: string): ShareAtMust | undefined {
  const [must, asJudged, withWaivers] = [...letters].map((letter) => levelOfLetter.get(letter));
  if (must === undefined || must === "none" || asJudged === undefined || withWaivers === undefined)
    return undefined;
  return shareAtMust([{ levels: [{ set, must, asJudged, withWaivers }] }], set);
}

type LevelColumns = RunFigures["services"]["levels"][number];

/** A run with its services' places by name, so that many histories can be looked up. */
export type RunIndex = readonly { readonly run: RunFigures; readonly places: ReadonlyMap<string, number> }[];

export function indexRuns(runs: StackRuns): RunIndex {
  return runs.map((run) => ({ run, places: new Map(run.services.names.map((name, at) => [name, at])) }));
}

/** What became of one service, by its name and earlier names. */
export function historyOf({ name, aliases, levels }: ScoredService, runs: RunIndex): readonly SetHistory[] {
  const names = [name, ...aliases];
  const places = runs.map((one) => {
    const known = names.find((own) => one.places.has(own));
    return known === undefined ? undefined : one.places.get(known);
  });
  return levels.map(({ set }) => {
    const own = runs.map(({ run }, at) => {
      const [columns, place] = [run.services.levels.find((one) => one.set === set), places[at]];
      return columns === undefined || place === undefined ? undefined : { columns, place };
    });
    return {
      set,
      levels: own.map((one) => one?.columns.asJudged.charAt(one.place) ?? "-").join(""),
      met: own.map((one) => one?.columns.met[one.place] ?? 0),
      of: own.map((one) => one?.columns.of[one.place] ?? 0),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
