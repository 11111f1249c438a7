import { Duration } from "luxon";
import type { FindingChange, LevelChange, ScorecardDiff } from "../../scorecard/diff";
import type { EvidenceAge } from "../../scorecard/evidence-age";
import { counted, wrap } from "../terminal";
import { block, type Look } from "./look";

/** A comparison with the stack that it is of and its days. */
export interface Drift extends ScorecardDiff {
  readonly stack: string;
  /** UTC days of the two evaluations. */
  readonly since: string;
  readonly until: string;
  /** Seconds since the program stated the later one's facts; absent where nothing says when. */
  readonly statedSeconds?: number;
  /** How old what was read at the vendors is, of services that are less ready. */
  readonly ages: readonly EvidenceAge[];
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
    block(paint.red("Degraded"), [
      ...levelLines(levels, "degraded"),
      ...findingLines(worse, width, (service) => ageLines(drift.ages, service, width)),
    ]),
    block(paint.green("Improved"), [
      ...levelLines(levels, "improved"),
      ...findingLines(better, width, () => []),
    ]),
    rest.map((line) => wrap(line, width)).join("\n"),
  ].filter((text) => text !== "");
  const title = paint.bold(`Stack ${drift.stack}, from ${drift.since} to ${drift.until}`);
  const stated =
    drift.statedSeconds === undefined
      ? ""
      : `\nIts declared and catalog facts were stated ${ago(drift.statedSeconds)}.`;
  return [`${title}${stated}`, ...(blocks.length > 0 ? blocks : ["Nothing changed."])].join("\n\n");
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
function findingLines(
  changes: readonly FindingChange[],
  width: number,
  beneath: (service: string) => readonly string[],
): readonly string[] {
  const services = [...new Set(changes.map(({ service }) => service))];
  return services.flatMap((name) => {
    const own = changes.filter(({ service }) => service === name);
    const owner = own[0]?.owner;
    return [
      `  ${name}${owner === undefined ? "" : ` (${owner})`}`,
      ...own.flatMap((one) => changeLines(one, width)),
      ...beneath(name),
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

/** From when what was read for a service is; --json has every fact by itself. */
function ageLines(ages: readonly EvidenceAge[], service: string, width: number): readonly string[] {
  return ages
    .filter((one) => one.service === service)
    .map(({ source, facts }) => {
      const seconds = facts.map(({ ageSeconds }) => ageSeconds);
      const [newest, oldest] = [ago(Math.min(...seconds)), ago(Math.max(...seconds))];
      const untold = facts.filter(({ state }) => state === "not-visible" || state === "unanswered").length;
      const when = newest === oldest ? newest : `${newest} to ${oldest}`;
      const rest = untold === 0 ? "" : `, ${untold} of them not told`;
      return wrap(`${counted(facts.length, "fact")} asked of ${source} ${when}${rest}`, width, "    ");
    });
}

/** An age for people, in its largest unit: an hour and a half is 1 hour ago. */
function ago(seconds: number): string {
  const units = ["days", "hours", "minutes", "seconds"] as const;
  const age = Duration.fromObject({ seconds });
  const unit = units.find((one) => age.as(one) >= 1) ?? "seconds";
  return `${Duration.fromObject({ [unit]: Math.floor(age.as(unit)) }).toHuman()} ago`;
}
