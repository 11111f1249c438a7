import { pagerdutyCollector } from "../../../evidence/pagerduty/collector";
import { type Answers, now, vendor } from "../fake-vendor";

const end = { limit: 100, offset: 0, more: false, total: null };
const reference = (type: string, id: string) => ({ id, type: `${type}_reference`, summary: id, self: null });

/** A page that ends a list. */
export function page(key: string, ...items: readonly unknown[]): unknown {
  return { [key]: items, ...end };
}

export const service = {
  id: "PSVC",
  type: "service",
  name: "Checkout",
  status: "active",
  auto_resolve_timeout: null,
  acknowledgement_timeout: 1800,
  alert_creation: "create_alerts_and_incidents",
  escalation_policy: reference("escalation_policy", "PPOL"),
  incident_urgency_rule: {
    type: "use_support_hours",
    during_support_hours: { type: "constant", urgency: "high" },
    outside_support_hours: { type: "constant", urgency: "low" },
  },
  integrations: [
    {
      id: "PINT",
      type: "events_api_v2_inbound_integration",
      name: "Datadog",
      integration_key: "SECRETKEY",
      vendor: reference("vendor", "PDD"),
    },
  ],
};

export const policy = {
  id: "PPOL",
  type: "escalation_policy",
  name: "Shop",
  num_loops: 1,
  teams: [reference("team", "PTEAM")],
  escalation_rules: [
    { id: "R1", escalation_delay_in_minutes: 10, targets: [reference("schedule", "PSCHED")] },
    { id: "R2", escalation_delay_in_minutes: 15, targets: [reference("user", "PPIA")] },
  ],
};

const layer = (name: string, people: readonly string[], more = {}) => ({
  id: name,
  name,
  start: "2026-01-05T09:00:00+01:00",
  end: null,
  rotation_virtual_start: "2026-01-05T09:00:00+01:00",
  rotation_turn_length_seconds: 604_800,
  users: people.map((id) => ({ user: reference("user", id) })),
  restrictions: [],
  ...more,
});

/** The API lists the layer that overrides first. */
export const schedule = {
  id: "PSCHED",
  type: "schedule",
  name: "Shop primary",
  time_zone: "Europe/Berlin",
  schedule_layers: [
    layer("nights", ["PBEN"], {
      restrictions: [
        {
          type: "weekly_restriction",
          duration_seconds: 3600,
          start_time_of_day: "20:00:00",
          start_day_of_week: 1,
        },
      ],
    }),
    layer("weeks", ["PAMY", "PBEN"]),
  ],
};

const people = ["Amy", "Ben", "Pia", "Cho"].map((name) => ({
  id: `P${name.toUpperCase()}`,
  type: "user",
  name,
  email: `${name}@Shop.example`,
  role: "limited_user",
  contact_methods: [
    { id: `E${name}`, type: "email_contact_method", address: `${name}@shop.example`, enabled: true },
    {
      id: `T${name}`,
      type: "phone_contact_method",
      address: "5550100",
      country_code: 49,
      blacklisted: false,
    },
    { id: `B${name}`, type: "sms_contact_method", address: "5550100", enabled: true, blacklisted: true },
    { id: `O${name}`, type: "whatsapp_contact_method", address: "5550100", enabled: false },
  ],
  notification_rules: [
    rule(`T${name}`, "high", 0),
    rule(`E${name}`, "low", 0),
    { id: "H", type: "oncall_handoff_notification_rule", contact_method: { id: `E${name}` } },
  ],
}));

function rule(method: string, urgency: string, delay: number) {
  return {
    id: `R-${method}`,
    type: "assignment_notification_rule",
    start_delay_in_minutes: delay,
    contact_method: { id: method, type: "phone_contact_method_reference" },
    urgency,
  };
}

export const shifts = [
  {
    escalation_policy: reference("escalation_policy", "PPOL"),
    escalation_level: 1,
    schedule: reference("schedule", "PSCHED"),
    user: reference("user", "PCHO"), // who stands in
    start: "2026-11-23T09:00:00+01:00",
    end: "2026-11-30T08:00:00Z",
  },
  {
    escalation_policy: reference("escalation_policy", "PPOL"),
    escalation_level: 2,
    schedule: null,
    user: reference("user", "PPIA"),
    start: null,
    end: null,
  },
];

/** An incident as the API lists it, but for what is changed. */
export function incident(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    incident_number: 7,
    title: `Incident ${id}`,
    type: "incident",
    status: "resolved",
    urgency: "high",
    service: reference("service", "PSVC"),
    created_at: "2026-11-10T10:00:00Z",
    resolved_at: "2026-11-10T12:00:00Z",
    last_status_change_at: "2026-11-10T12:00:00Z",
    last_status_change_by: reference("user", "PAMY"),
    priority: null,
    resolve_reason: null,
    ...more,
  };
}

/** An account that has all of one service. */
export const whole: Answers = {
  "/services": page("services", { ...service }, { ...service, id: "POTHER", name: "Other" }),
  "/escalation_policies": page("escalation_policies", policy),
  "/schedules": page("schedules", { id: "PSCHED", name: "Shop primary" }),
  "/schedules/PSCHED": { schedule },
  "/users": page("users", ...people),
  "/oncalls": page("oncalls", ...shifts),
  "/maintenance_windows": page("maintenance_windows", window("PWIN", "PSVC"), window("PNOT", "POTHER")),
  "/extensions": page("extensions"),
  "/extension_schemas": page("extension_schemas", { id: "PSLACK", key: "slack", label: "Slack" }),
  "/incident_workflows/triggers": { triggers: [], next_cursor: null, limit: 100 },
  "/event_orchestrations": page("orchestrations"),
  "/incidents": page("incidents"),
};

function window(id: string, of: string) {
  return {
    id,
    type: "maintenance_window",
    start_time: "2026-11-23T06:00:00Z",
    end_time: "2026-11-23T09:00:00Z",
    services: [reference("service", of)],
    description: "Call Amy at 555-0100",
  };
}

/** A collector of an account like the whole one, but for what is changed, with what it asked. */
export function collectorOf(changes: Answers = {}) {
  const { client, asked } = vendor({ ...whole, ...changes });
  return { collector: pagerdutyCollector({ client, now: () => now }), asked };
}
