import {
  type CatalogFacts,
  catalogOutputsSchema,
  catalogToken,
  type Declared,
  type ServiceFacts,
  serviceOutputsSchema,
  serviceToken,
} from "../../catalog/graph";
import { serviceSchema } from "../../catalog/schema";
import type { ObservedFact } from "../../evidence/facts";
import { frozen } from "./frozen";
import type { RawResource } from "./resource";
import { unknownSentinels } from "./sentinels";

/** Why nothing about a service can be judged, and what comes of its rules. */
export type Broken = { readonly outcome: "fail" | "error"; readonly reason: string } | undefined;

/** What a service component registered, or why it cannot be read. */
export interface ServiceComponent {
  readonly urn: string;
  readonly name: string;
  readonly facts: ServiceFacts;
  readonly observed: readonly ObservedFact[];
  readonly declares: readonly Declared[];
  readonly broken: Broken;
}

/** Reads the stack's Service components, in the order of their URNs. Two of one name are broken, as neither is the one. */
export function readComponents(raw: readonly RawResource[]): readonly ServiceComponent[] {
  const components = raw
    .filter(({ type }) => type === serviceToken)
    .map(readComponent)
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const seen = new Map<string, number>();
  for (const { name } of components) seen.set(name, (seen.get(name) ?? 0) + 1);
  return components.map((component) => {
    const count = seen.get(component.name) ?? 0;
    if (count === 1) return component;
    const reason = `The stack must have one Service component named ${component.name}; it has ${count}.`;
    return { ...component, broken: { outcome: "error", reason } };
  });
}

/** Reads what a Service component registered; what cannot be read makes the service broken, never absent. */
function readComponent({ urn, name, props }: RawResource): ServiceComponent {
  const computed = findUnknown(
    { facts: props.facts, observed: props.observed, declares: props.declares },
    "",
  );
  const parsed = serviceOutputsSchema.safeParse(props);
  if (parsed.success && computed === undefined)
    return { urn, name: parsed.data.facts.name, broken: undefined, ...frozen(parsed.data) };
  const broken: Broken =
    computed === undefined
      ? {
          outcome: "error",
          reason: `What the Service component of ${name} registered cannot be read: ${problemOf(parsed.error)}.`,
        }
      : {
          outcome: "fail",
          reason: `The Service component of ${name} must know ${computed} when it is planned; it must not be computed.`,
        };
  return { urn, name, facts: unreadableFacts(name), observed: [], declares: [], broken };
}

/** Stands for facts that cannot be read: of tier 1, so that nothing about the service is taken lightly. */
function unreadableFacts(name: string): ServiceFacts {
  return { ...serviceSchema.parse({ name: "unreadable" }), name, tier: 1, tierFrom: "default" };
}

/** What the Catalog component registered, or why it cannot be read; neither where the stack has none. */
export interface CatalogReading {
  readonly facts: CatalogFacts | undefined;
  /** When the program stated the facts, as ISO 8601. */
  readonly statedAt: string | undefined;
  readonly declares: readonly Declared[];
  readonly broken: string | undefined;
}

/** Reads the Catalog component, of which a stack has at most one. */
export function readCatalog(raw: readonly RawResource[]): CatalogReading {
  const none = { facts: undefined, statedAt: undefined, declares: [], broken: undefined };
  const found = raw.filter(({ type }) => type === catalogToken);
  if (found.length === 0) return none;
  if (found.length > 1)
    return { ...none, broken: `The stack must have one Catalog component; it has ${found.length}.` };
  const computed = findUnknown(found[0]?.props, "");
  if (computed !== undefined)
    return { ...none, broken: `The Catalog component must know ${computed} when it is planned.` };
  const parsed = catalogOutputsSchema.safeParse(found[0]?.props);
  if (parsed.success) {
    const { facts, statedAt, declares } = frozen(parsed.data);
    return { facts, statedAt, declares, broken: undefined };
  }
  return {
    ...none,
    broken: `What the Catalog component registered cannot be read: ${problemOf(parsed.error)}.`,
  };
}

function problemOf(
  error:
    | { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }
    | undefined,
): string {
  const first = error?.issues[0];
  return first ? `${first.path.join(".") || "its outputs"}: ${first.message}` : "its outputs are not known";
}

/** The path of the first value that only an update will know. */
function findUnknown(value: unknown, path: string): string | undefined {
  if (typeof value === "string") return unknownSentinels.has(value) ? path : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = findUnknown(part, path === "" ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
