import { z } from "zod";
import { kind, listing, resources } from "./kind";

/** An id at the vendor. */
const id = z.string().min(1);
/** An instant as ISO 8601, in UTC. */
const instant = z.iso.datetime();

const shift = z.strictObject({
  /** Level of the policy, from 1. */
  level: z.int().min(1),
  /** The schedule that it comes from; absent for somebody whom the policy names, who is on call at all times. */
  schedule: id.optional(),
  person: id,
  /** Absent for somebody who is on call at all times. */
  from: instant.optional(),
  to: instant.optional(),
});

const incident = z.strictObject({
  id,
  /** The number that people quote, where the vendor counts. */
  number: z.int().optional(),
  title: z.string().optional(),
  /** Name of its priority, such as P1, which Datadog calls SEV-1; not every plan has priorities. */
  priority: z.string().min(1).optional(),
  createdAt: instant,
  /** Absent while it is open. */
  resolvedAt: instant.optional(),
  /** automation: a service or integration resolved it, nobody did. */
  resolvedBy: z.enum(["person", "automation"]).optional(),
  /** The incident that it was merged into. */
  mergedInto: id.optional(),
  /** Link to its review in a note, field or attachment, and since when it stands there, as far as that is told. */
  review: z.strictObject({ url: z.url(), at: instant.optional() }).optional(),
});

const page = z.strictObject({
  id,
  at: instant,
  urgency: z.enum(["high", "low"]),
  /** Resolved by a service or integration, by nobody's hand. */
  autoResolved: z.boolean(),
  /** The incident that it was merged into. */
  mergedInto: id.optional(),
});

/** How somebody can be reached; kinds only, never an address. */
const reach = z.strictObject({
  person: id,
  /** Those that are enabled and not blocked. */
  methods: z.array(z.strictObject({ id, kind: z.enum(["email", "phone", "sms", "push", "whatsapp"]) })),
  /** Rules for what is urgent; those for handoffs and status updates are others. */
  urgentRules: z.array(z.strictObject({ method: id, delayMinutes: z.number().min(0) })),
});

/** About who is paged; subject is the service's name unless a kind says otherwise. */
export const onCallKinds = {
  /**
   * The service's on-call: PagerDuty Service, ServiceIntegrations and event orchestrations that feed it, EscalationPolicy,
   * Schedules with layers in the SDK's order (later ones override; the REST API lists them the other way round) and Users
   * (name, role); or Datadog's OnCallTeamRoutingRules, OnCallEscalationPolicy, OnCallSchedules and Users.
   */
  "on-call": listing(["pagerduty", "datadog"]),
  /** Who is on call by the service's policies, rendered from the start of the day on, overrides counted. */
  "on-call-shifts": kind(
    "pagerduty",
    z.strictObject({
      /** What was asked for: at best 90 days. */
      from: instant,
      to: instant,
      policies: z.array(z.strictObject({ id, shifts: z.array(shift) })),
    }),
  ),
  /** Which members of the catalog's teams the people in the rotation are; no login for somebody in none of them. */
  "on-call-members": kind(
    ["pagerduty", "datadog"],
    z.strictObject({ people: z.array(z.strictObject({ person: id, login: z.string().min(1).optional() })) }),
  ),
  /** How everybody in the rotation can be reached. */
  "contact-methods": kind(["pagerduty", "datadog"], z.strictObject({ people: z.array(reach) })),
  /** Datadog's handles of PagerDuty services (ServiceObject: serviceName, never the key) of the service's monitors or name. */
  "pager-handles": listing("datadog"),
  /** What calls responders together: SlackConnections, Extensions and IncidentWorkflowTriggers in force for the service or its team. */
  "incident-response": kind(
    "pagerduty",
    z.strictObject({
      resources,
      /** Ids of the extension schemas that lead to a chat. */
      chatSchemas: z.array(id).default([]),
    }),
  ),
  /** The service's incidents, of whatever urgency, that were opened since an instant at least 90 days back. */
  incidents: kind(["pagerduty", "datadog"], z.strictObject({ since: instant, incidents: z.array(incident) })),
  /** What the people of each of the service's policies were paged for since an instant at least 28 days back. */
  pages: kind(
    "pagerduty",
    z.strictObject({
      since: instant,
      policies: z.array(
        z.strictObject({
          name: z.string().min(1),
          /** Names of the services that page by the policy: whoever is on call bears their sum. */
          services: z.array(z.string().min(1)),
          pages: z.array(page),
        }),
      ),
    }),
  ),
} as const;
