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

/** The figures that differ: services at their must-level, coverage, what blocks and what is waived; each with its causes. */
export function figureChanges(
  earlier: Scorecard,
  later: Scorecard,
  explained: ExplainedDiff,
): readonly FigureChange[] {
  const before = new Map(figuresOf(earlier).map(({ figure, value }) => [figure, value]));
  const changed = figuresOf(later).filter(
    ({ figure, value }) => before.has(figure) && before.get(figure) !== value,
  );
  const tallies = new Map(changed.map(({ figure }) => [figure, new Map<string, Tally>()]));
  for (const move of movesBetween(earlier, later, explained)) count(move, tallies);
  return changed.map(({ figure, value, unit }) => {
    return { figure, from: before.get(figure), to: value, unit, causes: causesOf(tallies.get(figure)) };
  });
}

interface Figure extends Pick<FigureChange, "figure" | "unit"> {
  readonly value: number | undefined;
}

const blocking = "mandatory failures";
const accepted = "waived failures";

function atMustIn(set: string): string {
  return `at their must-level in ${set}`;
}

function coverageIn(set: string, by: GroupCoverage["by"], name: string): string {
  return `${by === "all" ? "coverage" : `coverage of ${by} ${name}`} in ${set}`;
}

function figuresOf({ summary }: Scorecard): readonly Figure[] {
  return [
    ...summary.ready.map(({ set, services, asJudged }): Figure => {
      return { figure: atMustIn(set), value: shareOf(asJudged, services), unit: "share" };
    }),
    ...summary.coverage.map(({ set, by, name, met, of }): Figure => {
      return { figure: coverageIn(set, by, name), value: shareOf(met, of), unit: "share" };
    }),
    { figure: blocking, value: summary.violations.mandatory, unit: "count" },
    { figure: accepted, value: summary.waivedFailures, unit: "count" },
  ];
}

/** What something adds to figures by name: to what is counted, and to what it is a share of. */
type Parts = ReadonlyMap<string, readonly [part: number, of: number]>;

const nothing: Parts = new Map();

/** How something of a service counts for figures. */
interface Counting<T> {
  all(service: ScoredService): readonly T[];
  key(one: T): string;
  /** All of it that any figure counts, apart from its service. */
  weight(one: T): string;
  parts(service: ScoredService, one: T): Parts;
}

const countedFindings: Counting<ScoredFinding> = {
  all: ({ findings }) => findings,
  key: keyOf,
  weight: (finding) => {
    const { met, of } = coverageOf([finding]);
    return [finding.area, met, of, mandatoryIn(finding), finding.waived.length].join(" ");
  },
  parts: ({ owner, tier }, finding) => {
    const { set, area, waived } = finding;
    const { met, of } = coverageOf([finding]);
    return new Map([
      [coverageIn(set, "all", "all"), [met, of]],
      [coverageIn(set, "area", area), [met, of]],
      ...(owner === undefined ? [] : [[coverageIn(set, "team", owner), [met, of]] as const]),
      [coverageIn(set, "tier", String(tier)), [met, of]],
      [blocking, [mandatoryIn(finding), 0]],
      [accepted, [waived.length, 0]],
    ]);
  },
};

const countedLevels: Counting<ScoredLevel> = {
  all: ({ levels }) => levels,
  key: ({ set }) => set,
  weight: ({ asJudged, must }) => String(reaches(asJudged, must)),
  parts: (_, { set, asJudged, must }) => new Map([[atMustIn(set), [reaches(asJudged, must) ? 1 : 0, 1]]]),
};

function mandatoryIn({ violations }: ScoredFinding): number {
  return violations.filter(({ enforcement }) => enforcement === "mandatory").length;
}

/** Something that can move figures: a finding or a level of a service, as it was and as it is. */
interface Move {
  readonly service: string;
  readonly causes: readonly Cause[];
  readonly before: Parts;
  readonly after: Parts;
}

function movesBetween(earlier: Scorecard, later: Scorecard, explained: ExplainedDiff): readonly Move[] {
  const lost = new Set(explained.lostServices);
  const gone = earlier.services
    .filter(({ name }) => lost.has(name))
    .map((then) => ({ then, now: undefined }));
  const known = knownCauses(explained);
  return [...pairServices(earlier, later), ...gone].flatMap((pair) => [
    ...movesOf(pair, known, countedFindings),
    ...movesOf(pair, known, countedLevels),
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

/** A move for each of a service's findings, or levels, that counts otherwise than before. */
function movesOf<T>(pair: Pair, known: Known, { all, key, weight, parts }: Counting<T>): readonly Move[] {
  const { then, now } = pair;
  const [before, after] = [then, now].map(
    (service) => new Map(service && all(service).map((one) => [key(one), one])),
  );
  const isElsewhere = then?.tier !== now?.tier || then?.owner !== now?.owner;
  return [...new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])])].flatMap((of) => {
    const [old, young] = [before?.get(of), after?.get(of)];
    if (!isElsewhere && old && young && weight(old) === weight(young)) return [];
    const service = (now ?? then)?.name ?? "";
    const causes = known.get(place(service, of)) ?? [placeCause(pair)];
    const [was, is] = [then && old && parts(then, old), now && young && parts(now, young)];
    return [{ service, causes, before: was ?? nothing, after: is ?? nothing }];
  });
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

/** How much a cause moved a figure so far. */
interface Tally {
  readonly cause: Cause;
  moved: number;
  readonly services: Set<string>;
}

/** Adds a move to the tallies of those figures that it moves. */
function count(
  { service, causes, before, after }: Move,
  tallies: ReadonlyMap<string, Map<string, Tally>>,
): void {
  for (const figure of new Set([...before.keys(), ...after.keys()])) {
    const own = tallies.get(figure);
    const [[was, wasOf], [is, isOf]] = [before.get(figure) ?? [0, 0], after.get(figure) ?? [0, 0]];
    if (own === undefined || (was === is && wasOf === isOf)) continue;
    for (const cause of causes) {
      const key = `${cause.kind} ${cause.because}`;
      const one = own.get(key) ?? { cause, moved: 0, services: new Set() };
      own.set(key, one);
      one.moved += 1;
      one.services.add(service);
    }
  }
}

function causesOf(tallies: ReadonlyMap<string, Tally> = new Map()): readonly FigureCause[] {
  return [...tallies.values()]
    .map(({ cause, moved, services }) => ({ ...cause, moved, services: [...services] }))
    .sort((a, b) => b.moved - a.moved);
}
