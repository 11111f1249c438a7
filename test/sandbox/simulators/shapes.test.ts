import assert from "node:assert/strict";
import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { temporaryFolder } from "../temporary";
import { datadogObjects, declareCheckout, pagerdutyObjects } from "./declared-checkout";
import { checker, type Described, isDescribed } from "./descriptions";

const now = () => new Date("2026-11-23T07:00:00Z");
const { service, serviceIntegration, schedule } = pagerdutyObjects;
const span = "since=2026-11-16T00:00:00Z&until=2026-11-30T00:00:00Z";
const week = "from=1794787200&to=1795417200";

/** What is asked, below the path that describes it. */
const asked: Readonly<Record<Described, Readonly<Record<string, string>>>> = {
  pagerduty: {
    "/services": "/services",
    "/services/{id}": `/services/${service.id}`,
    "/services/{id}/integrations/{integration_id}": `/services/${service.id}/integrations/${serviceIntegration.id}`,
    "/escalation_policies": "/escalation_policies",
    "/schedules": "/schedules",
    "/schedules/{id}": `/schedules/${schedule.id}?${span}`,
    "/oncalls": `/oncalls?${span}`,
    "/users": "/users",
    "/users/{id}/contact_methods": "/users/PJN4GKNEENLZGR/contact_methods",
    "/users/{id}/notification_rules": "/users/PJN4GKNEENLZGR/notification_rules",
    "/teams": "/teams",
    "/incidents": "/incidents?date_range=all",
    "/priorities": "/priorities",
    "/maintenance_windows": "/maintenance_windows",
    "/extensions": "/extensions",
    "/extension_schemas": "/extension_schemas",
    "/incident_workflows": "/incident_workflows",
    "/incident_workflows/triggers": "/incident_workflows/triggers",
    "/event_orchestrations": "/event_orchestrations",
    "/business_services": "/business_services",
    "/vendors": "/vendors",
    "/abilities": "/abilities",
  },
  datadog: {
    "/api/v1/monitor": "/api/v1/monitor?with_downtimes=true",
    "/api/v1/monitor/{monitor_id}": `/api/v1/monitor/${datadogObjects.monitor.id}?with_assets=true`,
    "/api/v1/downtime": "/api/v1/downtime",
    "/api/v1/slo": "/api/v1/slo",
    "/api/v1/slo/search": "/api/v1/slo/search",
    "/api/v1/slo/{slo_id}/history": `/api/v1/slo/${datadogObjects.serviceLevelObjective.id}/history?from_ts=1&to_ts=2`,
    "/api/v1/slo/correction": "/api/v1/slo/correction",
    "/api/v1/synthetics/tests": "/api/v1/synthetics/tests",
    "/api/v1/dashboard": "/api/v1/dashboard",
    "/api/v1/dashboard/{dashboard_id}": `/api/v1/dashboard/${datadogObjects.dashboard.id}`,
    "/api/v1/query": `/api/v1/query?${week}&query=max:container.uptime{service:*} by {service}.rollup(max,3600)`,
    "/api/v1/metrics": "/api/v1/metrics?from=1795330800&tag_filter=service:checkout",
    "/api/v1/integration/pagerduty/configuration/services/{service_name}":
      "/api/v1/integration/pagerduty/configuration/services/checkout-prod",
  },
};
const keys = {
  pagerduty: { authorization: "Token token=key" },
  datadog: { "dd-api-key": "a", "dd-application-key": "b" },
};

for (const vendor of ["pagerduty", "datadog"] as const) {
  (isDescribed(vendor) ? describe : describe.skip)(
    `the simulator of ${vendor}, as ${vendor} describes itself`,
    function () {
      this.timeout(60_000);
      let open: Simulators;
      let check: ReturnType<typeof checker>;
      before(async () => {
        const worldDir = temporaryFolder();
        await declareCheckout(worldDir);
        open = await startSimulators({ worldDir, now });
        check = checker(vendor);
      });
      after(() => open.close());

      for (const [path, request] of Object.entries(asked[vendor])) {
        it(`answers ${path}`, async () => {
          const response = await fetch(`${open[vendor]}${request}`, { headers: keys[vendor] });
          const text = await response.text();
          assert.equal(response.status, 200, text);
          assert.deepEqual(check(path, JSON.parse(text)), []);
        });
      }
    },
  );
}
