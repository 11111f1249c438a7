import type { Evidence, Resource } from "../../engine/rule";
import { aws } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt } from "../attempt";
import { allHold, anyHolds } from "../decide";
import { matchesWildcard } from "../wildcard";

/**
 * Whether a plan of AWS Backup of this stack selects a store. A selection takes what one of its selectionTags is on,
 * and what both its resources name and all of its conditions hold for, but nothing of its notResources; one that says
 * nothing takes everything.
 */
export function isInBackupPlan(store: Resource, evidence: Evidence): boolean {
  return anyHolds(evidence.all(aws.backupSelection).map((selection) => () => selects(selection, store)));
}

function selects(selection: Resource, store: Resource): boolean {
  const { props } = selection;
  return allHold([
    () =>
      anyHolds([
        () => selectsByTag(props.get("selectionTags"), store),
        () => selectsByName(selection, store),
      ]),
    () => !names(selection, "notResources", store),
  ]);
}

function selectsByTag(wanted: Value, store: Resource): boolean {
  return anyHolds(
    wanted.items().map((one) => () => {
      if ((one.get("type").string() || "STRINGEQUALS") !== "STRINGEQUALS") return false;
      return tagOf(store, one.get("key").string() ?? "") === (one.get("value").string() ?? "");
    }),
  );
}

function selectsByName(selection: Resource, store: Resource): boolean {
  const { props } = selection;
  const listed = props.get("resources");
  const none = !listed.unknown && listed.items().length === 0;
  if (none && props.get("selectionTags").items().length > 0) return false;
  return allHold([
    () => none || names(selection, "resources", store),
    ...props
      .get("conditions")
      .items()
      .flatMap((condition) => demands(condition, store)),
  ]);
}

/** Each kind of condition: whether a tag must be like its value, or must not. */
const comparisons: Readonly<Record<string, (tag: string | undefined, wanted: string) => boolean>> = {
  stringEquals: (tag, wanted) => tag === wanted,
  stringLikes: (tag, wanted) => tag !== undefined && matchesWildcard(wanted, tag),
  stringNotEquals: (tag, wanted) => tag !== wanted,
  stringNotLikes: (tag, wanted) => tag === undefined || !matchesWildcard(wanted, tag),
};

function demands(condition: Value, store: Resource): readonly (() => boolean)[] {
  return Object.entries(comparisons).flatMap(([kind, compare]) =>
    condition
      .get(kind)
      .items()
      .map((one) => () => {
        const key = (one.get("key").string() ?? "").replace(/^aws:ResourceTag\//, "");
        return compare(tagOf(store, key), one.get("value").string() ?? "");
      }),
  );
}

/** A tag by its key, those that the provider adds included where they are known. */
function tagOf({ props }: Resource, key: string): string | undefined {
  const all = attempt(() => props.get("tagsAll").get(key).string());
  if ("value" in all && all.value !== undefined) return all.value;
  return props.get("tags").get(key).string();
}

/** Whether a list of ARNs names a store: by its own, by a pattern, or by what the list was computed from. */
function names(selection: Resource, property: string, store: Resource): boolean {
  const listed = selection.props.get(property);
  const items = listed.unknown ? [listed] : listed.items();
  const sources = selection.dependenciesOf(property);
  return anyHolds(
    items.map((item) => () => {
      if (item.unknown && sources.includes(store)) return true;
      // What it was computed from is told, and the store is not among it.
      if (item.unknown && sources.length > 0) return false;
      const pattern = item.string() ?? "";
      return pattern === "*" || hasArn(store, pattern);
    }),
  );
}

function hasArn(store: Resource, pattern: string): boolean {
  const arn = attempt(() => store.props.get("arn").string());
  if ("value" in arn && arn.value !== undefined) return matchesWildcard(pattern, arn.value);
  if (!pattern.includes("*")) return false; // What does not exist yet has no ARN that somebody could have written.
  throw new UnknownValue("planned", `the ARN of ${store.name} is only known after an update`);
}
