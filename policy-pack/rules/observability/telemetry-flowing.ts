import { defineRule } from "../../engine/rule";
import { silenceOf, telemetryPlan } from "../../views/telemetry/telemetry";

export const telemetryFlowing = defineRule({
  id: "telemetry-flowing",
  area: "observability",
  level: "gold",
  title: "The telemetry that the service should send arrives",
  why: "Monitors of data that no longer arrives stay green, and the outage has no logs to explain it.",
  fix: "See whether the agent still collects {kind} of service:{service}, and whether they carry that tag; a service that sends other kinds, or seldom, says so under telemetry in {file}.",
  whenNot:
    "A batch job or a service that is seldom used states its interval; one whose logs are kept out of the indexes leaves logs out of telemetry.kinds.",
  evidence: ["catalog", "observed"],
  state: true,
  messages: {
    silent: "The service must send {kind} at least once within {interval}; none were found.",
    late: "The service must send {kind} at least once within {interval}; the last arrived on {last}.",
  },
  check({ service, evidence, parameters, each, fail }) {
    const { kinds, interval } = telemetryPlan(service, parameters.interval);
    each(kinds, (kind) => {
      const silence = silenceOf(kind, interval, service, evidence);
      if (silence === undefined) return;
      const site = { subject: kind, observed: true };
      if (silence.last === undefined) fail("silent", { kind, interval }, site);
      else fail("late", { kind, interval, last: silence.last }, site);
    });
  },
});
