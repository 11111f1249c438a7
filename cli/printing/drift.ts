import type { FindingChange, LevelChange, ScorecardDiff } from "../../scorecard/diff";
import { counted, type Paint, wrap } from "../terminal";

/** A comparison with the stack that it is of and its days. */
export interface Drift extends ScorecardDiff {
  readonly stack: string;
  /** UTC days of the two evaluations. */
  readonly since: string;
  readonly until: string;
}

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

/** A comparison for people: what became worse, service by service, then what became better, then the rest in numbers. */
export function driftText(drift: Drift, { width, paint }: Look): string {
  const { levels, findings, newServices, lostServices } = drift;
  const worse = findings.filter(({ direction }) => direction === "degraded");
  const better = findings.filter(({ direction }) => direction === "improved");
  const others = findings.length - worse.length - better.length;
  const rest = [
    ...(others > 0
      ? [`${counted(others, "other change")}, such as rules that came or do not apply any more.`]
      : []),
    ...(newServices.length > 0 ? [`New: ${newServices.join(", ")}.`] : []),
    ...(lostServices.length > 0 ? [`Gone: ${lostServices.join(", ")}.`] : []),
  ];
  const blocks = [
    block(paint.red("Degraded"), [...levelLines(levels, "degraded"), ...findingLines(worse, width)]),
    block(paint.green("Improved"), [...levelLines(levels, "improved"), ...findingLines(better, width)]),
    rest.map((line) => wrap(line, width)).join("\n"),
  ].filter((text) => text !== "");
  const head = paint.bold(`Stack ${drift.stack}, from ${drift.since} to ${drift.until}`);
  return [head, ...(blocks.length > 0 ? blocks : ["Nothing changed."])].join("\n\n");
}

function block(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [title, ...lines].join("\n");
}

function levelLines(levels: readonly LevelChange[], direction: LevelChange["direction"]): readonly string[] {
  return levels
    .filter((one) => one.direction === direction)
    .map(({ service, set, from, to }) => `  ${service}: ${named(from)} -> ${named(to)} in ${set}`);
}

function named(level: string | undefined): string {
  return level === undefined || level === "none" ? "no level" : level;
}

/** By service, in the order in which they come. */
function findingLines(changes: readonly FindingChange[], width: number): readonly string[] {
  const services = [...new Set(changes.map(({ service }) => service))];
  return services.flatMap((name) => {
    const own = changes.filter(({ service }) => service === name);
    const owner = own[0]?.owner;
    return [
      `  ${name}${owner === undefined ? "" : ` (${owner})`}`,
      ...own.flatMap((one) => changeLines(one, width)),
    ];
  });
}

function changeLines({ rule, from, to, appeared, gone }: FindingChange, width: number): readonly string[] {
  const texts = [...appeared.map(({ text }) => text), ...gone.map(({ text }) => `No more: ${text}`)];
  return [
    `    ${rule}: ${from ?? "not judged"} -> ${to ?? "not judged"}`,
    ...texts.map((text) => wrap(text, width, "      ")),
  ];
}
