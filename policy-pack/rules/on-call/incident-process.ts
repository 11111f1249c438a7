import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { arrivalsOf } from "../../views/on-call/incident-response";
import { onCallPolicies } from "../../views/on-call/on-call";

export const incidentProcess = defineRule({
  id: "incident-process",
  area: "on-call",
  level: "gold",
  title: "An incident brings its responders together, by agreed severities",
  why: "In the first minutes of an outage people look for each other and argue how bad it is, unless both was settled before.",
  fix: "Link the severity policy under links in {file} (kind: severity-policy, with its url or path). Connect a Slack channel for responders to the PagerDuty service or its team (SlackConnection, notificationType responder), add an Extension of a chat, or an incident workflow with a trigger for the service.",
  whenNot:
    "Where responders meet by a tool that neither PagerDuty nor Datadog calls, a waiver should name that tool.",
  evidence: ["declared", "catalog", "observed"],
  tiers: [1],
  messages: {
    unlinked: "The service must link the severity policy that its incidents go by.",
    alone: "{arrival} must have a chat connection for responders or an incident workflow trigger.",
  },
  check({ service, evidence, fail, notApplicable, each }) {
    const isLinked = service.facts.links.some(
      ({ kind, url, path }) => kind === "severity-policy" && (url ?? path) !== undefined,
    );
    if (!isLinked) fail("unlinked", {});

    const arrivals = arrivalsOf(service, evidence);
    if (arrivals.length === 0) {
      const policies = onCallPolicies(service, evidence).map(take);
      const judge = policies.length === 0 ? "on-call-scheduled" : "service-wired";
      return notApplicable(`no page of it arrives anywhere; ${judge} judges that`);
    }
    each(arrivals, (arrival) => {
      if (arrival.callsResponders()) return;
      fail("alone", { arrival: arrival.what }, { subject: arrival.name, resource: arrival.resource });
    });
  },
});
