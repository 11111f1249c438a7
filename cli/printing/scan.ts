import { oneLine } from "../../policy-pack/engine/text";
import type { Draft } from "../importing/write-entities";
import type { ScanResult } from "../scanning/result";
import { type Cell, counted, type Paint, table, wrap } from "../terminal";
import type { Look } from "./look";

interface ScanLook extends Look {
  /** Titles of rules by their ids. */
  readonly titles: ReadonlyMap<string, string>;
}

/** More of a list than this is counted only; --json has all. */
const mostListed = 20;

/** What a scan found, proposed and wrote, and the first scorecard. `drafts` are shown in full, for a dry run. */
export function scanText(result: ScanResult, drafts: readonly Draft[], look: ScanLook): string {
  const { paint } = look;
  return [
    ...vendorsText(result, look),
    "",
    ...servicesText(result, paint),
    ...teamsText(result, paint),
    ...drafts.flatMap(draftText),
    ...listed("Fits several things, not guessed", result.ambiguous, look),
    ...listed("Not proposed", result.leftOut, look),
    ...listed("SLOs that the catalog has no words for", result.notMapped, look),
    ...scorecardText(result, look),
    "",
    summary(result),
  ].join("\n");
}

/** What could not be read of the vendors; what was read is told as it comes in. */
function vendorsText({ parts, remarks }: ScanResult, { width, paint }: ScanLook): readonly string[] {
  const gaps = parts.flatMap(({ vendor, part, reason }) =>
    reason === undefined ? [] : [`${vendor}: ${part} not read, or not all: ${reason}.`],
  );
  const lines = [...gaps, ...remarks].map((line) => wrap(line, width, "  "));
  return lines.length === 0 ? [] : [paint.bold("Not everything could be read"), ...lines];
}

function servicesText({ services }: ScanResult, paint: Paint): readonly string[] {
  if (services.length === 0) return ["No new service was found."];
  const head = ["service", "confidence", "source", "PagerDuty", "Datadog", "SLOs", "owner", "confidence"];
  const rows = services.map((one): readonly Cell[] => [
    { text: one.name, paint: paint.bold },
    { text: one.confidence },
    { text: [one.repository, one.path].filter((part) => part !== undefined).join(" ") || "-" },
    { text: one.pagerduty?.name ?? "-" },
    { text: one.datadog ?? "-" },
    { text: String(one.slos.length), right: true },
    { text: one.owner?.team ?? "nobody", ...(one.owner ? {} : { paint: paint.yellow }) },
    { text: one.owner?.confidence ?? "-" },
  ]);
  const titles = head.map((text, index): Cell => ({ text, paint: paint.bold, right: index === 5 }));
  const orphans = services.filter(({ nobody }) => nobody !== undefined);
  return [
    table([titles, ...rows]),
    ...(orphans.length === 0 ? [] : ["", paint.bold("Nobody proposed as owner")]),
    ...cut(orphans.map(({ name, nobody }) => `  ${name}: ${nobody}.`)),
  ];
}

function teamsText({ teams }: ScanResult, paint: Paint): readonly string[] {
  if (teams.length === 0) return [];
  const lines = teams.map(({ name, services }) => `  ${name}: ${counted(services, "service")}`);
  return ["", paint.bold("Teams"), ...cut(lines)];
}

/** A file as it would be; its lines are checked already, and escaped for the terminal all the same. */
function draftText({ file, text }: Draft): readonly string[] {
  const lines = text.trimEnd().split("\n");
  return ["", `+++ ${file}`, ...lines.map((line) => `+${shownLine(line)}`)];
}

/** A line with its indent. */
function shownLine(line: string): string {
  const [indent = ""] = /^ */.exec(line) ?? [];
  return indent + oneLine(line);
}

function listed(
  title: string,
  all: readonly { readonly what: string; readonly reason: string }[],
  { width, paint }: ScanLook,
): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.map(({ what, reason }) => wrap(`${what}: ${reason}.`, width, "  "));
  return ["", paint.bold(title), ...cut(lines)];
}

function cut(lines: readonly string[]): readonly string[] {
  const rest = lines.length - mostListed;
  return rest > 0 ? [...lines.slice(0, mostListed), `  and ${rest} more (--json lists all)`] : lines;
}

function scorecardText({ scorecard }: ScanResult, { width, paint, titles }: ScanLook): readonly string[] {
  if (scorecard === undefined) return [];
  const { gold, silver, bronze, none } = scorecard.levels;
  const rows = scorecard.coverage.map(({ area, met, of, unknown }): readonly Cell[] => [
    { text: area },
    { text: percent(met, of), right: true },
    { text: `${met} of ${of}`, right: true },
    { text: unknown === 0 ? "" : `${unknown} unknown` },
  ]);
  const steps = scorecard.nextSteps.map(({ rule, level, services, lifts }, index) =>
    wrap(
      `${String(index + 1).padStart(2)}. ${rule} (${level}): ${titles.get(rule) ?? ""}. ${counted(services.length, "service")} ${services.length === 1 ? "lacks" : "lack"} it; it lifts ${lifts} by itself.`,
      width,
      "  ",
    ),
  );
  return [
    "",
    paint.bold(`First scorecard: ${counted(scorecard.services, "service")}, each as of tier 3`),
    `  Levels: ${gold} gold, ${silver} silver, ${bronze} bronze, ${none} below bronze`,
    "",
    table(rows),
    ...(steps.length === 0 ? [] : ["", paint.bold("Next steps, the most valuable first"), ...steps]),
  ];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${Math.floor((part * 100) / whole)} %`;
}

function summary({ services, teams, ambiguous, leftOut, dryRun }: ScanResult): string {
  const all = [...services, ...teams];
  const count = dryRun ? all.length : all.filter(({ written }) => written).length;
  const owned = services.filter(({ owner }) => owner !== undefined).length;
  return `${counted(services.length, "new service")}, ${owned} with an owner, ${counted(teams.length, "new team")}; ${counted(count, "file")} ${dryRun ? "would be written" : "written"}, ${ambiguous.length} not guessed, ${leftOut.length} not proposed.`;
}
