import { defineRule } from "../../engine/rule";
import { daysUntil } from "../../views/days";
import { nameOf } from "./runtime-names";
import { runtimesOf } from "./runtimes";
import { endingParameters, endOf } from "./support-ends";

export const runtimeNotEnding = defineRule({
  id: "runtime-not-ending",
  area: "security",
  level: "gold",
  title: "Services leave a runtime before its end, not after it",
  why: "A move that starts on the day of the end is a move in a hurry, with the next hole open meanwhile.",
  fix: "Plan the move of {thing} to a later release line, and the tag in {file} with it where there is one.",
  whenNot: "Where the service itself ends before its runtime does: set lifecycle to deprecated then.",
  evidence: ["catalog", "declared"],
  parameters: endingParameters,
  messages: {
    ending: "{thing} must leave {runtime} {days} days before its support ends on {end}; {left} are left.",
  },
  check({ service, evidence, parameters, today, each, fail, unknown, notApplicable }) {
    const { told, unknown: untold } = runtimesOf(service, evidence);
    if (told.length + untold.length === 0) notApplicable("no runtime is told; runtime-told judges that");
    each(untold, (error) => {
      throw error;
    });
    each(told, ({ runtime, ...site }) => {
      const name = nameOf(runtime);
      const end = endOf(runtime, parameters.ends);
      if (end === undefined) return unknown("no-collector", `nobody has listed when support of ${name} ends`);
      if (end === "long ago" || end < today) return; // runtime-supported judges that
      const left = daysUntil(end, today);
      const { days } = parameters;
      if (left < days) fail("ending", { thing: site.subject, runtime: name, days, end, left }, site);
    });
  },
});
