import { productionReadiness } from "../../catalog/initiative";
import type { GateAnswer, GateViolation } from "../../scorecard/gate";
import { wrap } from "../terminal";
import { block, type Look } from "./look";

/** The gate's answer for people: yes or no first, then why, how to mend it, and until when it counts. */
export function gateText(answer: GateAnswer, look: Look): string {
  const { width, paint } = look;
  const { reasons, violations, notes, ends, until } = answer;
  const line = (text: string): string => wrap(text, width, "  ");
  return [
    titleOf(answer, look),
    ...(answer.breakGlass === undefined ? [] : [paint.red(wrap(brokenGlass(answer), width))]),
    block(paint.bold(answer.verdict === "allowed" ? "What would stop it" : "Why"), reasons.map(line)),
    block(
      paint.bold(answer.standing?.mode === "advise" ? "Would block" : "Blocks"),
      violations.flatMap((one) => violationLines(one, look)),
    ),
    block(
      paint.bold("Ends"),
      ends.map(({ day, what }) => line(`${day}  ${what}`)),
    ),
    block("", [
      ...notes.map((note) => wrap(note, width)),
      ...(until === undefined ? [] : [`This answer counts until ${until.slice(0, 16)}Z.`]),
      ...evidenceLines(answer),
    ]),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function titleOf({ verdict, service, stack, standing }: GateAnswer, { paint }: Look): string {
  const words = {
    allowed: paint.green("Allowed"),
    denied: paint.red("Denied"),
    "could-not-tell": paint.red("Not allowed, as nobody can tell"),
  };
  const own = standing?.levels.find(({ set }) => set === productionReadiness);
  const level = own && (own.withWaivers === "none" ? "no level yet" : own.withWaivers);
  const about = standing && [
    `tier ${standing.tier}`,
    ...(own === undefined ? [] : [`${level}, must be ${own.must}`]),
    `mode ${standing.mode}`,
  ];
  return `${words[verdict]}: ${paint.bold(service)} in ${stack}${about ? ` (${about.join(", ")})` : ""}`;
}

function brokenGlass({ breakGlass, reasons }: GateAnswer): string {
  if (breakGlass === undefined) return "";
  const { by, reason, until } = breakGlass;
  const without = reasons.length === 0 ? "It would be allowed without." : "It would not be allowed without.";
  return `BREAK-GLASS by ${by} until ${until}: ${reason} ${without}`;
}

function violationLines(
  { rule, level, text, fix }: GateViolation,
  { width, paint }: Look,
): readonly string[] {
  return [
    `  ${paint.bold(rule)}  ${level}`,
    wrap(text, width, "    "),
    ...(fix === undefined ? [] : [wrap(`Fix: ${fix}`, width, "    ")]),
  ];
}

function evidenceLines({ evidence }: GateAnswer): readonly string[] {
  if (evidence === undefined) return [];
  const { judgedFor, source } = evidence;
  const stated = source.statedAt === undefined ? "" : `, facts of ${source.statedAt.slice(0, 16)}Z`;
  const standIns = source.vendors === "sandbox" ? "; the sandbox's stand-ins answered for the vendors" : "";
  return [`Judged for ${judgedFor} from the ${source.from}${stated}${standIns}.`];
}
