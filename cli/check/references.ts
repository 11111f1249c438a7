import { z } from "zod";
import { productionReadiness } from "../../catalog/initiative";
import type { CatalogFiles } from "../../catalog/load";
import { type Problem, quote } from "../../catalog/reading/problems";
import type { ParsedFile } from "../../catalog/reading/read-yaml";
import { didYouMean } from "../../catalog/reading/suggestions";
import { type Pack, rulesOf } from "../judging/pack";

/** Lenient, so that a fault elsewhere in a file hides no wrong name. */
const texts = z.array(z.string().catch("")).catch([]);
const named = z
  .looseObject({ rule: z.string().catch(""), service: z.string().catch("") })
  .catch({ rule: "", service: "" });
const waiversFile = z.looseObject({ waivers: z.array(named).catch([]) }).catch({ waivers: [] });
const initiativeFile = z
  .looseObject({ rules: texts, ruleSet: z.string().optional().catch(undefined) })
  .catch({ rules: [] });

/** Ids of all rules of a pack. */
export function ruleIds(pack: Pack): readonly string[] {
  return rulesOf(pack).map(({ rule }) => rule.id);
}

/** A rule that does not exist, in words that say where it was looked for; nothing where it does, or is no name. */
export function unknownRule(rule: string, ids: readonly string[]): string | undefined {
  if (rule === "" || ids.includes(rule)) return undefined;
  return `${quote(rule)} is not a rule.${didYouMean(rule, ids)} \`readiness rules\` lists them.`;
}

function unknownService(service: string, services: readonly string[]): string | undefined {
  if (service === "" || services.includes(service)) return undefined;
  return `${quote(service)} is not a service in catalog/services.${didYouMean(service, services)}`;
}

/** Waivers of rules or services that do not exist: they would accept nothing. */
export function waiverProblems(
  { waivers }: Pick<CatalogFiles, "waivers">,
  pack: Pack,
  services: readonly string[],
): readonly Problem[] {
  if (waivers === undefined) return [];
  const ids = ruleIds(pack);
  return waiversFile
    .parse(waivers.raw)
    .waivers.flatMap(({ rule, service }, index) => [
      ...problemsAt(waivers, ["waivers", index, "rule"], unknownRule(rule, ids)),
      ...problemsAt(waivers, ["waivers", index, "service"], unknownService(service, services)),
    ]);
}

/** Initiatives over rules or rule sets that do not exist: they would cover less than meant. */
export function initiativeProblems(
  { initiatives }: Pick<CatalogFiles, "initiatives">,
  pack: Pack,
): readonly Problem[] {
  const ids = ruleIds(pack);
  const sets = pack.sets.map(({ name }) => name);
  return initiatives.files.flatMap(({ parsed }) => {
    const { rules, ruleSet = productionReadiness } = initiativeFile.parse(parsed.raw);
    const unknownSet = sets.includes(ruleSet)
      ? undefined
      : `${quote(ruleSet)} is not a rule set.${didYouMean(ruleSet, sets)} There are ${sets.join(", ")}.`;
    return [
      ...rules.flatMap((rule, index) => problemsAt(parsed, ["rules", index], unknownRule(rule, ids))),
      ...problemsAt(parsed, ["ruleSet"], unknownSet),
    ];
  });
}

function problemsAt(
  parsed: ParsedFile<unknown>,
  path: readonly PropertyKey[],
  message: string | undefined,
): readonly Problem[] {
  return message === undefined ? [] : [{ file: parsed.file, at: parsed.at(path), message }];
}

/** The same for an entry of a baseline. */
export function entryProblems(
  entry: { readonly rule: string; readonly service: string },
  ids: readonly string[],
  services: readonly string[],
): readonly { readonly field: "rule" | "service"; readonly message: string }[] {
  const rule = unknownRule(entry.rule, ids);
  const service = unknownService(entry.service, services);
  return [
    ...(rule === undefined ? [] : [{ field: "rule" as const, message: rule }]),
    ...(service === undefined ? [] : [{ field: "service" as const, message: service }]),
  ];
}
