import { defineRule } from "../../engine/rule";
import { confirmGap } from "../../views/gap";
import { allUseless, reasonsOf } from "../../views/monitors/alerting";
import { surveySignals } from "../../views/monitors/golden-signals";
import { allMonitorsOf } from "../../views/monitors/monitors";

export const goldenSignalsMonitored = defineRule({
  id: "golden-signals-monitored",
  area: "observability",
  level: "gold",
  title: "Monitors watch the golden signals of the service",
  why: "A service fails its users by being slow, wrong or unreachable, and one that runs full soon will: each shows in one signal alone.",
  fix: "State a monitor with signal {signal} under monitors in {file}; burn-rate alerts of slos count for latency and errors. A monitor that is declared by other means needs a query about {signal} of service:{service}, or the tag signal:{signal}.",
  whenNot:
    "Where a signal makes no sense, as latency in a batch job, let a monitor of its equivalent (the run's duration) carry the tag.",
  evidence: ["declared", "observed"],
  tiers: [1, 2],
  messages: {
    unwatched: "A monitor that {does} must watch the {signal} of the service{hint}.",
    useless: "A monitor that {does} must watch the {signal} of the service; {reasons}.",
  },
  check({ service, evidence, parameters, each, fail, notApplicable }) {
    const monitors = allMonitorsOf(evidence);
    if (monitors.length === 0 || allUseless(monitors, service, evidence))
      notApplicable("no monitor can alert, which monitors-present judges");

    const survey = surveySignals(service, evidence, monitors);
    const unclear = survey.unclassified.map(({ name }) => name).join(", ");
    const hint = unclear === "" ? "" : `; nothing tells what ${unclear} watches`;
    each(parameters.signals, (signal) => {
      const found = survey.of(signal);
      if (found.sound.length > 0) return;
      const [open] = found.undecided;
      if (open) throw open.error;

      confirmGap(evidence, "monitors", service.name, `the monitors of ${service.name}`);
      const data = { signal, does: signal === "saturation" ? "notifies somebody" : "pages" };
      const wrong = found.defective.map(({ item, defect }) => ({ name: item.name, defect }));
      if (wrong.length === 0) return fail("unwatched", { ...data, hint }, { subject: signal });
      const [only] = found.defective.length === 1 ? found.defective : [];
      const site = { subject: signal, ...(only && { resource: only.item.resource }) };
      fail("useless", { ...data, reasons: reasonsOf(wrong) }, site);
    });
  },
});
