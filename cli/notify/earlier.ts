import { resolve } from "node:path";
import { quote } from "../../catalog/reading/problems";
import { readHistory } from "../../scorecard/history";
import type { Pair } from "../../scorecard/notify/news";
import type { Scorecard } from "../../scorecard/schema";
import { addDays } from "../../tiers/calendar";
import { InputError } from "../failures";
import { readScorecards } from "../scorecard-file";
import type { Terminal } from "../terminal";
import type { Sent } from "./sent-file";

export interface EarlierOptions {
  /** A file of earlier scorecards. */
  readonly since?: string;
  /** A folder of runs that were kept. */
  readonly history?: string;
  /** Whether the week counts, and not the last run. */
  readonly digest?: boolean;
}

/** Each scorecard with the one that it is compared with; sentences say where there is none, or one cannot be read. */
export function pairsOf(
  cards: readonly Scorecard[],
  options: EarlierOptions,
  sent: Sent,
  { cwd }: Terminal,
): { readonly pairs: readonly Pair[]; readonly remarks: readonly string[] } {
  const files = options.since === undefined ? [] : readScorecards(options.since, cwd);
  const remarks: string[] = [];
  const pairs = cards.map((later) => {
    const given = files.find((one) => stackOf(one) === stackOf(later));
    const kept =
      options.history === undefined
        ? undefined
        : keptBefore(later, resolve(cwd, options.history), sent, options.digest === true);
    remarks.push(...(kept?.problems ?? []));
    const earlier = given ?? kept?.card;
    if (earlier === undefined)
      remarks.push(
        `${quote(stackOf(later))} has no earlier scorecard to compare with, so nothing is said of what became worse.`,
      );
    else refuseUnfit(earlier, later);
    return { earlier, later };
  });
  return { pairs, remarks };
}

/** A stack's name with its project's. */
export function stackOf({ project, stack }: Pick<Scorecard, "project" | "stack">): string {
  return `${project}/${stack}`;
}

/**
 * The last run of an earlier day; or the last of which everybody was told, so that what could not be sent then is told now.
 * A digest goes back a week.
 */
function keptBefore(later: Scorecard, folder: string, sent: Sent, isDigest: boolean) {
  const { entries, problems } = readHistory(folder, later.project, later.stack);
  const before = entries.map(({ card }) => card).filter(({ judgedFor }) => judgedFor < later.judgedFor);
  const until = isDigest ? addDays(later.judgedFor, -7) : (sent.told[stackOf(later)] ?? later.judgedFor);
  const card = before.filter(({ judgedFor }) => judgedFor <= until).at(-1) ?? before[0];
  return { card, problems };
}

function refuseUnfit(earlier: Scorecard, later: Scorecard): void {
  const stack = quote(stackOf(later));
  if (earlier.whatIf) throw new InputError(`The earlier scorecard of ${stack} must be of its own day.`);
  if (earlier.only !== undefined && earlier.only !== later.only)
    throw new InputError(`The earlier scorecard of ${stack} must be of all services; it is of one.`);
  if (earlier.judgedFor > later.judgedFor)
    throw new InputError(
      `The earlier scorecard of ${stack} must not be of a later day; it is of ${earlier.judgedFor}, the other of ${later.judgedFor}.`,
    );
}
