import { counted } from "../../policy-pack/engine/summary-words";
import type { ResourceChange } from "../resource-changes";
import { stackNameOf } from "../stack-name";
import type { WhatIf, WhatIfFailure } from "../what-if";
import { commentOf, partlyFolded } from "./markdown-comment";
import { markdownText } from "./markdown-text";
import { nameOf, namesOf } from "./markdown-words";

/**
 * A what-if as Markdown for a pull request comment. The first line is a hidden marker with the stack's name, by which a job
 * finds its comment again.
 */
export function whatIfMarkdown(answer: WhatIf): string {
  const { asked, blocks, gates, advises, eases, resources, levels, judgedFor } = answer;
  const stack = stackNameOf(answer);
  const counts = [
    ...(blocks.length > 0 ? [`**${counted(blocks.length, "failure")} would newly block**`] : []),
    ...(gates.length > 0 ? [`${counted(gates.length, "failure")} would newly block a gate only`] : []),
    ...(advises.length > 0 ? [`${counted(advises.length, "failure")} would newly advise`] : []),
    ...(eases.length > 0 ? [`${counted(eases.length, "failure")} would block no more`] : []),
    ...(resources.length > 0 ? [`${counted(resources.length, "resource")} would be declared otherwise`] : []),
  ];
  const gate = [
    ...(answer.closes.length > 0 ? [`The gate would deny ${namesOf(answer.closes)}.`] : []),
    ...(answer.opens.length > 0 ? [`It would deny no more: ${namesOf(answer.opens)}.`] : []),
  ];
  const opening = [
    `<!-- readiness what-if:${markdownText(stack)} -->`,
    `What if ${asked.map((one) => markdownText(one)).join(", and ")}? Stack ${nameOf(stack)}, judged for ${judgedFor}:`,
    `${counts.length === 0 ? "nothing would be another" : counts.join("; ")}.`,
    ...gate,
  ];
  return commentOf(`${opening[0]}\n\n${opening.slice(1).join(" ")}`, [
    ...partlyFolded("Would newly block", blocks.map(failureEntry), 1),
    ...partlyFolded("Would newly block the gate only", gates.map(failureEntry), 2),
    ...partlyFolded("Would newly advise", advises.map(failureEntry), 4),
    ...partlyFolded("Would block no more", eases.map(easedEntry), 6),
    ...partlyFolded("Levels", levels.map(levelEntry), 3),
    ...partlyFolded("Resources", resources.map(resourceEntry), 5),
  ]);
}

function failureEntry(failure: WhatIfFailure): string {
  const { fix, due, cause } = failure;
  return [
    `${easedEntry(failure)}${due === undefined ? "" : ` Due ${due}.`}`,
    ...(fix === undefined ? [] : [`  Fix: ${markdownText(fix)}`]),
    ...(cause === undefined ? [] : [`  Because: ${markdownText(cause.because)}.`]),
  ].join("\n");
}

function easedEntry({ service, tier, rule, text }: WhatIfFailure): string {
  return `- ${nameOf(service, tier)}, ${markdownText(rule)}: ${markdownText(text)}`;
}

function levelEntry({ change }: WhatIf["levels"][number]): string {
  const { service, set, from = "none", to = "none" } = change;
  const [was, is] = [from, to].map((level) => (level === "none" ? "no level" : level));
  return `- ${nameOf(service)}: ${was} → ${is} in ${markdownText(set)}`;
}

function resourceEntry({ kind, type, name, properties }: ResourceChange): string {
  const changed = properties.length === 0 ? "" : `: ${properties.map((one) => markdownText(one)).join(", ")}`;
  return `- ${kind} ${markdownText(type)} ${nameOf(name)}${changed}`;
}
