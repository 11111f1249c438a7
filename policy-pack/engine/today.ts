import { z } from "zod";

/** The day of an evaluation, and whether it was moved for a what-if. */
export interface Today {
  /** UTC day, YYYY-MM-DD. */
  readonly day: string;
  /** The time of it, for what ends within a day; the day's start where the day was moved. */
  readonly now: Date;
  readonly whatIf: boolean;
}

const dayText = z.iso.date();

/** The only place that decides which day it is. `moved` is READINESS_TODAY: a later day for a what-if, never an earlier one. */
export function resolveToday(real: Date, moved: string | undefined): Today {
  const day = real.toISOString().slice(0, 10);
  if (moved === undefined || moved === "") return { day, now: real, whatIf: false };
  if (!dayText.safeParse(moved).success)
    throw new Error(
      `READINESS_TODAY must be a day as YYYY-MM-DD; it is ${JSON.stringify(moved.slice(0, 40))}.`,
    );
  if (moved < day) throw new Error(`READINESS_TODAY may only be later than today (${day}); it is ${moved}.`);
  return { day: moved, now: moved === day ? real : new Date(moved), whatIf: moved !== day };
}

const farthest = 24 * 60 * 60 * 1_000;

/** Why this machine's clock cannot be trusted: the program stated the facts more than a day after what it says is now. */
export function clockProblem(statedAt: string | undefined, { now }: Pick<Today, "now">): string | undefined {
  if (statedAt === undefined || Date.parse(statedAt) - now.getTime() <= farthest) return undefined;
  return `The clock of this machine must be right: it says ${minute(now.toISOString())}, and the catalog was stated at ${minute(statedAt)}.`;
}

function minute(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
