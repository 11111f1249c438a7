import type { Declared } from "../../catalog/graph";
import { byUrn } from "./evidence";
import { hiddenResource, nameInUrn, type RawResource, resourceOf } from "./resource";
import type { Resource } from "./rule";
import { unknownSentinels } from "./sentinels";
import { UnknownValue } from "./value";

/**
 * Resolves relations, and hides what a partial run left missing, empty or older than it is declared. The result is in
 * the order of URNs, whatever the order of the input.
 */
export function resolveResources(
  raw: readonly RawResource[],
  declares: readonly Declared[],
): ReadonlyMap<string, Resource> {
  const declared = new Map<string, Declared[]>();
  for (const entry of declares) {
    const known = declared.get(entry.urn);
    if (known) known.push(entry);
    else declared.set(entry.urn, [entry]);
  }
  const resources = new Map<string, Resource>();
  const present = new Set(raw.map(({ urn }) => urn));
  const missing = [...declared].filter(([urn]) => !present.has(urn));
  const found = raw.map((one) => {
    const stale = staleness(one, declared.get(one.urn));
    return stale === undefined
      ? resourceOf(one, (urn) => resources.get(urn))
      : hidden(one.urn, one.type, stale);
  });
  const absent = missing.map(([urn, [entry]]) => hidden(urn, entry?.type ?? "", "is not part of this run"));
  for (const resource of [...found, ...absent].sort(byUrn)) resources.set(resource.urn, resource);
  return resources;
}

function hidden(urn: string, type: string, why: string): Resource {
  return hiddenResource(urn, type, () => new UnknownValue("partial", `${nameInUrn(urn)} ${why}`));
}

function staleness(raw: RawResource, declared: readonly Declared[] | undefined): string | undefined {
  if (declared === undefined) return undefined;
  if (Object.keys(raw.props).length === 0) return "is left out of this run";
  const older = declared
    .flatMap(({ expects }) => Object.entries(expects))
    .find(([path, value]) => !agrees(raw.props, path, value));
  return older === undefined
    ? undefined
    : `is not as the program declares it (${older[0]}): it is older, or was changed by hand`;
}

/** Whether a property has the value that the program gave it; what is absent or unknown contradicts nothing. */
function agrees(props: Readonly<Record<string, unknown>>, path: string, expected: number | boolean): boolean {
  let value: unknown = props;
  for (const key of path.split(/\.|\[|\]\.?/).filter((part) => part !== "")) {
    if (typeof value !== "object" || value === null) return true;
    value =
      key === "length" && Array.isArray(value)
        ? value.length
        : Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  if (value === undefined || value === null || (typeof value === "string" && unknownSentinels.has(value)))
    return true;
  return typeof expected === "number" ? Number(value) === expected : String(value) === String(expected);
}
