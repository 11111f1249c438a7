import { createHash } from "node:crypto";
import { z } from "zod";
import { more } from "./listing";

/*
 * What is kept of PagerDuty's answers. Integration keys, addresses and free texts are dropped here and so never reach the
 * cache. A schema also reads what it has made itself, as it comes back from there.
 */

const id = z.string().min(1);
export const referenceSchema = z.object({ id, type: z.string() });
/** An instant with any offset, as one in UTC. */
export const instantSchema = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

const urgencySchema = z.object({ type: z.string().nullish(), urgency: z.string().nullish() });
const integrationSchema = z.object({
  id,
  type: z.string(),
  name: z.string().nullish(),
  vendor: z.object({ id }).nullish(),
});
const serviceSchema = z.object({
  id,
  name: z.string().min(1),
  status: z.string().nullish(),
  acknowledgement_timeout: z.number().nullish(),
  auto_resolve_timeout: z.number().nullish(),
  alert_creation: z.string().nullish(),
  escalation_policy: z.object({ id }).nullish(),
  incident_urgency_rule: urgencySchema
    .extend({
      during_support_hours: urgencySchema.nullish(),
      outside_support_hours: urgencySchema.nullish(),
    })
    .nullish(),
  integrations: z.array(integrationSchema).nullish(),
});
export type PagerService = z.infer<typeof serviceSchema>;
export const servicesPage = z.object({ ...more, services: z.array(serviceSchema) });

const policySchema = z.object({
  id,
  name: z.string().min(1),
  num_loops: z.int().nullish(),
  teams: z.array(z.object({ id })).nullish(),
  escalation_rules: z.array(
    z.object({ escalation_delay_in_minutes: z.number(), targets: z.array(referenceSchema) }),
  ),
});
export type Policy = z.infer<typeof policySchema>;
export const policiesPage = z.object({ ...more, escalation_policies: z.array(policySchema) });

const layerSchema = z.object({
  name: z.string().nullish(),
  start: z.string(),
  end: z.string().nullish(),
  rotation_virtual_start: z.string(),
  rotation_turn_length_seconds: z.number(),
  users: z.array(z.object({ user: z.object({ id }) })),
  restrictions: z
    .array(
      z.object({
        type: z.string(),
        duration_seconds: z.number(),
        start_time_of_day: z.string(),
        start_day_of_week: z.number().nullish(),
      }),
    )
    .nullish(),
});
const scheduleSchema = z.object({
  id,
  name: z.string().min(1),
  time_zone: z.string(),
  schedule_layers: z.array(layerSchema),
});
export type Schedule = z.infer<typeof scheduleSchema>;
export const scheduleAnswer = z.object({ schedule: scheduleSchema });
export const schedulesPage = z.object({
  ...more,
  schedules: z.array(z.object({ id, name: z.string().min(1) })),
});

/** By what people are matched without their addresses being kept. */
export function addressDigest(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
}

const userSchema = z
  .object({
    id,
    name: z.string().min(1),
    role: z.string().nullish(),
    email: z.string().nullish(),
    address: z.string().optional(),
  })
  .transform(({ email, address, ...rest }) => ({
    ...rest,
    address: typeof email === "string" ? addressDigest(email) : address,
  }));
export type User = z.infer<typeof userSchema>;
export const usersPage = z.object({ ...more, users: z.array(userSchema) });

const reachSchema = z.object({
  id,
  contact_methods: z.array(
    z.object({ id, type: z.string(), enabled: z.boolean().nullish(), blacklisted: z.boolean().nullish() }),
  ),
  notification_rules: z.array(
    z.object({
      type: z.string(),
      urgency: z.string().nullish(),
      start_delay_in_minutes: z.number().nullish(),
      contact_method: z.object({ id }).nullish(),
    }),
  ),
});
export type Reach = z.infer<typeof reachSchema>;
export const reachesPage = z.object({ ...more, users: z.array(reachSchema) });

const onCallSchema = z.object({
  escalation_policy: z.object({ id }),
  escalation_level: z.int().min(1),
  user: z.object({ id }),
  schedule: z.object({ id }).nullish(),
  start: instantSchema.nullish(),
  end: instantSchema.nullish(),
});
export type OnCall = z.infer<typeof onCallSchema>;
export const onCallsPage = z.object({ ...more, oncalls: z.array(onCallSchema) });

const windowSchema = z.object({
  id,
  start_time: z.string(),
  end_time: z.string(),
  services: z.array(z.object({ id })),
});
export type Window = z.infer<typeof windowSchema>;
export const windowsPage = z.object({ ...more, maintenance_windows: z.array(windowSchema) });
