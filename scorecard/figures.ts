import type { Cause } from "./cause";
import type { ExplainedDiff } from "./causes";
import { coverageOf } from "./coverage";
import { keyOf, pairServices, type ServicePair } from "./diff";
import type { GroupCoverage, Scorecard, ScoredFinding, ScoredLevel, ScoredService } from "./schema";
import { reaches, shareOf } from "./share";

/** A cause of a figure's change, with how many findings (or levels) of which services it moved. */
export interface FigureCause extends Cause {
  readonly moved: number;
  readonly services: readonly string[];
}

/** A figure of the summary that is another: shares are of the services or findings that count for them. */
export interface FigureChange {
  readonly figure: string;
  /** Undefined for a share of nothing. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly unit: "count" | "share";
  /** Those that moved most first. */
  readonly causes: readonly FigureCause[];
}

/** What one finding or level adds to a figure: to what is counted, and to what it is a share of. */
type Part = readonly [part: number, of: number];

interface Figure {
  readonly figure: string;
  readonly unit: FigureChange["unit"];
  readonly value: number | undefined;
  finding?(service: ScoredService, finding: ScoredFinding): Part;
  level?(level: ScoredLevel): Part;
}

const nothing: Part = [0, 0];

/** The figures that differ: services at their must-level, coverage, what blocks and what is waived; each with its causes. */
export function figureChanges(
  earlier: Scorecard,
  later: Scorecard,
  explained: ExplainedDiff,
): readonly FigureChange[] {
  const before = new Map(figuresOf(earlier).map((one) => [one.figure, one]));
  const moves = movesBetween(earlier, later, explained);
  return figuresOf(later).flatMap((now) => {
    const then = before.get(now.figure);
    if (then === undefined || then.value === now.value) return [];
    const { figure, unit } = now;
    return [{ figure, from: then.value, to: now.value, unit, causes: causesOf(now, moves) }];
  });
}

function figuresOf({ summary }: Scorecard): readonly Figure[] {
  const count = (figure: string, value: number, of: (finding: ScoredFinding) => number): Figure => {
    return { figure, value, unit: "count", finding: (_, finding) => [of(finding), 0] };
  };
  return [
    ...summary.ready.map(({ set, services, asJudged }): Figure => {
      return {
        figure: `at their must-level in ${set}`,
        value: shareOf(asJudged, services),
        unit: "share",
        level: (level) => (level.set === set ? [reaches(level.asJudged, level.must) ? 1 : 0, 1] : nothing),
      };
    }),
    ...summary.coverage.map((group): Figure => {
      const { set, by, name, met, of } = group;
      const what = by === "all" ? "coverage" : `coverage of ${by} ${name}`;
      return {
        figure: `${what} in ${set}`,
        value: shareOf(met, of),
        unit: "share",
        finding: (service, finding) => (isIn(group, service, finding) ? coveredBy(finding) : nothing),
      };
    }),
    count("mandatory failures", summary.violations.mandatory, mandatoryIn),
    count("waived failures", summary.waivedFailures, ({ waived }) => waived.length),
  ];
}

function isIn({ set, by, name }: GroupCoverage, service: ScoredService, finding: ScoredFinding): boolean {
  if (finding.set !== set) return false;
  if (by === "area") return finding.area === name;
  if (by === "team") return service.owner === name;
  return by === "all" || String(service.tier) === name;
}

function coveredBy(finding: ScoredFinding): Part {
  const { met, of } = coverageOf([finding]);
  return [met, of];
}

function mandatoryIn({ violations }: ScoredFinding): number {
  return violations.filter(({ enforcement }) => enforcement === "mandatory").length;
}

/** Something that can move figures: a finding or a level of a service, as it was and as it is. */
interface Move {
  readonly service: string;
  readonly causes: readonly Cause[];
  part(figure: Figure, when: "then" | "now"): Part;
}

function movesBetween(earlier: Scorecard, later: Scorecard, explained: ExplainedDiff): readonly Move[] {
  const lost = new Set(explained.lostServices);
  const gone = earlier.services
    .filter(({ name }) => lost.has(name))
    .map((then) => ({ then, now: undefined }));
  const known = knownCauses(explained);
  return [...pairServices(earlier, later), ...gone].flatMap((pair) => [
    ...findingMoves(pair, known),
    ...levelMoves(pair, known),
  ]);
}

