import type { causeKinds } from "../../scorecard/cause";
import type { FigureChange } from "../../scorecard/figures";
import { percent, table, wrap } from "../terminal";
import { figureLines } from "./diff";
import type { Look } from "./look";

/** What became of a stack over time. */
export interface Trend {
  readonly project: string;
  readonly stack: string;
  readonly runs: readonly TrendRun[];
  /** Figures that differ between the first and the last of these runs. */
  readonly figures: readonly FigureChange[];
  /** Findings that changed from run to run, by what caused it. */
  readonly causes: Readonly<Partial<Record<(typeof causeKinds)[number], number>>>;
  /** Files that could not be read. */
  readonly problems: readonly string[];
}

/** The figures of one run. */
export interface TrendRun {
  readonly at: string;
  readonly judgedFor: string;
  readonly services: number;
  /** Shares of the services or findings that count; undefined where none does. */
  readonly ready: number | undefined;
  readonly coverage: number | undefined;
  readonly mandatory: number;
  readonly waived: number;
}

/** A trend for people: a line a run, then what is another than at its start, and why. */
export function trendText({ project, stack, runs, figures, causes, problems }: Trend, look: Look): string {
  const { width, paint } = look;
  const first = runs[0]?.judgedFor ?? "";
  const last = runs.at(-1)?.judgedFor ?? "";
  const counted = Object.entries(causes).map(([kind, count]) => `${kind} ${count}`);
  const blocks = [
    paint.bold(`${project}, stack ${stack}`),
    table([head, ...runs.map(rowOf)].map((row) => row.map((text, column) => ({ text, right: column > 0 })))),
    figures.length === 0
      ? ""
      : [`From ${first} to ${last}`, ...figures.flatMap((one) => figureLines(one, width))].join("\n"),
    counted.length === 0 ? "" : wrap(`Findings changed, by cause: ${counted.join(", ")}.`, width),
    problems.map((one) => wrap(one, width)).join("\n"),
  ];
  return blocks.filter((text) => text !== "").join("\n\n");
}

const head = ["day", "services", "ready", "coverage", "mandatory", "waived"];

function rowOf(run: TrendRun): readonly string[] {
  return [
    run.judgedFor,
    String(run.services),
    percent(run.ready),
    percent(run.coverage),
    String(run.mandatory),
    String(run.waived),
  ];
}
