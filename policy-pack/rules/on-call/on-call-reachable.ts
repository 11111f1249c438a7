import { defineRule } from "../../engine/rule";
import { reachOf } from "../../views/on-call/reachability";
import { rotationPeople, whoElse } from "../../views/on-call/rotation-people";
import { startOfDay } from "../../views/on-call/time-zone";

export const onCallReachable = defineRule({
  id: "on-call-reachable",
  area: "on-call",
  level: "silver",
  title: "Everybody on call can be reached at once, in two ways",
  why: "A single e-mail address wakes nobody, a single phone runs out of battery, and a page that waits for minutes has already failed.",
  fix: "{person} must add contact methods and an immediate rule for high urgency to the profile at PagerDuty or Datadog On-Call; where this stack declares them, mend them here.",
  whenNot:
    "Somebody who never answers pages should leave the rotation: onCall.rotation in the service's file, or the schedule itself.",
  evidence: ["declared", "observed"],
  messages: {
    few: "{person}, who is on call, must have at least {least} contact methods in use; the number is {found}.",
    unnotified:
      "{person}, who is on call, must have a notification rule for high urgency that uses an own contact method.",
    late: "{person}, who is on call, must be notified of high urgency within {most} minutes; the first rule waits {delay}.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable, each }) {
    const people = rotationPeople(service, evidence, startOfDay(today));
    if (people === undefined) return notApplicable("nobody is on call at all; on-call-scheduled judges that");
    const others = whoElse(people);
    if (people.sure.size === 0 && others === undefined)
      return notApplicable("no level pages a schedule; on-call-scheduled judges that");

    each([...people.sure], (person) => {
      const reach = reachOf(service, evidence, person);
      const data = { person: reach.name };
      const site = {
        subject: reach.name,
        ...(reach.resource && { resource: reach.resource }),
        ...(reach.isTold && { observed: true }),
      };
      const judgeMethods = (): void => {
        const [least, found] = [parameters.methods, reach.methods(parameters.methods)];
        if (found < least) fail("few", { ...data, least, found }, site);
      };
      const judgeRules = (): void => {
        const [most, delay] = [parameters.minutes, reach.firstUrgentMinutes(parameters.minutes)];
        if (delay === undefined) fail("unnotified", data, site);
        else if (delay > most) fail("late", { ...data, most, delay }, site);
      };
      each([judgeMethods, judgeRules], (judge) => judge());
    });
    each(others === undefined ? [] : [others], (error) => {
      throw error;
    });
  },
});
