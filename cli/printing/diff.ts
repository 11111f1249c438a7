import type { Cause } from "../../scorecard/cause";
import type { ExplainedDiff } from "../../scorecard/causes";
import type { Scorecard } from "../../scorecard/schema";
import { shareOf } from "../../scorecard/share";
import { counted, type Paint, percent, wrap } from "../terminal";

/** Two scorecards of a stack, and what lies between them. */
export interface StackDiff extends ExplainedDiff {
  readonly project: string;
  readonly stack: string;
  /** UTC days of the two evaluations. */
  readonly since: string;
  readonly until: string;
  readonly figures: readonly FigureChange[];
}

/** A figure of the summary that is another: shares are of the services or findings that count for them. */
export interface FigureChange {
  readonly figure: string;
  /** Undefined for a share of nothing. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly unit: "count" | "share";
}

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

/** What changed for people: figures first, then levels, findings and what rules mean, each with its cause. */
export function diffText(diff: StackDiff, { width, paint }: Look): string {
  const { project, stack, since, until, newServices, lostServices } = diff;
  const blocks = [
    block(paint.bold("Figures"), diff.figures.map(figureLine)),
    block(
      paint.bold("Levels"),
      diff.levels.flatMap((one) => levelLines(one, width)),
    ),
    block(
      paint.bold("Findings"),
      diff.findings.flatMap((one) => findingLines(one, width)),
    ),
    block(
      paint.bold("What rules mean"),
      diff.enforcements.flatMap((one) => enforcementLines(one, width)),
    ),
    block("", [
      ...(newServices.length > 0 ? [wrap(`New: ${newServices.join(", ")}.`, width)] : []),
      ...(lostServices.length > 0 ? [wrap(`Gone: ${lostServices.join(", ")}.`, width)] : []),
    ]),
  ].filter((text) => text !== "");
  const title = paint.bold(`${project}, stack ${stack}, from ${since} to ${until}`);
  return [title, ...(blocks.length > 0 ? blocks : ["Nothing changed."])].join("\n\n");
}

function block(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return (title === "" ? lines : [title, ...lines]).join("\n");
}

/** A figure with what it was and is. */
export function figureLine({ figure, from, to, unit }: FigureChange): string {
  const shown = (value: number | undefined): string =>
    unit === "share" ? percent(value) : String(value ?? 0);
  return `  ${figure}: ${shown(from)} -> ${shown(to)}`;
}

function levelLines({ change, causes }: ExplainedDiff["levels"][number], width: number): readonly string[] {
  const { service, set, from = "none", to = "none" } = change;
  const named = (level: string): string => (level === "none" ? "no level" : level);
  return [
    `  ${service}: ${named(from)} -> ${named(to)} in ${set}`,
    ...causes.map((one) => causeLine(one, width)),
  ];
}

function findingLines(
  { change, cause }: ExplainedDiff["findings"][number],
  width: number,
): readonly string[] {
  const { service, rule, from, to, appeared, gone } = change;
  const counts = [
    ...(appeared.length > 0 ? [`${counted(appeared.length, "failure")} more`] : []),
    ...(gone.length > 0 ? [`${counted(gone.length, "failure")} less`] : []),
  ];
  const same =
    from === to ? `${to}, ${counts.join(", ")}` : `${from ?? "not judged"} -> ${to ?? "not judged"}`;
  return [`  ${service}, ${rule}: ${same}`, causeLine(cause, width)];
}

function enforcementLines(
  { change: { service, rule, from, to }, cause }: ExplainedDiff["enforcements"][number],
  width: number,
): readonly string[] {
  return [`  ${service}, ${rule}: ${from} -> ${to}`, causeLine(cause, width)];
}

function causeLine({ kind, because }: Cause, width: number): string {
  return wrap(`${kind}: ${because}`, width, "    ");
}

/** The figures of the summaries that differ: services at their must-level, coverage, and what blocks. */
export function figureChanges(earlier: Scorecard, later: Scorecard): readonly FigureChange[] {
  const before = new Map(figuresOf(earlier).map((one) => [one.figure, one]));
  return figuresOf(later).flatMap(({ figure, value, unit }) => {
    const old = before.get(figure);
    return old === undefined || old.value === value ? [] : [{ figure, from: old.value, to: value, unit }];
  });
}

function figuresOf({ summary }: Scorecard) {
  return [
    ...summary.ready.map(({ set, services, asJudged }) => {
      return {
        figure: `at their must-level in ${set}`,
        value: shareOf(asJudged, services),
        unit: "share",
      } as const;
    }),
    ...summary.coverage.map(({ set, by, name, met, of }) => {
      const what = by === "all" ? "coverage" : `coverage of ${by} ${name}`;
      return { figure: `${what} in ${set}`, value: shareOf(met, of), unit: "share" } as const;
    }),
    { figure: "mandatory failures", value: summary.violations.mandatory, unit: "count" } as const,
    { figure: "waived failures", value: summary.waivedFailures, unit: "count" } as const,
  ];
}
