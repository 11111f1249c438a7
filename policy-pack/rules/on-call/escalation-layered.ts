import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { distinctLevels, hasLevels, staffedPolicies } from "../../views/on-call/escalation";
import { inEveryReading } from "../../views/on-call/on-call";
import { startOfDay } from "../../views/on-call/time-zone";

export const escalationLayered = defineRule({
  id: "escalation-layered",
  area: "on-call",
  level: "silver",
  title: "A page that nobody answers soon reaches somebody else",
  why: "People sleep through pages and lose their network. A second person must hear of the outage before the users do.",
  fix: "Set onCall.escalateTo in {file}, or escalateTo in the file of {team}, to people besides the rotation. Otherwise add a level with other people, shorten the first level's delay, or let the policy repeat.",
  whenNot: "A team that is too small for a second level should ask a neighbouring team to be it.",
  evidence: ["declared", "observed"],
  messages: {
    flat: "Policy {policy} must have {least} levels with different people; it has {found}.",
    slow: "The first level of policy {policy} must escalate within {most} minutes; it waits {delay}.",
    once: "Policy {policy} must start over {least} times or more; it does {found} times.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable, each }) {
    const at = startOfDay(today);
    const policies = staffedPolicies(service, evidence, at);
    if (policies.length === 0)
      return notApplicable("nobody is on call at all; on-call-scheduled judges that");

    each(policies, (known) => {
      const policy = take(known);
      const site = { subject: policy.name, resource: policy.resource };
      const judgeLevels = (): void => {
        const least = parameters.levels;
        const found = inEveryReading(policy, (levels) => {
          const distinct = distinctLevels(levels, at);
          return hasLevels(distinct, least) ? undefined : distinct.atMost;
        });
        if (found !== undefined) fail("flat", { policy: policy.name, least, found }, site);
      };
      const judgeDelay = (): void => {
        const [delay, most] = [policy.firstDelayMinutes() ?? 0, parameters.firstDelayMinutes];
        if (delay > most) fail("slow", { policy: policy.name, most, delay }, site);
      };
      const judgeRepeats = (): void => {
        const [found, least] = [policy.repeats(), parameters.repeats];
        if (found < least) fail("once", { policy: policy.name, least, found }, site);
      };
      each([judgeLevels, judgeDelay, judgeRepeats], (judge) => judge());
    });
  },
});
