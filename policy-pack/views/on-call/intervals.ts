/** A half-open stretch of instants, in milliseconds since 1970 UTC: `from` is in it, `to` is not. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The union of intervals: sorted, none empty, none touching another. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || next.from > last.to) merged.push(next);
    else if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to };
  }
  return merged;
}

/** What of `wanted` no interval of `taken` covers: sorted, none empty. */
export function subtract(wanted: readonly Interval[], taken: readonly Interval[]): readonly Interval[] {
  const cuts = union(taken);
  return union(wanted).flatMap(({ from, to }) => {
    const left: Interval[] = [];
    let at = from;
    for (const cut of cuts) {
      if (cut.to <= at) continue;
      if (cut.from >= to) break;
      if (cut.from > at) left.push({ from: at, to: cut.from });
      at = cut.to;
    }
    if (at < to) left.push({ from: at, to });
    return left;
  });
}

/** The parts of the intervals that lie between two instants. */
export function clip(intervals: readonly Interval[], within: Interval): readonly Interval[] {
  return intervals
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => from < to);
}

/** What two lists of intervals have in common: sorted, none empty. */
export function intersect(one: readonly Interval[], other: readonly Interval[]): readonly Interval[] {
  const [left, right] = [union(one), union(other)];
  const found: Interval[] = [];
  for (let at = 0, beside = 0; at < left.length && beside < right.length; ) {
    const [mine, theirs] = [left[at], right[beside]];
    if (mine === undefined || theirs === undefined) break;
    const common = { from: Math.max(mine.from, theirs.from), to: Math.min(mine.to, theirs.to) };
    if (common.from < common.to) found.push(common);
    if (mine.to < theirs.to) at++;
    else beside++;
  }
  return found;
}
