import type { Scorecard } from "../schema";
import { stackNameOf } from "../stack-name";
import { type Entry, entriesOf } from "./entries";
import { serviceFile } from "./service-file";
import { shown } from "./shown-text";

/** GitHub shows so many of each kind in a step, and says nothing of the others. */
const mostShown = 10;

const longest = { name: 200, text: 1000, fix: 500 } as const;

/**
 * GitHub workflow commands, one a line: an error for what blocks and a warning for what is advisory, the most important
 * ones at the catalog file of their service; a notice counts those for which GitHub has no room. Empty where there is
 * neither. `place` is where the project lies in the repository, such as ops/readiness/.
 */
export function annotationsOf(cards: readonly Scorecard[], place = ""): string {
  const isOneStack = new Set(cards.map(stackNameOf)).size <= 1;
  const entries = entriesOf(cards);
  const errors = entries.filter(({ weight }) => weight === "mandatory");
  const warnings = entries.filter(({ weight }) => weight === "advisory");
  const lines = [
    ...whatIfOf(cards),
    ...errors.slice(0, mostShown).map((entry) => commandOf("error", entry, isOneStack, place)),
    ...warnings.slice(0, mostShown).map((entry) => commandOf("warning", entry, isOneStack, place)),
    ...restOf(errors.length - mostShown, warnings.length - mostShown),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** What is not so yet must not look as if it were. */
function whatIfOf(cards: readonly Scorecard[]): readonly string[] {
  const days = [...new Set(cards.filter(({ whatIf }) => whatIf).map(({ judgedFor }) => judgedFor))];
  return days.map((day) => `::notice title=readiness::A what-if, judged for ${day}.`);
}

function commandOf(kind: "error" | "warning", entry: Entry, isOneStack: boolean, place: string): string {
  const { stack, service, finding, text, fix } = entry;
  const where = isOneStack ? "" : ` (${shown(stack, longest.name)})`;
  const title = `${shown(service.name, longest.name)}${where}: ${shown(finding.rule, longest.name)}`;
  const message = `${shown(text, longest.text)}${fix === undefined ? "" : ` Fix: ${shown(fix, longest.fix)}`}`;
  return `::${kind} file=${property(serviceFile(service.name, place))},line=1,title=${property(title)}::${data(message)}`;
}

function restOf(errors: number, warnings: number): readonly string[] {
  const parts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  if (parts.length === 0) return [];
  return [`::notice title=readiness::Not shown here: ${parts.join(" and ")}. The scorecard has them all.`];
}

function counted(count: number, noun: string): string {
  return `${count} more ${noun}${count === 1 ? "" : "s"}`;
}

/** A message as the runner reads it back: line ends would end the command, and what follows could begin another. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property ends at a comma, and all properties at a colon beside another. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
