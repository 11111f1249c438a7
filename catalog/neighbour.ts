import { z } from "zod";
import { entityName, text } from "./fields";
import { lifecycles, schemaVersion } from "./schema";
import { tiers } from "./tier";

/** Another stack's service, as far as services here that depend on it must know it. */
export const standingSchema = z.object({
  tier: z.literal(tiers),
  lifecycle: z.enum(lifecycles).optional(),
  aliases: z.array(entityName).default([]),
  promises: z
    .record(z.string(), z.number())
    .default({})
    .describe("The availability that it targets over each time frame, such as 30d, in per cent."),
});
export type Standing = z.infer<typeof standingSchema>;

/** A stack whose services those of this catalog may depend on. */
export const neighbourSchema = z.strictObject({
  stack: text.describe("As Pulumi names it: organization/project/stack."),
  services: z.record(entityName, standingSchema).default({}),
  unread: text.optional().describe("Why nothing is known of its services."),
});
export type Neighbour = z.infer<typeof neighbourSchema>;

/** What a stack of this program tells others, below its output `catalog`; a later version may tell more. */
const toldSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  services: z.record(entityName, standingSchema).optional(),
});

/** A neighbour by what its output `catalog` holds; unread with the reason where that is nothing that we know. */
export function neighbourOf(stack: string, told: unknown): Neighbour {
  if (told === undefined)
    return unreadNeighbour(stack, "it has no output catalog that could be read, as after its first update");
  const { data, error } = toldSchema.safeParse(told);
  if (data?.services !== undefined) return { stack, services: data.services };
  if (data !== undefined)
    return unreadNeighbour(stack, "it does not share them; readiness:shares in its config makes it do so");
  const [first] = error.issues;
  const where = first === undefined ? "" : `: ${["catalog", ...first.path].join(".")}: ${first.message}`;
  return unreadNeighbour(stack, `its output is of another version of this program${where}`);
}

/** Those of a neighbour's services that have one of these names, or had one. */
export function standingsOf(
  { services }: Neighbour,
  names: ReadonlySet<string>,
): readonly (readonly [name: string, standing: Standing])[] {
  return Object.entries(services).filter(([name, { aliases }]) =>
    [name, ...aliases].some((one) => names.has(one)),
  );
}

/** A neighbour of which nothing is known, and why. */
export function unreadNeighbour(stack: string, unread: string): Neighbour {
  return { stack, services: {}, unread };
}
