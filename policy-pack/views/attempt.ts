import { UnknownValue } from "../engine/value";

/** What came of reading something: its value, or why it is not known. */
export type Attempt<T> = { readonly value: T } | { readonly unknown: UnknownValue };

/** Reads something that may be unknown, to go on without it; whatever else is thrown goes on. */
export function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof UnknownValue) return { unknown: error };
    throw error;
  }
}

/** The value of an attempt; throws its UnknownValue where there is none. */
export function take<T>(tried: Attempt<T>): T {
  if ("unknown" in tried) throw tried.unknown;
  return tried.value;
}

/** Why the first of several attempts that failed has no value; undefined where all have one. */
export function firstUnknown(tried: readonly Attempt<unknown>[]): UnknownValue | undefined {
  const failed = tried.find((one) => "unknown" in one);
  return failed && "unknown" in failed ? failed.unknown : undefined;
}
