import { productionReadiness } from "../../catalog/initiative";
import type { GateAnswer, GateViolation } from "../../scorecard/gate";
import { wrap } from "../terminal";
import { block, type Look } from "./look";

/** The gate's answer for people: yes or no first, then why, how to mend it, and until when it counts. */
export function gateText(answer: GateAnswer, look: Look): string {
  const { width, paint } = look;
  const { reasons, ends, verdict } = answer;
  const line = (text: string): string => wrap(text, width, "  ");
  const blocks = [
    titleOf(answer, look),
    ...(answer.breakGlass === undefined ? [] : [paint.red(wrap(brokenGlass(answer), width))]),
    block(paint.bold(verdict === "allowed" ? "What would stop it" : "Why"), reasons.map(line)),
    violationsBlock(answer, look),
    block(
      paint.bold("Ends"),
      ends.map(({ day, what }) => line(`${day}  ${what}`)),
    ),
    block("", endLines(answer, width)),
  ];
  return blocks.filter((text) => text !== "").join("\n\n");
}

function violationsBlock({ violations, standing }: GateAnswer, look: Look): string {
  const lines = violations.flatMap((one, index) => {
    const isLast = violations[index + 1]?.fix !== one.fix; // several failures of a rule have one fix
    return violationLines(one, isLast, look);
  });
  return block(look.paint.bold(standing?.mode === "advise" ? "Would block" : "Blocks"), lines);
}

function endLines(answer: GateAnswer, width: number): readonly string[] {
  const { notes, until } = answer;
  return [
    ...notes.map((note) => wrap(note, width)),
    ...(until === undefined ? [] : [`This answer counts until ${until.slice(0, 16)}Z.`]),
    ...evidenceLines(answer),
  ];
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
  withFix: boolean,
  { width, paint }: Look,
): readonly string[] {
  return [
    `  ${paint.bold(rule)}  ${level}`,
    wrap(text, width, "    "),
    ...(fix === undefined || !withFix ? [] : [wrap(`Fix: ${fix}`, width, "    ")]),
  ];
}

function evidenceLines({ evidence }: GateAnswer): readonly string[] {
  if (evidence === undefined) return [];
  const { judgedFor, source } = evidence;
  const stated = source.statedAt === undefined ? "" : `, facts of ${source.statedAt.slice(0, 16)}Z`;
  const standIns = source.vendors === "sandbox" ? "; the sandbox's stand-ins answered for the vendors" : "";
  return [`Judged for ${judgedFor} from the ${source.from}${stated}${standIns}.`];
}
