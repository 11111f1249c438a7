import type { CatalogFacts } from "../../catalog/graph";
import {
  type FactKind,
  type FactValue,
  factKinds,
  type ObservedFact,
  type ObservedResource,
  type Vendor,
} from "../../evidence/facts";
import type { RawResource } from "./resource";
import type { Evidence, Told } from "./rule";
import { unknownSentinels } from "./sentinels";
import { UnknownValue } from "./value";

const vendorNames = { github: "GitHub", pagerduty: "PagerDuty", datadog: "Datadog" } as const;

/** A vendor's answers about one service, by kind and subject; in subjects no case is told apart. */
export function observationsOf(
  facts: readonly ObservedFact[],
  catalog: CatalogFacts | undefined,
): Pick<Evidence, "told" | "ask"> {
  return {
    told: (kind) => facts.filter((fact) => fact.kind === kind).flatMap((fact) => toldBy(fact)),
    ask: (kind, subject, what) => {
      const wanted = subject.toLowerCase();
      const found = facts.filter((fact) => fact.kind === kind && fact.subject.toLowerCase() === wanted);
      return takeAnswer(kind, strongest(found), what, catalog);
    },
  };
}

/**
 * Of several vendors' answers the one that says most: a value, else why one is not known, since a thing that one vendor
 * does not have may be with the other.
 */
function strongest(facts: readonly ObservedFact[]): ObservedFact | undefined {
  const has = (state: ObservedFact["answer"]["state"]) => facts.find(({ answer }) => answer.state === state);
  return has("value") ?? has("not-visible") ?? has("unanswered") ?? facts[0];
}

function toldBy<K extends FactKind>({ subject, source, at, answer }: ObservedFact): readonly Told<K>[] {
  // The caller has chosen facts of kind K, whose values the schema of K has checked.
  return answer.state === "value" ? [{ subject, source, at, value: answer.value as FactValue<K> }] : [];
}

function takeAnswer<K extends FactKind>(
  kind: K,
  fact: ObservedFact | undefined,
  what: string,
  catalog: CatalogFacts | undefined,
): FactValue<K> | undefined {
  if (fact === undefined) return nobodyTold(factKinds[kind].vendors, what, catalog);
  const { answer, source } = fact;
  const from = isVendor(source) ? vendorNames[source] : source;
  if (answer.state === "value") return answer.value as FactValue<K>; // the fact is of this kind
  if (answer.state === "absent") return undefined;
  if (answer.state === "unanswered")
    throw new UnknownValue("unobserved", `${from} did not tell ${what}: ${answer.reason}`, answer.since);
  throw new UnknownValue(
    "unobserved",
    `${from} shows ${what} only with the permission ${answer.permission}`,
    answer.since,
  );
}

/** Throws why nothing was told: a vendor that is observed did not answer, or none that could tell is observed. */
function nobodyTold(vendors: readonly Vendor[], what: string, catalog: CatalogFacts | undefined): never {
  const names = (some: readonly Vendor[]): string => some.map((vendor) => vendorNames[vendor]).join(" or ");
  const asked = vendors.filter((vendor) => catalog?.observe.includes(vendor));
  if (asked.length > 0) throw new UnknownValue("unobserved", `${names(asked)} did not tell ${what}`);
  throw new UnknownValue(
    "no-collector",
    `${what} is not managed in this stack, and ${names(vendors)} is not observed`,
  );
}

function isVendor(source: string): source is Vendor {
  return Object.hasOwn(vendorNames, source);
}

/**
 * The things that were seen for a service, as raw resources. What the stack declares is judged as declared, so its
 * seen copy is left out: one of the same type and id, else of the same name where the declared one has no id yet.
 */
export function observedResources(
  facts: readonly ObservedFact[],
  declared: ReadonlySet<string>,
): readonly RawResource[] {
  return facts
    .flatMap(({ source, answer }) =>
      answer.state === "value" && "resources" in answer.value
        ? answer.value.resources.map((resource) => ({ source, resource }))
        : [],
    )
    .filter(({ resource }) => !identitiesOf(resource).some((identity) => declared.has(identity)))
    .map(({ source, resource }) => rawOf(source, resource));
}

function rawOf(source: string, { type, id, name, props }: ObservedResource): RawResource {
  return {
    urn: `urn:pulumi:observed::${source}::${type}::${id}`,
    type,
    name,
    props: { ...props, id },
    dependencies: [],
    propertyDependencies: {},
    observed: true,
  };
}

function identitiesOf({ type, id, props }: ObservedResource): readonly string[] {
  return [`${type} id ${id}`, ...(typeof props.name === "string" ? [`${type} name ${props.name}`] : [])];
}

/** What tells declared resources apart: each one's type with its id, or with its name while it has no id. */
export function declaredIdentities(raw: readonly RawResource[]): ReadonlySet<string> {
  return new Set(
    raw.flatMap(({ type, props }) => {
      if (typeof props.id === "string" && !unknownSentinels.has(props.id)) return [`${type} id ${props.id}`];
      return typeof props.name === "string" ? [`${type} name ${props.name}`] : [];
    }),
  );
}
