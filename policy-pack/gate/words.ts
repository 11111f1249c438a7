import { productionReadiness } from "../../catalog/initiative";
import type { GateAnswer, GateViolation } from "../../scorecard/gate";
import type { GateWord } from "../engine/gatekeeper";
import { oneLine } from "../engine/text";

/** Where to read on. */
const page = "docs/workloads.md";

/** More failures than this are counted only: one line each must leave the reason in sight. */
const mostShown = 10;

/** What a run on a workload stack says of the gate's answer for one service. */
export function wordOn(answer: GateAnswer): GateWord {
  const { verdict, until } = answer;
  const lines = verdict === "allowed" ? remarks(answer) : refusal(answer);
  const time = until === undefined ? "" : ` until ${minute(until)}`;
  return {
    verdict,
    violation: lines.length === 0 ? undefined : lines.map(oneLine).join("\n"),
    summary: oneLine(
      verdict === "allowed"
        ? `The gate lets ${named(answer)} through${time}.`
        : `The gate does not let ${answer.service} through.`,
    ),
  };
}

function refusal(answer: GateAnswer): readonly string[] {
  const opening =
    answer.verdict === "denied"
      ? `The gate denies ${named(answer)}.`
      : `Nobody can tell whether ${answer.service} may be deployed, so it may not.`;
  return [`${opening} ${answer.reasons.join(" ")}`, ...failures(answer), ...answer.notes, origin(answer)];
}

/** What people must know although the service may be deployed. */
function remarks(answer: GateAnswer): readonly string[] {
  const { breakGlass, notes } = answer;
  if (breakGlass !== undefined)
    return [
      `BREAK-GLASS by ${breakGlass.by} lets ${answer.service} through until ${minute(breakGlass.until)}: ${breakGlass.reason}`,
      ...refusal(answer).slice(1),
    ];
  if (notes.length === 0) return [];
  return [`Of ${named(answer)}: ${notes.join(" ")}`, ...failures(answer), origin(answer)];
}

function failures({ violations }: GateAnswer): readonly string[] {
  const rest = violations.length - mostShown;
  return [
    ...violations.slice(0, mostShown).map(failure),
    ...(rest > 0 ? [`${rest} more; \`readiness gate\` lists them all.`] : []),
  ];
}

function failure({ rule, text, fix }: GateViolation): string {
  return `- ${rule}: ${text}${fix === undefined ? "" : ` Fix: ${fix}`}`;
}

/** The service with where it stands, as far as the scorecard knows it. */
function named({ service, stack, standing }: GateAnswer): string {
  const own = standing?.levels.find(({ set }) => set === productionReadiness);
  const level = own && (own.withWaivers === "none" ? "no level yet" : own.withWaivers);
  const words = [
    stack,
    ...(standing === undefined ? [] : [`tier ${standing.tier}`]),
    ...(own === undefined ? [] : [`${level}, must be ${own.must}`]),
  ];
  return `${service} (${words.join(", ")})`;
}

function origin({ evidence }: GateAnswer): string {
  const stated = evidence?.source.statedAt;
  const facts = stated === undefined ? "" : `Facts of ${minute(stated)}. `;
  return `${facts}How the gate is asked: ${page}.`;
}

function minute(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
