import { z } from "zod";
import type { Tier } from "../../catalog/tier";

/** A rule's parameters: what shape they have, what they mean, and the value for each tier. */
export interface ParameterTable<S extends z.ZodObject> {
  readonly schema: S;
  readonly values: Readonly<Record<Tier, z.infer<S>>>;
}

/** A table with the values for tiers 1, 2 and 3. */
export function table<S extends z.ZodObject>(
  schema: S,
  one: z.infer<S>,
  two: z.infer<S>,
  three: z.infer<S>,
): ParameterTable<S> {
  return { schema, values: { 1: one, 2: two, 3: three } };
}

/** A number of things, none included. */
export const count = z.int().min(0);

/** A number of days, at least one. */
export const days = z.int().min(1);
