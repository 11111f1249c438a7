import type { Cause } from "../../scorecard/cause";
import type { ExplainedDiff } from "../../scorecard/causes";
import type { FigureCause, FigureChange } from "../../scorecard/figures";
import { counted, percent, wrap } from "../terminal";
import { block, type Look } from "./look";

/** Two scorecards of a stack, and what lies between them. */
export interface StackDiff extends ExplainedDiff {
  readonly project: string;
  readonly stack: string;
  /** UTC days of the two evaluations. */
  readonly since: string;
  readonly until: string;
  readonly figures: readonly FigureChange[];
}

/** What changed for people: figures first, then levels, findings and what rules mean, each with its cause. */
export function diffText(diff: StackDiff, { width, paint }: Look): string {
  const { project, stack, since, until, newServices, lostServices } = diff;
  const blocks = [
    block(
      paint.bold("Figures"),
      diff.figures.flatMap((one) => figureLines(one, width)),
    ),
    block(
      paint.bold("Levels"),
      levelsOf(diff).flatMap((one) => levelLines(one, width)),
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

/** Causes of one figure, and names of services of one cause, that are shown; the others are counted. */
const most = 3;

/** A figure with what it was and is, and what moved it most. */
export function figureLines(
  { figure, from, to, unit, causes }: FigureChange,
  width: number,
): readonly string[] {
  const decimals = [0, 1, 2, 3].find((some) => percent(from, some) !== percent(to, some)) ?? 3;
  const shown = (value: number | undefined): string =>
    unit === "share" ? percent(value, decimals) : String(value ?? 0);
  const rest = causes.length - most;
  return [
    `  ${figure}: ${shown(from)} -> ${shown(to)}`,
    ...causes.slice(0, most).map((one) => causeLine({ ...one, because: movedBy(one) }, width)),
    ...(rest > 0 ? [`    and ${counted(rest, "other cause")}`] : []),
  ];
}

function movedBy({ because, moved, services }: FigureCause): string {
  const names = services.slice(0, most).join(", ");
  const rest = services.length - most;
  return `${because} (${moved} of ${names}${rest > 0 ? ` and ${rest} more` : ""})`;
}

type ShownLevel = ExplainedDiff["levels"][number] & { readonly as: string };

/** Levels as judged, and with waivers where these say something else. */
function levelsOf({ levels, waivedLevels }: StackDiff): readonly ShownLevel[] {
  const textOf = ({ change }: ExplainedDiff["levels"][number]): string => JSON.stringify(change);
  const judged = new Set(levels.map(textOf));
  return [
    ...levels.map((one) => ({ ...one, as: "" })),
    ...waivedLevels
      .filter((one) => !judged.has(textOf(one)))
      .map((one) => ({ ...one, as: ", with waivers" })),
  ];
}

/** A level with what it was and is, and each of its causes. */
export function levelLines(
  { change, causes, as = "" }: ExplainedDiff["levels"][number] & { readonly as?: string },
  width: number,
): readonly string[] {
  const { service, set, from = "none", to = "none" } = change;
  const named = (level: string): string => (level === "none" ? "no level" : level);
  return [
    `  ${service}: ${named(from)} -> ${named(to)} in ${set}${as}`,
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
