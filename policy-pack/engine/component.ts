import {
  type CatalogFacts,
  catalogOutputsSchema,
  catalogToken,
  type Declared,
  type ServiceFacts,
  serviceOutputsSchema,
} from "../../catalog/graph";
import { serviceSchema } from "../../catalog/schema";
import type { ObservedFact } from "../../evidence/facts";
import { nameInUrn, type RawResource } from "./resource";
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

/** Reads what a Service component registered; what cannot be read makes the service broken, never absent. */
export function readComponent(raw: RawResource): ServiceComponent {
  const name = nameInUrn(raw.urn);
  const computed = findUnknown({ facts: raw.props.facts, declares: raw.props.declares }, "");
  const parsed = serviceOutputsSchema.safeParse(raw.props);
  if (parsed.success && computed === undefined)
    return { urn: raw.urn, name: parsed.data.facts.name, broken: undefined, ...parsed.data };
  const facts: ServiceFacts = {
    ...serviceSchema.parse({ name: "unreadable" }),
    name,
    tier: 1,
    tierFrom: "default",
  };
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
  return { urn: raw.urn, name, facts, observed: [], declares: [], broken };
}

/** Reads the Catalog component, of which a stack has at most one. */
export function readCatalog(raw: readonly RawResource[]): {
  readonly facts?: CatalogFacts;
  readonly broken: string | undefined;
} {
  const found = raw.filter(({ type }) => type === catalogToken);
  if (found.length === 0) return { broken: undefined };
  if (found.length > 1)
    return { broken: `The stack must have one Catalog component; it has ${found.length}.` };
  const parsed = catalogOutputsSchema.safeParse(found[0]?.props);
  if (parsed.success) return { facts: parsed.data.facts, broken: undefined };
  return { broken: `What the Catalog component registered cannot be read: ${problemOf(parsed.error)}.` };
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
