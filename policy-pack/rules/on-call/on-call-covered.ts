import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { levelGaps, zoneOfLevel } from "../../views/on-call/coverage-gap";
import { staffedPolicies } from "../../views/on-call/escalation";
import { inEveryReading } from "../../views/on-call/on-call";
import { neededCover } from "../../views/on-call/schedule-coverage";
import { localTime, startOfDay } from "../../views/on-call/time-zone";

export const onCallCovered = defineRule({
  id: "on-call-covered",
  area: "on-call",
  level: "gold",
  title: "Somebody is on call whenever the tier asks for it",
  why: "A page that falls into a gap wakes nobody, and the outage lasts until the next shift.",
  fix: "Close the gap in a schedule on the first level of the policy: widen a restriction, start a layer earlier, end it later, or add a layer or a schedule for those hours.",
  whenNot:
    "Where another team answers in those hours through a tool that is not managed here, a waiver should name that team.",
  evidence: ["declared", "observed"],
  messages: {
    gap: "The first level of policy {policy} must have somebody on call {hours}; nobody is from {from} to {to} ({zone}).",
  },
  check({ service, evidence, parameters, today, fail, notApplicable, each }) {
    if (parameters.hours === "none") return notApplicable(`tier ${service.tier} asks for no hours`);
    // A check is told no more of now than the day: the whole UTC day counts, so that all runs of a day agree.
    const from = startOfDay(today);
    const window = { from, to: from + parameters.days * 86_400_000 };
    const policies = staffedPolicies(service, evidence, from);
    if (policies.length === 0)
      return notApplicable("nobody is on call at all; on-call-scheduled judges that");

    each(policies, (known) => {
      const policy = take(known);
      const gap = inEveryReading(policy, ([first = []]) => {
        const zone = service.team?.timeZone ?? zoneOfLevel(first, from) ?? "UTC";
        const [gap] = levelGaps(first, neededCover(parameters.hours, zone, window), window);
        return gap && { zone, from: localTime(zone, gap.from), to: localTime(zone, gap.to) };
      });
      if (gap === undefined) return;
      const hours = parameters.hours === "always" ? "at all times" : "in office hours";
      fail(
        "gap",
        { policy: policy.name, hours, ...gap },
        { subject: policy.name, resource: policy.resource },
      );
    });
  },
});
