import { defineRule } from "../../engine/rule";
import { nameOf } from "./runtime-names";
import { runtimesOf } from "./runtimes";
import { endOf, supportedParameters } from "./support-ends";

export const runtimeSupported = defineRule({
  id: "runtime-supported",
  area: "security",
  level: "silver",
  title: "No service runs on a runtime that nobody mends any more",
  why: "A hole that is found in a runtime after its end stays open for as long as anything runs on it.",
  fix: "Move {thing} to a release line that is still mended, and the tag in {file} with it where there is one.",
  whenNot: "Where somebody else mends the runtime for you, under a contract; the waiver says who.",
  evidence: ["catalog", "declared"],
  parameters: supportedParameters,
  messages: {
    ended: "{thing} must not run on {runtime}, whose support ended on {end}.",
    older: "{thing} must not run on {runtime}, which is older than any release line whose end is known.",
  },
  check({ service, evidence, parameters, today, each, fail, unknown, notApplicable }) {
    const { told, unknown: untold } = runtimesOf(service, evidence);
    if (told.length + untold.length === 0) notApplicable("no runtime is told; runtime-told judges that");
    each(untold, (error) => {
      throw error;
    });
    each(told, ({ runtime, ...site }) => {
      const data = { thing: site.subject, runtime: nameOf(runtime) };
      const end = endOf(runtime, parameters.ends);
      if (end === undefined)
        return unknown("no-collector", `nobody has listed when support of ${data.runtime} ends`);
      if (end === "long ago") fail("older", data, site);
      else if (end < today) fail("ended", { ...data, end }, site);
    });
  },
});
