import { defineRule } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { take } from "../../views/attempt";
import { nameOf } from "../../views/links";
import { routesOf } from "../../views/on-call/datadog-routing";
import { onCallRoots } from "../../views/on-call/existing";
import { onCallPolicies } from "../../views/on-call/on-call";
import { handleProblem, pagersOf } from "../../views/on-call/service-wiring";

export const serviceWired = defineRule({
  id: "service-wired",
  area: "on-call",
  level: "silver",
  title: "Alerts reach the people on call",
  why: "A schedule pages nobody while no alert leads to it, and nobody finds out before the first outage.",
  fix: "Set onCall in {file}, which declares the PagerDuty service with its policy, Datadog integration and handle. Otherwise mend that service where the message says.",
  whenNot:
    "A service whose alerts come by e-mail alone, from a tool that knows no other way, needs a waiver.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "The service must have a PagerDuty service that pages its escalation policy.",
    unrouted: "Escalation policy {policy} must be reached by the routing rules of a Datadog team.",
    aimless: "The routing rules {route} must lead to an escalation policy.",
    lowRoute: "The last routing rule of {route} must not page with low urgency.",
    disabled: "PagerDuty service {pager} must be enabled; its status is {status}.",
    otherPolicy: "PagerDuty service {pager} must use the escalation policy of {service}.",
    unfed: "PagerDuty service {pager} must have an integration or event orchestration that brings it alerts.",
    emailOnly: "PagerDuty service {pager} must get its alerts by another way than e-mail alone.",
    low: "Incidents of PagerDuty service {pager} must not be of low urgency; they are {when}.",
    asleep:
      "Acknowledged incidents of PagerDuty service {pager} must be raised again when nobody resolves them.",
    unnamed: "PagerDuty service {pager} must have a service object at Datadog, so that monitors can page it.",
    misnamed:
      "The handle @{handle} of PagerDuty service {pager} must be the one in monitors; they use @{used}.",
  },
  check({ service, evidence, parameters, fail, notApplicable, each }) {
    const [pagers, routes] = [pagersOf(service, evidence), routesOf(service, evidence)];
    if (pagers.length + routes.length === 0) {
      // Throws what is not known of on-call that exists elsewhere.
      if (onCallPolicies(service, evidence).map(take).length === 0)
        return notApplicable("there is no escalation policy; on-call-scheduled judges that");
      const [policy] = onCallRoots(service, evidence, datadog.onCallEscalationPolicy);
      if (policy === undefined) return fail("missing", {});
      return fail("unrouted", { policy: nameOf(policy) }, { subject: nameOf(policy), resource: policy });
    }

    each(routes, (route) => {
      const site = { subject: route.name, resource: route.resource };
      if (!route.leadsToPolicy()) fail("aimless", { route: route.name }, site);
      else if (parameters.urgent && route.isLow()) fail("lowRoute", { route: route.name }, site);
    });
    each(pagers, (pager) => {
      const site = { subject: pager.name, resource: pager.resource };
      const data = { pager: pager.name };
      const judgeStatus = (): void => {
        const status = pager.status();
        if (status === "disabled" || status === "maintenance") fail("disabled", { ...data, status }, site);
        if (!pager.usesOwnPolicy()) fail("otherPolicy", { ...data, service: service.name }, site);
      };
      const judgeFeed = (): void => {
        const feed = pager.feed();
        if (feed === "nothing") fail("unfed", data, site);
        if (feed === "e-mail") fail("emailOnly", data, site);
        const problem = feed === "monitoring" ? handleProblem(pager, service, evidence) : undefined;
        if (problem === "unnamed") fail("unnamed", data, site);
        else if (problem) fail("misnamed", { ...data, ...problem }, site);
      };
      const judgeUrgency = (): void => {
        if (!parameters.urgent) return;
        const when = pager.lowUrgency();
        if (when) fail("low", { ...data, when }, site);
        if (pager.sleepsWhenAcknowledged()) fail("asleep", data, site);
      };
      each([judgeStatus, judgeFeed, judgeUrgency], (judge) => judge());
    });
  },
});
