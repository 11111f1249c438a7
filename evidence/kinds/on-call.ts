import { listing } from "./kind";

/** About who is paged; subject is the service's name unless a kind says otherwise. */
export const onCallKinds = {
  /** The service's PagerDuty Service with integrations, EscalationPolicy, Schedules and Users, or Datadog On-Call's. */
  "on-call": listing(["pagerduty", "datadog"]),
} as const;
