import type { ResourceChange } from "../../scorecard/resource-changes";
import type { WhatIf, WhatIfFailure } from "../../scorecard/what-if";
import { counted, wrap } from "../terminal";
import { levelLines } from "./diff";
import { block, type Look } from "./look";

/** The answer to a what-if for people: what would block first, then what would be declared; `said` says what was done. */
export function whatIfText(answer: WhatIf, look: Look, said = " Nothing was changed."): string {
  const { project, stack, judgedFor, asked, mode } = answer;
  const { paint, width } = look;
  const title = wrap(`${project}, stack ${stack}: what if ${asked.join(", and ")}?`, width);
  const blocks = [...failureBlocks(answer, look), ...otherBlocks(answer, look)].filter((text) => text !== "");
  const lenient =
    mode === "advise" ? " In mode advise nothing blocks; add --mode enforce to see what would." : "";
  const end = `Judged for ${judgedFor} against what the program declares now.${said}${lenient}`;
  const body = blocks.length > 0 ? blocks : ["Nothing would be another."];
  return [paint.bold(title), ...body, wrap(end, width)].join("\n\n");
}

/** Failures by what they would do, with a fix where they would stop something. */
function failureBlocks(answer: WhatIf, look: Look): readonly string[] {
  const withCause = causesIn(answer) > 1; // one that is all there is has been asked for
  const failures = (name: string, all: readonly WhatIfFailure[], withFix = false): string =>
    block(
      look.paint.bold(`${name}: ${countedFailures(all)}`),
      all.flatMap((one, index) => {
        const isLast = all[index + 1]?.fix !== one.fix; // several failures of a rule have one fix
        return failureLines(one, { withFix: withFix && isLast, withCause }, look);
      }),
    );
  return [
    failures("Would newly block", answer.blocks, true),
    failures("Would newly block the gate only", answer.gates, true),
    failures("Would newly advise", answer.advises),
    failures("Would block no more", answer.eases),
  ];
}

function otherBlocks({ closes, opens, levels, resources }: WhatIf, look: Look): readonly string[] {
  const { paint, width } = look;
  return [
    block(paint.bold("Gates"), [
      ...gateLine("would deny", closes, width),
      ...gateLine("would deny no more", opens, width),
    ]),
    block(
      paint.bold("Levels"),
      levels.flatMap((one) => levelLines(one, width)),
    ),
    block(
      paint.bold(`Resources: ${resourceCounts(resources)}`),
      resources.map((one) => resourceLine(one, look)),
    ),
  ];
}

/** Different causes of failures, those of the readiness of others among them. */
function causesIn({ blocks, gates, advises, eases }: WhatIf): number {
  const causes = [...blocks, ...gates, ...advises, ...eases].flatMap(({ cause }) => cause?.because ?? []);
  return new Set(causes).size;
}

function countedFailures(all: readonly WhatIfFailure[]): string {
  const services = new Set(all.map(({ service }) => service)).size;
  return `${counted(all.length, "failure")} of ${counted(services, "service")}`;
}

function failureLines(
  { service, tier, rule, text, fix, due, cause }: WhatIfFailure,
  { withFix, withCause }: { readonly withFix: boolean; readonly withCause: boolean },
  { width, paint }: Look,
): readonly string[] {
  return [
    `  ${service} (tier ${tier}), ${paint.bold(rule)}${due === undefined ? "" : `  due ${due}`}`,
    wrap(text, width, "    "),
    ...(fix === undefined || !withFix ? [] : [wrap(`Fix: ${fix}`, width, "    ")]),
    ...(cause === undefined || !withCause
      ? []
      : [wrap(paint.dim(`${cause.kind}: ${cause.because}`), width, "    ")]),
  ];
}

function gateLine(what: string, names: readonly string[], width: number): readonly string[] {
  return names.length === 0 ? [] : [wrap(`${what} ${names.join(", ")}`, width, "  ")];
}

/** Such as "3 to create, 1 to change". */
function resourceCounts(resources: readonly ResourceChange[]): string {
  return (["create", "adopt", "change", "delete"] as const)
    .map((kind) => [kind, resources.filter((one) => one.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} to ${kind}`)
    .join(", ");
}

function resourceLine({ kind, type, name, properties }: ResourceChange, { paint, width }: Look): string {
  const signs = { create: paint.green("+"), adopt: "=", change: paint.yellow("~"), delete: paint.red("-") };
  const [vendor, , kindName] = type.split(":");
  const changed = properties.length === 0 ? "" : ` [${properties.join(", ")}]`;
  return wrap(`${signs[kind]} ${vendor} ${kindName} ${name}${changed}`, width, "  ");
}
