import { defineRule } from "../../engine/rule";
import { dateProblem } from "../../views/test-dates";

export const disasterRecoveryTested = defineRule({
  id: "disaster-recovery-tested",
  area: "reliability",
  level: "gold",
  title: "Recovery from a disaster has objectives and is tested",
  why: "A recovery that was never tried takes days where the business thinks of hours, and nobody knows until then.",
  fix: "In {file}, set recovery.rto and recovery.rpo to what the business can bear, recover the service as in a disaster, and record when (lastTest) and where the protocol is (record).",
  whenNot: "Where another service's test covers this one as well, link the record of that test.",
  evidence: ["catalog"],
  tiers: [1, 2],
  messages: {
    missing: "The service must state its recovery objectives and its last recovery test.",
    noObjective: "The service must state its {objective}.",
    untested: "The service must state when recovery was last tested.",
    future: "The recovery test must not be dated after today; it is of {date}.",
    old: "The last recovery test must be at most {days} days ago; it was on {date}.",
    unrecorded: "The recovery test must have a link to its record.",
  },
  check({ service, parameters, today, fail }) {
    const { recovery } = service.facts;
    if (recovery === undefined) return fail("missing", {});
    const { rto, rpo, lastTest: date, record } = recovery;
    if (rto === undefined) fail("noObjective", { objective: "recovery time objective (rto)" });
    if (rpo === undefined) fail("noObjective", { objective: "recovery point objective (rpo)" });

    if (date === undefined) return fail("untested", {});
    const problem = dateProblem(date, today, parameters.days);
    if (problem === "future") fail("future", { date });
    if (problem === "old") fail("old", { days: parameters.days, date });
    if (record === undefined) fail("unrecorded", {});
  },
});
