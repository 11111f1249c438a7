import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { inEveryReading, onCallPolicies } from "../../views/on-call/on-call";
import { allPeople, atMost, hasPeople } from "../../views/on-call/on-call-people";
import { startOfDay } from "../../views/on-call/time-zone";

export const onCallScheduled = defineRule({
  id: "on-call-scheduled",
  area: "on-call",
  level: "silver",
  title: "The first level of on-call is a schedule with enough people",
  why: "Without a schedule nobody knows whose turn it is, and too few people in it burn out or sleep through a page.",
  fix: "Set onCall in {file} and let enough people of {team} take turns: members in the team's file, or onCall.rotation. Otherwise put a schedule with that many people on the policy's first level.",
  whenNot:
    "A service that nobody needs to be woken for belongs in a weaker tier; a rotation that another vendor keeps needs a waiver.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "The service must have an escalation policy with an on-call schedule.",
    unscheduled: "The first level of policy {policy} must page a schedule.",
    tooFew:
      "The first level of policy {policy} must have {least} different people who can be paged; it has {found}.",
  },
  check({ service, evidence, parameters, today, fail, each }) {
    const policies = onCallPolicies(service, evidence);
    if (policies.length === 0) return fail("missing", {});
    const at = startOfDay(today);

    each(policies, (known) => {
      const policy = take(known);
      const site = { subject: policy.name, resource: policy.resource };
      const found = inEveryReading(policy, ([first = []]) => {
        const schedules = first.filter(({ kind }) => kind === "schedule");
        if (schedules.length === 0) return "unscheduled";
        const people = allPeople(schedules.map((schedule) => schedule.people(at)));
        return hasPeople(people, parameters.people) ? undefined : atMost(people);
      });
      if (found === "unscheduled") fail("unscheduled", { policy: policy.name }, site);
      else if (found !== undefined)
        fail("tooFew", { policy: policy.name, least: parameters.people, found }, site);
    });
  },
});
