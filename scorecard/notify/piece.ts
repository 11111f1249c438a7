import type { NewsKind } from "../../catalog/notifications";
import type { Scorecard } from "../schema";

/** One piece of news: about one service or initiative, for one audience. */
export interface Piece {
  /** What it is, apart from its words, which have figures that move: the same in every run that would tell it. */
  readonly key: string;
  readonly kind: Exclude<NewsKind, "digest">;
  readonly place: Place;
  readonly about: Subject;
  /** Sentences, with names of others in them. */
  readonly text: string;
  /** What caused it, as a clause. */
  readonly because?: string | undefined;
  /** Where one can see more of it. */
  readonly url?: string | undefined;
}

export type Place = Pick<Scorecard, "project" | "stack">;

/** A service, or an initiative, which has neither tier nor owner. */
export interface Subject {
  readonly name: string;
  readonly tier?: number | undefined;
  readonly owner?: string | undefined;
}

/** A key of parts that may hold any sign. */
export function keyOfParts(...parts: readonly (string | number | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}

/**
 * Of the days before an end at which one is reminded, the one that is reached: the least that is not below the days left.
 * Undefined where none is reached, or the end has passed. A run that was missed is made up for by the next.
 */
export function stepReached(daysLeft: number, steps: readonly number[]): number | undefined {
  if (daysLeft < 0) return undefined;
  const reached = steps.filter((step) => step >= daysLeft);
  return reached.length === 0 ? undefined : Math.min(...reached);
}

/** Days left in words, such as "in 3 days". */
export function inDays(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "in 1 day" : `in ${days} days`;
}
