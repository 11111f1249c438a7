import type { UnknownValue } from "../engine/value";
import { attempt } from "./attempt";

/** True, false, or undefined where what is at hand does not tell. */
export type Truth = boolean | undefined;

/** The opposite; what is not known stays not known. */
export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** True when all are, false as soon as one is false; true for none. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** True as soon as one is, false when all are false; false for none. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** Items by what came of each: sound, with a defect, or not known. */
export interface Sorted<T, D> {
  readonly sound: readonly T[];
  readonly defective: readonly { readonly item: T; readonly defect: D }[];
  readonly undecided: readonly { readonly item: T; readonly error: UnknownValue }[];
}

/**
 * Sorts items for a rule that asks for one sound item: an item that is not known must neither hide a sound one nor
 * turn into a failure. `inspect` returns what is wrong with an item, or undefined.
 */
export function sortOut<T, D>(items: readonly T[], inspect: (item: T) => D | undefined): Sorted<T, D> {
  const sound: T[] = [];
  const defective: { item: T; defect: D }[] = [];
  const undecided: { item: T; error: UnknownValue }[] = [];
  for (const item of items) {
    const tried = attempt(() => inspect(item));
    if ("unknown" in tried) undecided.push({ item, error: tried.unknown });
    else if (tried.value === undefined) sound.push(item);
    else defective.push({ item, defect: tried.value });
  }
  return { sound, defective, undecided };
}
