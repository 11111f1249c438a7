import { observedAt, type PerfectPart } from "./part";

/** What the observability rules need of a perfect service, besides what all services have. */
export function observabilityPart(name: string): PerfectPart {
  const none: { state: "value"; value: { resources: [] } } = { state: "value", value: { resources: [] } };
  const seen = {
    state: "value",
    value: { from: "2026-11-16T07:00:00.000Z", to: observedAt, last: "2026-11-23T06:58:00.000Z" },
  } as const;
  const asked = { subject: name, at: observedAt };
  return {
    facts: { health: { url: `https://${name}.astronomy-shop.example/health`, internal: false } },
    observed: [
      { ...asked, kind: "downtimes", source: "datadog", answer: none },
      { ...asked, kind: "maintenance-windows", source: "pagerduty", answer: none },
      { ...asked, kind: "telemetry-logs", source: "datadog", answer: seen },
      { ...asked, kind: "telemetry-metrics", source: "datadog", answer: seen },
      { ...asked, kind: "telemetry-traces", source: "datadog", answer: seen },
    ],
  };
}
