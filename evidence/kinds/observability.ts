import { listing } from "./kind";

/** About what is watched; subject is the service's name unless a kind says otherwise. */
export const observabilityKinds = {
  /** The service's monitors (Monitor) and notification rules (MonitorNotificationRule). */
  monitors: listing("datadog"),
} as const;
