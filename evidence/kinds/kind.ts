import { z } from "zod";

/** Vendors that evidence is read from. */
export const vendors = ["github", "pagerduty", "datadog"] as const;
export type Vendor = (typeof vendors)[number];

/** A kind of fact: which vendors can tell it (any of them suffices), and the shape of its value. */
export interface Kind<S extends z.ZodType> {
  readonly vendors: readonly Vendor[];
  readonly schema: S;
}
export type AnyKind = Kind<z.ZodType>;

/** Defines a kind of fact. */
export function kind<S extends z.ZodType>(from: Vendor | readonly Vendor[], schema: S): Kind<S> {
  return { vendors: typeof from === "string" ? [from] : from, schema };
}

/**
 * A thing that exists at a vendor, in the shape of the resource that would declare it (type token and properties as
 * the SDK names them), so that rules judge it exactly as they judge a declared one. References are by the vendor's ids.
 */
export const observedResourceSchema = z.strictObject({
  type: z.string().min(1),
  /** The vendor's id; also what other things refer to it by. */
  id: z.string().min(1),
  name: z.string().min(1),
  props: z.record(z.string(), z.json()),
});
export type ObservedResource = z.infer<typeof observedResourceSchema>;

/** The key under which a value carries things in the shape of resources; the pack adds them to what is declared. */
export const resources = z.array(observedResourceSchema);

/** A kind whose value is a complete list of things of some types, so that what is not in it does not exist. */
export function listing(from: Vendor | readonly Vendor[]) {
  return kind(from, z.strictObject({ resources }));
}
