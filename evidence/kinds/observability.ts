import { z } from "zod";
import { kind, listing } from "./kind";

/**
 * When telemetry of one kind last arrived. `last` is the newest that the vendor still finds, absent where it found none
 * between `from` and `to`; what it does not keep, such as logs outside its indexes, is not found.
 */
const lastSeen = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  last: z.iso.datetime().optional(),
});

/** About what is watched; subject is the service's name unless a kind says otherwise. */
export const observabilityKinds = {
  /** The service's checks from outside (SyntheticsTest). */
  checks: listing("datadog"),
  /** The service's dashboards and those that its catalog entry links (Dashboard, or DashboardJson in the vendor's words). */
  dashboards: listing("datadog"),
  /** What silences the service's monitors now or later (Downtime or DowntimeSchedule), monitors by their ids. */
  downtimes: listing("datadog"),
  /** Ongoing and future maintenance of the service's PagerDuty services (MaintenanceWindow). */
  "maintenance-windows": listing("pagerduty"),
  /** The service's monitors (Monitor), burn-rate alerts among them, and notification rules (MonitorNotificationRule). */
  monitors: listing("datadog"),
  "telemetry-logs": kind("datadog", lastSeen),
  "telemetry-metrics": kind("datadog", lastSeen),
  "telemetry-traces": kind("datadog", lastSeen),
} as const;
