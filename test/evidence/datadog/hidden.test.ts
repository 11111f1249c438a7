import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ask } from "../fake-vendor";
import { collectorOf } from "./organisation";

describe("what Datadog hides", () => {
  const cases = [
    ["monitors", "/api/v1/monitor", "monitors_read"],
    ["monitors", "/api/v2/monitor/notification_rule", "monitors_read"],
    ["downtimes", "/api/v1/downtime", "monitors_read"],
    ["checks", "/api/v1/synthetics/tests", "synthetics_read"],
    ["slos", "/api/v1/slo", "slos_read"],
    ["error-budgets", "/api/v1/slo/search", "slos_read"],
    ["dashboards", "/api/v1/dashboard", "dashboards_read"],
    ["telemetry-logs", "/api/v2/logs/analytics/aggregate", "logs_read_data"],
    ["telemetry-traces", "/api/v2/spans/analytics/aggregate", "apm_read"],
    ["telemetry-metrics", "/api/v1/query", "timeseries_query"],
    ["telemetry-metrics", "/api/v1/metrics", "metrics_read"],
    ["deployment-gates", "/api/v2/deployment_gates", "deployment_gates_read"],
    ["service-deployments", "/api/v2/dora/deployments", "dora_metrics_read"],
  ] as const;
  for (const [kind, path, permission] of cases)
    it(`is never missing: ${kind} without ${path}`, async () => {
      for (const status of [403, 404])
        deepStrictEqual(await ask(collectorOf({ [path]: status }).collector, kind), {
          state: "not-visible",
          permission,
        });
      const odd = await ask(collectorOf({ [path]: "odd" }).collector, kind);
      strictEqual(odd.state, "unanswered");
    });
});
