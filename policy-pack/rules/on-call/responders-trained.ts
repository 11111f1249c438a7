import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { daysSince } from "../../views/days";
import { respondersOf } from "../../views/on-call/responders";
import { startOfDay } from "../../views/on-call/time-zone";

export const respondersTrained = defineRule({
  id: "responders-trained",
  area: "on-call",
  level: "gold",
  title: "Everybody on call has learnt to respond to incidents",
  why: "Whoever is paged first decides how an incident goes, and nobody learns at three in the morning whom to call and when.",
  fix: "After the training, set responderTraining (date, and by whom it is confirmed) of the member {person} in the file of the team in catalog/teams; until then, leave {person} out of onCall.rotation in {file}.",
  whenNot:
    "Where trainings are recorded elsewhere only, an organisation should bring that record into the catalog rather than switch the rule off.",
  evidence: ["catalog"],
  tiers: [1],
  messages: {
    stranger: "{person}, who is on call, must be a member of a team in the catalog.",
    untrained: "{person}, who is on call, must have first-responder training on record.",
    ahead: "The training of {person} must be on a day that has come; it is on {date}, confirmed by {by}.",
    expired:
      "The training of {person} must be at most {most} days old; it was on {date}, {age} days ago, confirmed by {by}.",
  },
  check({ service, evidence, surroundings, parameters, today, fail, notApplicable, each }) {
    const responders = respondersOf(service, evidence, surroundings, startOfDay(today));
    if (responders === undefined)
      return notApplicable("nobody is on call at all; on-call-scheduled judges that");
    if (responders.length === 0) return notApplicable("nobody takes turns; on-call-scheduled judges that");

    each(responders, (known) => {
      const { name: person, member } = take(known);
      const site = { subject: person };
      if (member === undefined) return fail("stranger", { person }, site);
      const { joined, responderTraining: training } = member;
      if (training === undefined) {
        const isNew = joined !== undefined && daysSince(joined, today) <= parameters.graceDays;
        if (!isNew) fail("untrained", { person }, site);
        return;
      }
      const { date, by } = training;
      const [age, most] = [daysSince(date, today), parameters.days];
      if (age < 0) fail("ahead", { person, date, by }, site);
      else if (age > most) fail("expired", { person, most, date, age, by }, site);
    });
  },
});
