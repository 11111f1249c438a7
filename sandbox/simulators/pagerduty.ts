import { type Answer, type Ask, notModelled, type Route, routed } from "./exchange";
import { includes, refused } from "./pagerduty/answers";
import { incidentRoutes } from "./pagerduty/incidents";
import { peopleRoutes } from "./pagerduty/people";
import { policyRoutes } from "./pagerduty/policies";
import { responseRoutes } from "./pagerduty/response";
import { scheduleRoutes } from "./pagerduty/schedules";
import { serviceRoutes } from "./pagerduty/services";
import { windowRoutes } from "./pagerduty/windows";

const routes: readonly Route[] = [
  ...serviceRoutes,
  ...policyRoutes,
  ...windowRoutes,
  ...scheduleRoutes,
  ...incidentRoutes,
  ...peopleRoutes,
  ...responseRoutes,
];

/** What the token `reader` has no scope for: whatever tells of incidents, of people's addresses or of automation. */
const hiddenFromReader =
  /^\/(incidents|log_entries|priorities|extensions|incident_workflows|event_orchestrations)\b|\/(contact_methods|notification_rules)$/;

/** PagerDuty's REST API, of which only reading is modelled. */
export function answerPagerduty(ask: Ask): Answer {
  const token = /^Token token=(.+)$/.exec(ask.headers.authorization ?? "")?.[1] ?? "";
  if (token === "" || token === "wrong") return refused(401, "Unauthorized");
  const headers = { "ratelimit-limit": "960", "ratelimit-remaining": "959", "ratelimit-reset": "60" };
  return { ...answerTo(ask, token), headers };
}

function answerTo(ask: Ask, token: string): Answer {
  if (ask.method !== "GET") return notModelled(ask);
  if (token === "reader" && isHidden(ask))
    return refused(403, "Access Denied", ["The token lacks the scope."]);
  return routed(routes, ask) ?? notModelled(ask);
}

function isHidden(ask: Ask): boolean {
  return (
    hiddenFromReader.test(ask.path) || includes(ask, "contact_methods") || includes(ask, "notification_rules")
  );
}