type Pair = { readonly [When in keyof ServicePair]: ScoredService | undefined };
type Known = ReadonlyMap<string, readonly Cause[]>;

/** The causes of findings, of what they mean and of levels, by what they are of. */
function knownCauses({ findings, enforcements, levels }: ExplainedDiff): Known {
  return new Map([
    ...enforcements.map(({ change, cause }) => [place(change.service, keyOf(change)), [cause]] as const),
    ...findings.map(({ change, cause }) => [place(change.service, keyOf(change)), [cause]] as const),
    ...levels.map(({ change, causes }) => [place(change.service, change.set), causes] as const),
  ]);
}

function place(service: string, of: string): string {
  return `${service}\n${of}`;
}

function findingMoves({ then, now }: Pair, known: Known): readonly Move[] {
  const [old, young] = [then, now].map((one) => byKey(one?.findings ?? [], keyOf));
  const isElsewhere = then?.tier !== now?.tier || then?.owner !== now?.owner;
  return [...new Set([...(young?.keys() ?? []), ...(old?.keys() ?? [])])].flatMap((key): readonly Move[] => {
    const [before, after] = [old?.get(key), young?.get(key)];
    if (!isElsewhere && weightOf(before) === weightOf(after)) return [];
    return [
      moveOf({ then, now }, known, key, (figure, when) => {
        const [service, finding] = when === "then" ? [then, before] : [now, after];
        return (service && finding && figure.finding?.(service, finding)) ?? nothing;
      }),
    ];
  });
}

function levelMoves({ then, now }: Pair, known: Known): readonly Move[] {
  const [old, young] = [then, now].map((one) => byKey(one?.levels ?? [], ({ set }) => set));
  return [...new Set([...(young?.keys() ?? []), ...(old?.keys() ?? [])])].map((set) =>
    moveOf({ then, now }, known, set, (figure, when) => {
      const level = (when === "then" ? old : young)?.get(set);
      return (level && figure.level?.(level)) ?? nothing;
    }),
  );
}

function moveOf(pair: Pair, known: Known, of: string, part: Move["part"]): Move {
  const service = (pair.now ?? pair.then)?.name ?? "";
  return { service, causes: known.get(place(service, of)) ?? [placeCause(pair)], part };
}

function byKey<T>(some: readonly T[], key: (one: T) => string): ReadonlyMap<string, T> {
  return new Map(some.map((one) => [key(one), one]));
}

/** All of a finding that any figure counts. */
function weightOf(finding: ScoredFinding | undefined): string {
  if (finding === undefined) return "";
  return [finding.area, ...coveredBy(finding), mandatoryIn(finding), finding.waived.length].join(" ");
}

/** Why something counts elsewhere though it is as it was. */
function placeCause({ then, now }: Pair): Cause {
  if (then === undefined) return { kind: "service", because: "the service is new" };
  if (now === undefined) return { kind: "service", because: "the service is gone" };
  if (then.tier !== now.tier)
    return { kind: "tier", because: `the tier went from ${then.tier} to ${now.tier}` };
  if (then.owner !== now.owner) return { kind: "service", because: "the owner is another" };
  return { kind: "setting", because: "what counts for it is another" };
}

function causesOf(figure: Figure, moves: readonly Move[]): readonly FigureCause[] {
  const found = new Map<string, { readonly cause: Cause; moved: number; readonly services: Set<string> }>();
  for (const { service, causes, part } of moves) {
    const [then, now] = [part(figure, "then"), part(figure, "now")];
    if (then[0] === now[0] && then[1] === now[1]) continue;
    for (const cause of causes) {
      const key = JSON.stringify([cause.kind, cause.because]);
      const one = found.get(key) ?? { cause, moved: 0, services: new Set<string>() };
      found.set(key, { ...one, moved: one.moved + 1 });
      one.services.add(service);
    }
  }
  return [...found.values()]
    .map(({ cause, moved, services }) => ({ ...cause, moved, services: [...services] }))
    .sort((a, b) => b.moved - a.moved);
}
