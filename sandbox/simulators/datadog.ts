import { refused } from "./datadog/answers";
import { checkRoutes } from "./datadog/checks";
import { dashboardRoutes } from "./datadog/dashboards";
import { deliveryRoutes } from "./datadog/deliveries";
import { downtimeRoutes } from "./datadog/downtimes";
import { monitorRoutes } from "./datadog/monitors";
import { onCallRoutes } from "./datadog/on-call";
import { organisationRoutes } from "./datadog/organisation";
import { publishingRoutes, written } from "./datadog/publishing";
import { sloRoutes } from "./datadog/slos";
import { telemetryRoutes } from "./datadog/telemetry";
import { type Answer, type Ask, notModelled, type Route, routed } from "./exchange";

const routes: readonly Route[] = [
  ...monitorRoutes,
  ...downtimeRoutes,
  ...sloRoutes,
  ...checkRoutes,
  ...dashboardRoutes,
  ...telemetryRoutes,
  ...deliveryRoutes,
  ...onCallRoutes,
  ...organisationRoutes,
  ...publishingRoutes,
];

/** What is asked by POST, though it reads. */
const posted = /\/(aggregate|events\/search|dora\/deployments)$/;

/** What the application key `reader` has no scope for: products with roles of their own, and integrations. */
const hiddenFromReader = /^\/api\/(v2\/(logs|spans|deployment_gates|dora|on-call)|v1\/integration)\b/;

/** Datadog's REST API, versions 1 and 2, of which reading is modelled, and what a publisher writes. */
export function answerDatadog(ask: Ask): Answer {
  for (const name of ["dd-api-key", "dd-application-key"]) {
    const key = ask.headers[name];
    if (!key || key === "wrong") return refused(403, "Forbidden");
  }
  const headers = {
    "x-ratelimit-limit": "300",
    "x-ratelimit-period": "60",
    "x-ratelimit-remaining": "299",
    "x-ratelimit-reset": "30",
    "x-ratelimit-name": "simulated",
  };
  return { ...answerTo(ask), headers };
}

function answerTo(ask: Ask): Answer {
  const isWrite = written.test(ask.path);
  if (!isWrite && (ask.method === "POST") !== posted.test(ask.path)) return notModelled(ask);
  if (isWrite && ask.method !== "GET" && ask.headers["dd-application-key"] === "reader")
    return refused(403, "Forbidden");
  if (ask.headers["dd-application-key"] === "reader" && hiddenFromReader.test(ask.path))
    return refused(403, "Forbidden");
  return routed(routes, ask) ?? notModelled(ask);
}
