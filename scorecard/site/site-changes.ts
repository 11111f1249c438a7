import { levelRank } from "../../tiers/levels";
import { type ExplainedDiff, explainDiff } from "../causes";
import type { Scorecard } from "../schema";
import type { AreaCoverage, Comparison, ServiceChange } from "./data/model";

/** A scorecard, what it is compared with, and where its services begin in the list of all. */
export interface Compared {
  readonly now: Scorecard;
  readonly before: Scorecard | undefined;
  readonly firstService: number;
}

/** What changed in all stacks since earlier runs of theirs, worst first; undefined where none has an earlier run. */
export function comparisonOf(id: string, name: string, cards: readonly Compared[]): Comparison | undefined {
  const past = cards.flatMap(({ before }) => before ?? []);
  const [since] = past.map(({ judgedFor }) => judgedFor).sort();
  if (since === undefined) return undefined;
  const diffs = cards.flatMap(({ now, before, firstService }) =>
    before === undefined ? [] : [{ now, firstService, diff: explainDiff(before, now) }],
  );
  const changes = diffs.flatMap(({ now, firstService, diff }) => changesOf(diff, now, firstService));
  const tiers = new Map(
    diffs.flatMap(({ now, firstService }) => now.services.map(({ tier }, at) => [firstService + at, tier])),
  );
  return {
    id,
    name,
    since,
    ...(past.length === cards.length ? { before: summaryBefore(past) } : {}),
    changes: changes.sort(
      (a, b) => worth(a) - worth(b) || (tiers.get(a.service) ?? 3) - (tiers.get(b.service) ?? 3),
    ),
    newServices: diffs.flatMap(({ diff }) => diff.newServices),
    lostServices: diffs.flatMap(({ diff }) => diff.lostServices),
  };
}

function changesOf(diff: ExplainedDiff, now: Scorecard, firstService: number): readonly ServiceChange[] {
  const own = new Map<string, Draft>();
  const at = (name: string): Draft => {
    const draft = own.get(name) ?? { levels: [], findings: [], enforcements: [] };
    own.set(name, draft);
    return draft;
  };
  for (const { change, causes } of diff.levels) {
    const { service, set, from, to, direction } = change;
    at(service).levels.push({ set, from, to, direction, causes });
  }
  for (const { change, cause } of diff.findings) {
    const { service, set, rule, direction, from, to, appeared, gone } = change;
    at(service).findings.push({
      ...{ set, rule, direction, cause, more: appeared.length, less: gone.length },
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  }
  for (const { change, cause } of diff.enforcements) {
    const { service, set, rule, from, to } = change;
    at(service).enforcements.push({ set, rule, from, to, cause });
  }
  return now.services.flatMap(({ name }, index) => {
    const draft = own.get(name);
    return draft === undefined
      ? []
      : [{ service: firstService + index, direction: directionOf(draft), ...draft }];
  });
}

interface Draft {
  readonly levels: ServiceChange["levels"][number][];
  readonly findings: ServiceChange["findings"][number][];
  readonly enforcements: ServiceChange["enforcements"][number][];
}

/** A level says more than a finding: a service that lost one got worse, whatever else it mended. */
function directionOf({ levels, findings }: Draft): ServiceChange["direction"] {
  const all = levels.some(({ direction }) => direction !== "changed") ? levels : findings;
  const isWorse = all.some(({ direction }) => direction === "degraded");
  const isBetter = all.some(({ direction }) => direction === "improved");
  if (isWorse && isBetter) return "mixed";
  return isWorse ? "worse" : isBetter ? "better" : "changed";
}

/** Small for what lost most: levels first, then findings. */
function worth({ levels, findings, direction }: ServiceChange): number {
  const group = { worse: 0, mixed: 1, changed: 2, better: 3 }[direction];
  const steps = levels.map(({ from, to }) => levelRank(to ?? "none") - levelRank(from ?? "none"));
  const lost = Math.min(0, ...steps);
  const degraded = findings.filter((one) => one.direction === "degraded").length;
  return group * 1e6 + lost * 1e3 - Math.min(degraded, 999);
}

function summaryBefore(cards: readonly Scorecard[]): NonNullable<Comparison["before"]> {
  return {
    ready: addUp(
      cards.flatMap(({ summary }) => summary.ready),
      ({ set }) => set,
    ),
    coverage: coverageBefore(cards),
  };
}

function coverageBefore(cards: readonly Scorecard[]): readonly AreaCoverage[] {
  const groups = cards.flatMap(({ summary }) =>
    summary.coverage.flatMap(({ by, ...rest }) => (by === "all" || by === "area" ? [{ ...rest, by }] : [])),
  );
  return addUp(groups, ({ set, by, name }) => `${set}\n${by}\n${name}`);
}

/** Entries of the same key as one, their numbers added. */
function addUp<T extends object>(entries: readonly T[], keyOf: (entry: T) => string): T[] {
  const sums = new Map<string, T>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const before = sums.get(key);
    sums.set(key, before === undefined ? entry : added(before, entry));
  }
  return [...sums.values()];
}

function added<T extends object>(one: T, other: T): T {
  const pairs = Object.entries(one).map(([key, value]) => {
    const more: unknown = Reflect.get(other, key);
    return [key, typeof value === "number" && typeof more === "number" ? value + more : value];
  });
  return Object.fromEntries(pairs) as T; // the same keys, and numbers stay numbers
}
