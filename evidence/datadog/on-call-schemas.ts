import { z } from "zod";

/*
 * What is kept of Datadog On-Call's answers: a thing, and beside it what it refers to by type and id. Names stay, since
 * people are told by them; addresses do not.
 */

const id = z.string().min(1);
const reference = z.object({ id, type: z.string() });
const several = z.object({ data: z.array(reference) });
const one = z.object({ data: reference.nullish() });
const text = z.string().nullish();

export const teamsPage = z.object({
  data: z.array(z.object({ id, attributes: z.object({ handle: z.string(), name: z.string() }) })),
});
/** A team, whose handle is by what its on-call is paged. */
export type Team = z.infer<typeof teamsPage>["data"][number];

const restriction = z.object({ start_day: text, start_time: text, end_day: text, end_time: text });
/** A rule of routing, a step, a layer, a member of one, or a person: each has some of these. */
const includedSchema = reference.extend({
  attributes: z
    .object({
      name: text,
      query: text,
      urgency: text,
      actions: z.array(z.object({ type: z.string() })).nullish(),
      escalate_after_seconds: z.number().nullish(),
      assignment: text,
      effective_date: text,
      end_date: text,
      rotation_start: text,
      time_zone: text,
      interval: z.object({ days: z.number().nullish(), seconds: z.number().nullish() }).nullish(),
      restrictions: z.array(restriction).nullish(),
    })
    .nullish(),
  relationships: z
    .object({
      policy: one.nullish(),
      user: one.nullish(),
      targets: several.nullish(),
      members: several.nullish(),
    })
    .nullish(),
});
export type Included = z.infer<typeof includedSchema>;
const included = z.array(includedSchema).nullish();

export const routingAnswer = z.object({
  data: reference.extend({ relationships: z.object({ rules: several }) }),
  included,
});
export const policyAnswer = z.object({
  data: reference.extend({
    attributes: z.object({ name: z.string(), retries: z.number().nullish() }),
    relationships: z.object({ steps: several }),
  }),
  included,
});
export const scheduleAnswer = z.object({
  data: reference.extend({
    attributes: z.object({ name: z.string(), time_zone: text }),
    relationships: z.object({ layers: several }),
  }),
  included,
});
export type Routing = z.infer<typeof routingAnswer>;
export type Policy = z.infer<typeof policyAnswer>;
export type Schedule = z.infer<typeof scheduleAnswer>;
