import { z } from "zod";
import { deliveryKinds } from "./kinds/delivery";
import { documentationKinds } from "./kinds/documentation";
import { type AnyKind, type ObservedResource, type Vendor, vendors } from "./kinds/kind";
import { observabilityKinds } from "./kinds/observability";
import { onCallKinds } from "./kinds/on-call";
import { ownershipKinds } from "./kinds/ownership";
import { reliabilityKinds } from "./kinds/reliability";
import { securityKinds } from "./kinds/security";

export { type ObservedResource, type Vendor, vendors };

/** Every kind of fact that a collector may bring, by name, with the shape of its value. */
export const factKinds = {
  ...deliveryKinds,
  ...documentationKinds,
  ...observabilityKinds,
  ...onCallKinds,
  ...ownershipKinds,
  ...reliabilityKinds,
  ...securityKinds,
} as const;
export type FactKind = keyof typeof factKinds;
export type FactValue<K extends FactKind = FactKind> = z.infer<(typeof factKinds)[K]["schema"]>;

/** Since when a fact is not known, for the gate, which waits some days only. */
const since = z.iso.datetime().optional();

/** What came of asking: a hidden answer names the permission that would show it; neither it nor silence counts as absent. */
function answerOf<S extends z.ZodType>(value: S) {
  return z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("value"), value }),
    z.strictObject({ state: z.literal("absent") }),
    z.strictObject({ state: z.literal("not-visible"), permission: z.string().min(1), since }),
    z.strictObject({ state: z.literal("unanswered"), reason: z.string().min(1), since }),
  ]);
}

interface Asked {
  /** What was asked about: a repository, schedule or SLO as the catalog names it, else as the vendor does. */
  readonly subject: string;
  /** Vendor or stack that told, such as github or stack:prod. */
  readonly source: string;
  /** When it told, as ISO 8601. */
  readonly at: string;
}
type Answer<V> = z.infer<ReturnType<typeof answerOf<z.ZodType<V>>>>;

/** One thing that a collector was asked for, and the answer. */
export type ObservedFact<K extends FactKind = FactKind> = {
  readonly [P in K]: Asked & { readonly kind: P; readonly answer: Answer<FactValue<P>> };
}[K];

function factSchema([kind, { schema }]: [string, AnyKind]) {
  return z.strictObject({
    kind: z.literal(kind),
    subject: z.string().min(1),
    source: z.string().min(1),
    at: z.iso.datetime(),
    answer: answerOf(schema),
  });
}

const [first, ...others] = Object.entries<AnyKind>(factKinds).map(factSchema);
if (first === undefined) throw new Error("there is no kind of fact");

/** What was read from the vendors for one service; empty when nothing was observed. A kind that is not known is refused. */
export const observedSchema = z.array(
  z.discriminatedUnion("kind", [first, ...others]),
) as unknown as z.ZodType<
  ObservedFact[] // built from factKinds, whose names and shapes the mapped type repeats
>;
