import { defineRule } from "../../engine/rule";
import { daysSince } from "../../views/days";
import { incidentsOf, neededReviews, someDay } from "../../views/on-call/incident-reviews";

export const incidentReview = defineRule({
  id: "incident-review",
  area: "on-call",
  level: "gold",
  title: "Serious incidents are reviewed while people remember them",
  why: "An incident that nobody reviews comes again, and after a fortnight nobody knows what was tried and why.",
  fix: "Hold the review of {incident}, then add it under reviews in {file} with incident, url and the day, or link it in a note or field of the incident itself.",
  whenNot:
    "An incident that was none, such as a drill, should have its priority taken off; one that resolved itself within the hour needs no review.",
  evidence: ["catalog", "observed"],
  state: true,
  tiers: [1, 2],
  messages: {
    bare: "Incident {incident} of {opened} must have a review linked by {due}; there is none.",
    late: "Incident {incident} of {opened} must have had its review linked by {due}; it was on {linked}.",
  },
  check({ service, evidence, parameters, today, fail, unknown }) {
    const told = incidentsOf(service, evidence);
    if (told === undefined) return;

    for (const { incident, opened, due, linked } of neededReviews(
      service,
      told.incidents,
      parameters,
      today,
    )) {
      const site = { subject: incident, observed: true };
      if (linked === undefined) {
        if (today > due) fail("bare", { incident, opened, due }, site);
      } else if (linked !== someDay && linked > due) fail("late", { incident, opened, due, linked }, site);
    }
    if (daysSince(told.since, today) < parameters.days)
      unknown("unobserved", `incidents of ${service.name} were only told since ${told.since}`);
  },
});
