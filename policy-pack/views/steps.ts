/** Stands for any number of any items in a pattern. */
export const anyNumber = Symbol("any number");

/** One item of a pattern, or any number of any items. */
export type Step<T> = T | typeof anyNumber;

/**
 * Whether a pattern matches everything that another one does, item by item; `includes` says so of two items. It keeps
 * all places that the pattern may have got to, so that it takes no more steps than one length times the other. False
 * may be wrong only where no single way through the pattern matches all, but several do together.
 */
export function covers<T extends object | string | null>(
  pattern: readonly Step<T>[],
  other: readonly Step<T>[],
  includes: (mine: T, item: T) => boolean,
): boolean {
  let places = reached(pattern, [0]);
  for (const item of other) {
    const next = places.flatMap((place) => {
      const step = pattern[place];
      if (step === anyNumber) return [place];
      return step !== undefined && item !== anyNumber && includes(step, item) ? [place + 1] : [];
    });
    if (next.length === 0) return false;
    places = reached(pattern, next);
  }
  return places.includes(pattern.length);
}

/** All places of a pattern that are reached from some of them without a further item. */
export function reached<T>(pattern: readonly Step<T>[], places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === anyNumber) all.add(place + 1);
  return [...all];
}
