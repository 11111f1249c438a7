import { defineRule } from "../../engine/rule";
import { dateProblem } from "../../views/test-dates";

export const loadTested = defineRule({
  id: "load-tested",
  area: "reliability",
  level: "gold",
  title: "A load test has reached the peak that is expected",
  why: "The busiest day is the worst one to learn that the service holds half of it.",
  fix: "Load the service up to the expected peak or beyond, and set loadTest in {file}: date, peak and expectedPeak in one unit, and url of the report.",
  whenNot:
    "A peak that was met in production proves as much: give its date, its figures and the dashboard that shows it.",
  evidence: ["catalog"],
  tiers: [1, 2],
  messages: {
    missing: "The service must have a load test on record.",
    future: "The load test must not be dated after today; it is of {date}.",
    old: "The last load test must be at most {days} days ago; it was on {date}.",
    idle: "The expected peak must be more than 0.",
    low: "The load test must reach the expected peak of {expected}; it reached {peak}.",
    unlinked: "The load test must have a link to its report.",
  },
  check({ service, parameters, today, fail }) {
    const { loadTest } = service.facts;
    if (loadTest === undefined) return fail("missing", {});
    const { date, peak, expectedPeak: expected, url } = loadTest;
    const problem = dateProblem(date, today, parameters.days);
    if (problem === "future") fail("future", { date });
    if (problem === "old") fail("old", { days: parameters.days, date });

    // Against a peak of nothing every test passes, and proves nothing.
    if (expected === 0) fail("idle", {});
    else if (peak < expected) fail("low", { expected, peak });
    if (url === undefined) fail("unlinked", {});
  },
});
