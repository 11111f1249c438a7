import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { firstGap } from "../../views/on-call/coverage-gap";
import { staffedPolicies } from "../../views/on-call/escalation";
import { localTime, startOfDay } from "../../views/on-call/time-zone";

export const onCallCovered = defineRule({
  id: "on-call-covered",
  area: "on-call",
  level: "gold",
  title: "Somebody is on call whenever the tier asks for it",
  why: "A page that falls into a gap wakes nobody, and the outage lasts until the next shift.",
  fix: "Close the gap in a schedule on the first level of the policy: widen a restriction, start a layer earlier, end it later, or add a layer or a schedule for those hours. A gap that only PagerDuty shows needs an override there, or a look at the overrides that are.",
  whenNot:
    "Where another team answers in those hours through a tool that is not managed here, a waiver should name that team.",
  evidence: ["declared", "observed"],
  messages: {
    gap: "The first level of policy {policy} must have somebody on call {hours}; nobody is from {from} to {to} ({zone}).",
    seenGap:
      "The first level of policy {policy} must have somebody on call {hours}; PagerDuty, overrides included, has nobody from {from} to {to} ({zone}).",
  },
  check({ service, evidence, parameters: { hours, days }, today, fail, notApplicable, each }) {
    if (hours === "none") return notApplicable(`tier ${service.tier} asks for no hours`);
    // A check is told no more of now than the day: the whole UTC day counts, so that all runs of a day agree.
    const from = startOfDay(today);
    const window = { from, to: from + days * 86_400_000 };
    const policies = staffedPolicies(service, evidence, from);
    if (policies.length === 0)
      return notApplicable("nobody is on call at all; on-call-scheduled judges that");

    each(policies, (known) => {
      const policy = take(known);
      const gap = firstGap(service, evidence, policy, { hours, window });
      if (gap === undefined) return;
      const data = {
        policy: policy.name,
        hours: hours === "always" ? "at all times" : "in office hours",
        from: localTime(gap.zone, gap.from),
        to: localTime(gap.zone, gap.to),
        zone: gap.zone,
      };
      const site = { subject: policy.name, resource: policy.resource };
      if (gap.seen) fail("seenGap", data, { ...site, observed: true });
      else fail("gap", data, site);
    });
  },
});
