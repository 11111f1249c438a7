import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { staffedPolicies } from "../../views/on-call/escalation";
import { heaviest } from "../../views/on-call/load";
import { nameOfPerson } from "../../views/on-call/on-call-people";
import { loadOfPolicy } from "../../views/on-call/policy-load";
import { startOfDay } from "../../views/on-call/time-zone";

export const onCallLoad = defineRule({
  id: "on-call-load",
  area: "on-call",
  level: "gold",
  title: "Nobody is on call for too long or too often",
  why: "Whoever is on call all the time stops sleeping, then stops caring, and then leaves, with what only that person knows.",
  fix: "Shorten the turns to a week or less, never put the same person into turns that follow each other, and let more people take turns: onCall.rotation in {file}, or members of {team}. Turns in all layers and schedules of policy {policy} count, on every level.",
  whenNot:
    "Where somebody stands in for a colleague for once, the next rendering of the schedule ends the failure, or a short waiver does.",
  evidence: ["declared", "observed"],
  messages: {
    long: "Policy {policy} must have nobody on call for more than {most} days in a row; it has {who} for {found}.",
    often:
      "Policy {policy} must have nobody on call for more than {most} % of the time; it has {who} for {found} %.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable, each }) {
    const from = startOfDay(today);
    const { days, daysInARow, percent } = parameters;
    const policies = staffedPolicies(service, evidence, from);
    if (policies.length === 0)
      return notApplicable("nobody is on call at all; on-call-scheduled judges that");
    let without = 0;

    each(policies, (known) => {
      const policy = take(known);
      const load = loadOfPolicy(service, evidence, policy, { from, days });
      if (load === undefined) {
        without++;
        return;
      }
      const site = { subject: policy.name, resource: policy.resource, ...(load.seen && { observed: true }) };
      const name = (person: string): string => nameOfPerson(evidence, person);
      const long = heaviest(load.loads, (one) => one.daysInARow, daysInARow, name);
      const often = heaviest(load.loads, (one) => one.percent, percent, name);
      if (long) fail("long", { policy: policy.name, most: daysInARow, ...long }, site);
      if (often) fail("often", { policy: policy.name, most: percent, ...often }, site);
      if (!long && !often && load.open) throw load.open;
    });
    if (without === policies.length)
      return notApplicable("no level pages a schedule; on-call-scheduled judges that");
  },
});
