/** What of a scorecard goes to Datadog. */
export const datadogParts = ["metrics", "events", "scorecards"] as const;
export type DatadogPart = (typeof datadogParts)[number];
