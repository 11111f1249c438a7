import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { type Result, sortProblems } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { type Service, serviceSchema } from "../../catalog/schema";
import { withBlockEntry, withValueAt } from "../yaml-entries";

/** The facts of a service that an assessment states, in the order in which they are written. */
export const assessedKeys = ["criticality", "risk", "exposure", "dataClass"] as const;
export type AssessedFacts = Readonly<Partial<Pick<Service, (typeof assessedKeys)[number]>>>;

/** What stands before them where the file is written as most are. */
const keysBefore: readonly string[] = ["name", "title", "aliases", "description", "owner", "lifecycle"];

/** The text of a service's file with other facts, the rest as it was written; or what is wrong with the file as it is. */
export function withAssessedFacts(file: string, text: string, facts: AssessedFacts): Result<string> {
  const before = parseYaml(serviceSchema, file, text);
  if (before.problems.length > 0) return { ok: false, problems: sortProblems(before.problems) };
  const wanted = { ...(before.raw as object), ...facts }; // a file that was read as a map
  const next = assessedKeys.reduce<string | undefined>((all, key) => {
    const value = facts[key];
    return value === undefined || all === undefined ? all : withFact(all, key, value);
  }, text);
  const after = next === undefined ? undefined : parseYaml(serviceSchema, file, next);
  if (next !== undefined && after?.problems.length === 0 && isDeepStrictEqual(after.raw, wanted))
    return { ok: true, value: next };
  const message = `${Object.keys(facts).join(", ")} cannot be changed without changing more. Edit the file by hand.`;
  return { ok: false, problems: [{ file, message }] };
}

function withFact(text: string, key: string, value: string): string | undefined {
  const map = parseDocument(text).contents;
  if (!isMap(map)) return undefined;
  const old = map.get(key, true);
  if (isScalar(old)) return withValueAt(text, old, value);
  return withBlockEntry(text, map, (indent) => `${indent}${key}: ${value}`, entryBefore(map, key));
}

/** The last of the entries that are written before this one, if there is any. */
function entryBefore(map: YAMLMap, key: string): Pair | undefined {
  const order = [...keysBefore, ...assessedKeys];
  const earlier = order.slice(0, order.indexOf(key));
  return map.items.findLast((one) => isScalar(one.key) && earlier.includes(String(one.key.value)));
}
