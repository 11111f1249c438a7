import { z } from "zod";
import { daysBetween } from "../tiers/calendar";
import type { Identified } from "./identities";
import { stemOf } from "./identities";
import { type Problem, quote } from "./reading/problems";
import type { ParsedFile } from "./reading/read-yaml";
import { didYouMean } from "./reading/suggestions";
import { longestWaiver } from "./waiver-terms";

const texts = z.array(z.string()).catch([]);

/** What these checks look at; lenient, so that a fault elsewhere in a file hides none of theirs. */
const initiative = z.looseObject({
  id: z.string().optional().catch(undefined),
  rules: texts.optional().catch(undefined),
  level: z.string().optional().catch(undefined),
  ruleSet: z.string().optional().catch(undefined),
  scope: z.looseObject({ teams: texts, services: texts }).catch({ teams: [], services: [] }),
  start: z.string().optional().catch(undefined),
  deadline: z.string().optional().catch(undefined),
});
const waiver = z.looseObject({
  rule: z.string().catch(""),
  service: z.string().catch(""),
  subject: z.string().optional().catch(undefined),
  requested: z.iso.date().optional().catch(undefined),
  expires: z.iso.date().optional().catch(undefined),
});
const waivers = z.looseObject({ waivers: z.array(waiver).catch([]) }).catch({ waivers: [] });

type Path = readonly PropertyKey[];

/** What no schema sees in an initiative: its name, what it covers, its dates, and names in its scope that do not exist. */
export function checkInitiative(
  { parsed }: Identified,
  known: { readonly services: readonly Identified[]; readonly teams: readonly Identified[] } | undefined,
): Problem[] {
  const read = initiative.safeParse(parsed.raw);
  if (!read.success) return [];
  const { id, rules, level, ruleSet, scope, start, deadline } = read.data;
  const problem = (path: Path, message: string): Problem => ({
    file: parsed.file,
    at: parsed.at(path),
    message,
  });
  const stem = stemOf(parsed.file);
  return [
    ...(id === undefined || id === stem
      ? []
      : [
          problem(
            ["id"],
            `id must equal the file's name ${quote(stem)}; it is ${quote(id)}. Rename the file or change the id.`,
          ),
        ]),
    ...((rules === undefined) === (level === undefined)
      ? [problem([], "The initiative must have either rules or level. State which rules it is about.")]
      : []),
    ...(ruleSet !== undefined && level === undefined
      ? [
          problem(
            ["ruleSet"],
            "ruleSet says which set level is of. Remove it, or state level instead of rules.",
          ),
        ]
      : []),
    ...(start !== undefined && deadline !== undefined && deadline < start
      ? [
          problem(
            ["deadline"],
            `deadline must not be before start, ${quote(start)}; it is ${quote(deadline)}.`,
          ),
        ]
      : []),
    ...(known
      ? [
          ...strangers(
            scope.services,
            namesOf(known.services),
            "service in catalog/services",
            ["scope", "services"],
            problem,
          ),
          ...strangers(
            scope.teams,
            namesOf(known.teams),
            "team in catalog/teams",
            ["scope", "teams"],
            problem,
          ),
        ]
      : []),
  ];
}

/** A name in a scope that does not exist would make the campaign smaller than meant, without a word. */
function strangers(
  names: readonly string[],
  known: readonly string[],
  what: string,
  path: Path,
  problem: (path: Path, message: string) => Problem,
): Problem[] {
  return names.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [problem([...path, index], `${quote(name)} must be a ${what}.${didYouMean(name, known)}`)],
  );
}

function namesOf(files: readonly Identified[]): readonly string[] {
  return files.flatMap(({ identity }) => [
    ...(identity.name === undefined ? [] : [identity.name]),
    ...identity.aliases,
  ]);
}

/** What no schema sees in the waivers: their length, and two for the same thing. */
export function checkWaivers(parsed: ParsedFile<unknown>): Problem[] {
  const all = waivers.parse(parsed.raw).waivers;
  const problem = (path: Path, message: string): Problem => ({
    file: parsed.file,
    at: parsed.at(path),
    message,
  });
  const seen = new Set<string>();
  return all.flatMap((one, index) => [
    ...wrongDays(one).map((message) => problem(["waivers", index, "expires"], message)),
    ...repeated(one, seen).map((message) => problem(["waivers", index], message)),
  ]);
}

function wrongDays({ requested, expires }: z.infer<typeof waiver>): readonly string[] {
  if (requested === undefined || expires === undefined) return [];
  const days = daysBetween(requested, expires);
  if (days < 0)
    return [`expires must not be before requested, ${quote(requested)}; it is ${quote(expires)}.`];
  if (days <= longestWaiver.otherwise) return [];
  return [
    `expires must be at most ${longestWaiver.otherwise} days after requested; it is ${days} days after.`,
  ];
}

function repeated(
  { rule, service, subject, requested }: z.infer<typeof waiver>,
  seen: Set<string>,
): readonly string[] {
  const key = JSON.stringify([rule, service, subject ?? null, requested ?? null]);
  const isRepeated = rule !== "" && seen.has(key);
  seen.add(key);
  return isRepeated ? [`The waiver of ${quote(rule)} for ${quote(service)} is given twice. Remove one.`] : [];
}
