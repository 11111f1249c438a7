import type { ScoredInitiative } from "../../scorecard/schema";
import { shareOf } from "../../scorecard/share";
import { counted, percent, table, wrap } from "../terminal";
import { block, type Look } from "./look";

/** An initiative in a stack, with how it came so far. */
export interface InitiativeReport extends ScoredInitiative {
  readonly project: string;
  readonly stack: string;
  /** Services that met it on each day of which a run is kept, oldest first. */
  readonly burnUp: readonly { readonly day: string; readonly met: number; readonly of: number }[];
}

/** A report for people: goal against now, by team, who is not there yet, and the way so far. */
export function initiativeText(report: InitiativeReport, { width, paint }: Look): string {
  const { initiative, services, burnUp, project, stack } = report;
  const met = services.filter((one) => one.met).length;
  const late = services.filter((one) => !one.met);
  const blocks = [
    [
      paint.bold(`${initiative.id}: ${initiative.title}`),
      wrap(`${project}, stack ${stack}, ${timeOf(report)}.`, width),
      wrap(
        `Goal ${initiative.goal} %, now ${percent(shareOf(met, services.length))}: ${counted(met, "service")} of ${services.length}.`,
        width,
      ),
      ...placesOf(report).map((line) => wrap(line, width)),
    ].join("\n"),
    services.length === 0 ? "It covers no service of this stack." : teamTable(services),
    block(
      "Not there yet",
      late.map(({ name, owner, missing }) => lateLine(name, owner, missing, width)),
    ),
    block(
      "The way so far",
      burnUp.map(({ day, met: then, of }) => `  ${day}  ${then} of ${of}  ${percent(shareOf(then, of))}`),
    ),
  ];
  return blocks.filter((text) => text !== "").join("\n\n");
}

function timeOf({ state, daysLeft, initiative: { start, deadline } }: ScoredInitiative): string {
  if (state === "to-come") return `begins on ${start}, advisory until ${deadline}`;
  if (state === "ended") return `mandatory since ${deadline} passed, ${counted(-daysLeft, "day")} ago`;
  return `${counted(daysLeft, "day")} left, advisory until ${deadline}`;
}

function placesOf({ initiative: { brief, contact } }: ScoredInitiative): readonly string[] {
  const place = brief?.url ?? brief?.path;
  return [
    ...(place === undefined ? [] : [`Brief: ${place}`]),
    ...(contact === undefined ? [] : [`Ask ${contact}.`]),
  ];
}

function teamTable(services: ScoredInitiative["services"]): string {
  const teams = [...new Set(services.map(({ owner }) => owner ?? "no team"))].sort();
  const rows = teams.map((team) => {
    const own = services.filter(({ owner }) => (owner ?? "no team") === team);
    const met = own.filter((one) => one.met).length;
    return [team, String(met), String(own.length), percent(shareOf(met, own.length))];
  });
  return table(
    [["team", "met", "of", "share"], ...rows].map((row) =>
      row.map((text, column) => ({ text, right: column > 0 })),
    ),
  );
}

function lateLine(
  name: string,
  owner: string | undefined,
  missing: readonly string[],
  width: number,
): string {
  const lacks = missing.length === 0 ? "none of its rules was judged" : missing.join(", ");
  return wrap(`${name}${owner === undefined ? "" : ` (${owner})`}: ${lacks}`, width, "  ");
}
