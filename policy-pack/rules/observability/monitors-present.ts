import { defineRule } from "../../engine/rule";
import { confirmGap } from "../../views/gap";
import { reasonsOf, whyUseless } from "../../views/monitors/alerting";
import { allMonitorsOf } from "../../views/monitors/monitors";
import { sortOut } from "../../views/truth";

export const monitorsPresent = defineRule({
  id: "monitors-present",
  area: "observability",
  level: "silver",
  title: "Every service has a monitor that can alert",
  why: "What nothing watches breaks unseen: the first to notice is a customer.",
  fix: "State a monitor under monitors in {file}, or an SLO under slos (its burn-rate alerts come with it), and onCall so that they notify somebody. One that is declared by other means must be published, query service:{service} and mention a handle.",
  whenNot: "Never for a service that runs; a service that is gone should be retired.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "The service must have a monitor.",
    useless: "The service must have a monitor that can alert; {reasons}.",
  },
  check({ service, evidence, fail }) {
    const monitors = allMonitorsOf(evidence);
    const { sound, defective, undecided } = sortOut(monitors, (monitor) =>
      whyUseless(monitor, service, evidence),
    );
    if (sound.length > 0) return;
    const [unknown] = undecided;
    if (unknown) throw unknown.error;

    confirmGap(evidence, "monitors", service.name, `the monitors of ${service.name}`);
    if (monitors.length === 0) return fail("missing", {});
    const reasons = reasonsOf(defective.map(({ item, defect }) => ({ name: item.name, defect })));
    const [only] = defective.length === 1 ? defective : [];
    fail("useless", { reasons }, only ? { subject: only.item.name, resource: only.item.resource } : {});
  },
});
