import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { largeScorecard } from "../../../bench/large-scorecard";
import { keepInHistory } from "../../../scorecard/history";
import type { Scorecard } from "../../../scorecard/schema";
import { readiness } from "../../cli/command";
import { temporaryFolder } from "../../sandbox/temporary";

/** A report as the command writes it, and what it was written of. */
export interface SampleSite {
  readonly file: string;
  readonly card: Scorecard;
  readonly before: readonly Scorecard[];
}

/** Writes a report of an invented organisation with some weeks behind it, changed as a test wants it. */
export async function sampleSite(
  services: number,
  weeks: number,
  change: (card: Scorecard) => Scorecard = (card) => card,
): Promise<SampleSite> {
  const before = Array.from({ length: weeks }, (_, at) => largeScorecard({ services, week: at - weeks }));
  return writeSite(change(largeScorecard({ services, week: 0 })), before);
}

/** Writes a report of a scorecard and earlier ones. */
export async function writeSite(card: Scorecard, before: readonly Scorecard[] = []): Promise<SampleSite> {
  const folder = temporaryFolder();
  for (const one of before)
    keepInHistory(join(folder, "history"), one, new Date(`${one.judgedFor}T06:00:00Z`));
  writeFileSync(join(folder, "card.json"), JSON.stringify(card));
  const history = before.length === 0 ? [] : ["--history", "history"];
  const { code, err } = await readiness(folder, [
    "report",
    "-o",
    "site",
    "--scorecard",
    "card.json",
    ...history,
  ]);
  if (code !== 0) throw new Error(err);
  return { file: join(folder, "site/index.html"), card, before };
}
