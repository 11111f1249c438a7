import { counted } from "../../policy-pack/engine/summary-words";
import { enforcements, strictest } from "../../tiers/enforcement";
import { levelRank } from "../../tiers/levels";
import { cutTo, diffOf, type FindingChange, type LevelChange } from "../diff";
import type { Scorecard, ScoredService } from "../schema";
import { partlyFolded, type Section } from "./markdown-comment";
import { markdownText } from "./markdown-text";
import { mark, nameOf, namesOf } from "./markdown-words";

/** What lies between two scorecards, as a sentence and as sections. */
export interface Changes {
  readonly sentence: string;
  readonly sections: readonly Section[];
}

/** What became worse, worst first, and what became better; all else is counted. */
export function changesBetween(before: Scorecard, card: Scorecard): Changes {
  const { levels, findings, newServices, lostServices } = diffOf(cutTo(card, before), card);
  const services = new Map(card.services.map((service) => [service.name, service]));
  const entries = (direction: "degraded" | "improved"): readonly string[] => [
    ...levels
      .filter((one) => one.direction === direction)
      .sort(byKey((one) => [services.get(one.service)?.tier ?? 4, -Math.abs(stepsOf(one))]))
      .map((one) => levelEntry(one, services)),
    ...findings
      .filter((one) => one.direction === direction)
      .sort(byKey((one) => [weightOf(one), services.get(one.service)?.tier ?? 4]))
      .map((one) => findingEntry(one, services)),
  ];
  const [worse, better] = [entries("degraded"), entries("improved")];
  const others = [...levels, ...findings].filter(({ direction }) => direction === "changed").length;
  const parts = [
    ...(worse.length > 0 ? [`${worse.length} worse`] : []),
    ...(better.length > 0 ? [`${better.length} better`] : []),
    ...(others > 0 ? [counted(others, "other change")] : []),
    ...(newServices.length > 0 ? [`new: ${namesOf(newServices)}`] : []),
    ...(lostServices.length > 0 ? [`gone: ${namesOf(lostServices)}`] : []),
  ];
  return {
    sentence: `Against the scorecard of ${before.judgedFor}: ${parts.length === 0 ? "nothing changed" : parts.join("; ")}.`,
    sections: [...partlyFolded("Worse", worse, 2), ...partlyFolded("Better", better, 4)],
  };
}

function byKey<T>(key: (one: T) => readonly [number, number]): (a: T, b: T) => number {
  return (a, b) => {
    const [[a1, a2], [b1, b2]] = [key(a), key(b)];
    return a1 - b1 || a2 - b2;
  };
}

function stepsOf({ from, to }: LevelChange): number {
  return levelRank(to ?? "none") - levelRank(from ?? "none");
}

/** The lower, the worse: what blocks before what is advisory, and what newly fails before what nobody can tell now. */
function weightOf({ appeared, gone, to }: FindingChange): number {
  const strict = strictest([...appeared, ...gone].map(({ enforcement }) => enforcement));
  const weight = appeared.length + gone.length === 0 ? -1 : enforcements.indexOf(strict);
  return (enforcements.length - weight) * 2 + (to === "unknown" ? 1 : 0);
}

function levelEntry(
  { service, set, from, to }: LevelChange,
  services: ReadonlyMap<string, ScoredService>,
): string {
  const levels = [from, to].map((level) => (level === undefined || level === "none" ? "no level" : level));
  return `- ${nameOf(service, services.get(service)?.tier)}: ${levels.join(" → ")} in ${markdownText(set)}`;
}

function findingEntry(change: FindingChange, services: ReadonlyMap<string, ScoredService>): string {
  const { service, rule, from, to, appeared, gone } = change;
  const texts = [
    ...appeared.map((one) => `${mark(one)}: ${markdownText(one.text)}`),
    ...gone.map(({ text }) => `No more: ${markdownText(text)}`),
  ];
  const rest = texts.length > 3 ? [`And ${texts.length - 3} more.`] : [];
  const title = `- ${nameOf(service, services.get(service)?.tier)}, ${markdownText(rule)}: ${from ?? "not judged"} → ${to ?? "not judged"}`;
  return [title, ...[...texts.slice(0, 3), ...rest].map((text) => `  ${text}`)].join("\n");
}
