import { defineRule } from "../../engine/rule";
import { daysSince } from "../../views/days";

export const securityReviewed = defineRule({
  id: "security-reviewed",
  area: "security",
  level: "gold",
  title: "Somebody has thought like an attacker, and lately",
  why: "What is protected by habit is protected against what was known when the habit began. A threat model asks again.",
  fix: "Set dataClass in {file} to the most sensitive data that the service handles, and security.threatModel to the date of the last review and the address of its record.",
  whenNot:
    "A service without data of its own still has a caller to trust and a network to be on; its threat model is short.",
  evidence: ["catalog"],
  tiers: [1, 2],
  messages: {
    unclassified: "The service must state the class of its data.",
    missing: "The service must have a threat model.",
    undated: "The threat model must have the date of its last review.",
    unlinked: "The threat model must have the address of its record.",
    future: "The threat model must not be dated after today; it is of {date}.",
    old: "The threat model must have been reviewed within {most} days; it was {age} days ago.",
  },
  check({ service, parameters, today, fail }) {
    const { dataClass, security } = service.facts;
    const model = security?.threatModel;
    if (dataClass === undefined) fail("unclassified", {});
    if (model === undefined) return fail("missing", {});

    const { date, url } = model;
    if (url === undefined) fail("unlinked", {});
    if (date === undefined) return fail("undated", {});
    const age = daysSince(date, today);
    if (age < 0) fail("future", { date });
    if (age > parameters.days) fail("old", { most: parameters.days, age });
  },
});
