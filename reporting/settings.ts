import { z } from "zod";

/** What the stack's config may say. */
export const settingsSchema = z.strictObject({
  notify: z
    .array(z.string().regex(/^@\S+$/, "must be a handle such as @slack-account-channel"))
    .default([])
    .describe("Who the monitors tell."),
  stack: z
    .string()
    .regex(/^[a-z0-9][\w.-]*$/i, "must be a stack's name")
    .optional()
    .describe("Figures of this stack only."),
  set: z
    .string()
    .regex(/^[a-z0-9-]+$/, "must be a rule set's name")
    .default("production-readiness"),
  scoreDrop: z
    .number()
    .gt(0)
    .max(100)
    .default(10)
    .describe("Points of its score that a service may lose in a week."),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The tags that all figures of these settings have, as a query's scope; more may be given. */
export function scopeOf({ stack }: Settings, ...more: readonly string[]): string {
  const tags = [...(stack === undefined ? [] : [`stack:${stack.toLowerCase()}`]), ...more];
  return tags.length === 0 ? "*" : tags.join(",");
}
