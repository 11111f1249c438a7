import type { Evidence, Resource } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { MalformedValue, UnknownValue, type Value } from "../../engine/value";
import { type Attempt, attempt, firstUnknown } from "../attempt";
import { parseJsonText } from "../json-text";
import { monitorOf } from "../monitors/monitors";
import { at } from "../property";

/** Whom a resource is attributed to. */
export type Attribution = "own" | "another" | "nobody";

/** Whether one of some tags or labels of a resource is one of some names; throws UnknownValue where that is not known. */
export function attributionOf(
  resource: Resource,
  keys: readonly string[],
  names: readonly string[],
  evidence: Evidence,
): Attribution {
  let [carries, unknown]: [boolean, UnknownValue | undefined] = [false, undefined];
  for (const key of keys) {
    const tried = attempt(() => carriedValues(resource, key, evidence));
    if ("unknown" in tried) unknown ??= tried.unknown;
    else if (tried.value.some((value) => names.includes(value))) return "own";
    else carries ||= tried.value.length > 0;
  }
  if (unknown) throw unknown;
  return carries ? "another" : "nobody";
}

/**
 * The values of a tag or label that a resource carries, those that its provider adds by itself included; none where it
 * carries no such tag. Throws UnknownValue where that is not known.
 */
function carriedValues(resource: Resource, key: string, evidence: Evidence): readonly string[] {
  if (resource.type.startsWith("datadog:")) return datadogValues(resource, key);
  const { places, results = [], provider } = keeperOf(resource.type);
  const read = (path: string): Attempt<readonly string[]> =>
    attempt(() => valuesIn(at(resource.props, path), key));
  const tried = [...places, ...results].map(read);
  const values = tried.flatMap((one) => ("value" in one ? one.value : []));
  if (values.length > 0) return [...new Set(values)];
  const unknown = firstUnknown(tried);
  if (unknown) throw unknown;
  // What came of all that was added is told: there is nothing more.
  if (results.some((path) => !at(resource.props, path).absent)) return [];
  return provider === undefined ? [] : standardValues(provider, key, resource, evidence);
}

function datadogValues(resource: Resource, key: string): readonly string[] {
  const list = resource.props.get("tags");
  const tags = resource.type === datadog.monitorJson ? monitorOf(resource).tags : valuesOfList(list);
  const start = `${key.toLowerCase()}:`;
  return tags
    .map((tag) => tag.toLowerCase())
    .flatMap((tag) => (tag.startsWith(start) ? tag.slice(start.length) : []));
}

function valuesOfList(list: Value): readonly string[] {
  return list.items().flatMap((item) => item.string() ?? []);
}

/** What a provider adds to everything of its own: the type of the provider, and where it is configured. */
interface Standard {
  readonly type: string;
  readonly path: string;
}

interface Keeper {
  readonly places: readonly string[];
  /** Where a resource states what came of its own and the provider's, once the provider has said so. */
  readonly results?: readonly string[];
  readonly provider?: Standard;
}

/** Where types keep tags or labels, by the beginning of their token. */
const keepers: Readonly<Record<string, Keeper>> = {
  aws: {
    places: ["tags"],
    results: ["tagsAll"],
    provider: { type: "pulumi:providers:aws", path: "defaultTags.tags" },
  },
  gcp: {
    places: ["labels", "settings.userLabels"],
    results: ["effectiveLabels", "pulumiLabels"],
    provider: { type: "pulumi:providers:gcp", path: "defaultLabels" },
  },
  kubernetes: { places: ["metadata.labels"] },
};

function keeperOf(type: string): Keeper {
  return keepers[type.slice(0, type.indexOf(":"))] ?? { places: ["tags"] };
}

/** Reads a map of tags, or a list of objects with key and value as auto-scaling groups have them. */
function valuesIn(tags: Value, key: string): readonly string[] {
  return tags.items().flatMap((item) => {
    const [listed, value] = [textAt(item, "key"), textAt(item, "value")];
    if (listed !== undefined && value !== undefined) return listed === key ? value : [];
    return textAt(item, key) ?? [];
  });
}

/** A text of an object; what is no object has none. */
function textAt(holder: Value, key: string): string | undefined {
  try {
    return holder.get(key).string();
  } catch (error) {
    if (error instanceof MalformedValue) return undefined;
    throw error;
  }
}

/**
 * What the stack's providers add. Which of several a resource uses is not told: what all of them add it carries, what
 * only some add it may carry.
 */
function standardValues(
  { type, path }: Standard,
  key: string,
  resource: Resource,
  evidence: Evidence,
): readonly string[] {
  const added = evidence.all(type).map((provider) => valuesIn(configuredAt(provider, path), key));
  const [first] = added;
  if (first === undefined || added.every((values) => values.length === 0)) return [];
  if (added.every((values) => values.length > 0 && values.join() === first.join())) return first;
  throw new UnknownValue(
    "planned",
    `which provider of the stack tags ${resource.name} is only known after an update`,
  );
}

/** A provider keeps what is no plain text as JSON. */
function configuredAt(provider: Resource, path: string): Value {
  const [first = "", ...rest] = path.split(".");
  const stated = provider.props.get(first);
  const holder = isText(stated) ? parseJsonText(stated, provider.name) : stated;
  return rest.reduce((value, key) => value.get(key), holder);
}

function isText(value: Value): boolean {
  try {
    return value.string() !== undefined;
  } catch (error) {
    if (error instanceof MalformedValue) return false;
    throw error;
  }
}
