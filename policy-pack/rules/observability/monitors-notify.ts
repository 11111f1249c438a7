import { defineRule } from "../../engine/rule";
import { confirmGap } from "../../views/gap";
import { mayOnlyChat, whyUnjudged } from "../../views/monitors/alerting";
import { allMonitorsOf } from "../../views/monitors/monitors";
import { notificationsOf } from "../../views/monitors/notifications";
import { onCallHandles } from "../../views/on-call/on-call-handles";
import { sortOut } from "../../views/truth";

export const monitorsNotify = defineRule({
  id: "monitors-notify",
  area: "observability",
  level: "silver",
  title: "Every alerting monitor notifies the service's on-call",
  why: "An alert that reaches a channel nobody reads at night, or only speaks when all is well again, wakes nobody.",
  fix: "Put the handle into the message of the monitor, outside any block or inside is_alert; monitors that come from monitors or slos in {file} do so once the service has onCall.",
  whenNot:
    "A monitor of saturation may notify a chat channel instead: tag it signal:saturation. What need not wake anybody is better a dashboard.",
  evidence: ["declared", "catalog", "observed"],
  messages: {
    absent: "Monitor {monitor} must notify {handle} on alert.",
    defaultService:
      "Monitor {monitor} must notify {handle} on alert; @pagerduty alone goes to the account's default service.",
    elsewhere: "Monitor {monitor} must notify {handle} on alert; it does so on {states} only.",
  },
  check({ service, evidence, each, fail, notApplicable, unknown }) {
    const handles = onCallHandles(service, evidence);
    if (handles.length === 0) notApplicable("no handle reaches its on-call, which service-wired judges");
    const { sound, undecided } = sortOut(allMonitorsOf(evidence), (one) =>
      whyUnjudged(one, service, evidence),
    );
    const judged = [
      ...sound.map((monitor) => ({ monitor, doubt: undefined })),
      ...undecided.map(({ item, error }) => ({ monitor: item, doubt: error })),
    ];
    if (judged.length === 0) notApplicable("no monitor notifies anybody, which monitors-present judges");

    each(judged, ({ monitor, doubt }) => {
      const told = notificationsOf(monitor, evidence);
      const reached = told.reaches(handles);
      if (reached || mayOnlyChat(monitor, told, service, evidence)) return;
      if (reached === undefined) unknown("unobserved", `whom ${monitor.name} notifies ${told.doubt}`);

      // It may turn out to be a draft, or another service's: then it need not notify anybody.
      if (doubt !== undefined) throw doubt;
      // A notification rule that is not declared here may add whom its message leaves out.
      confirmGap(evidence, "monitors", service.name, `whom ${monitor.name} notifies`);
      const site = { subject: monitor.name, resource: monitor.resource };
      const data = { monitor: monitor.name, handle: handles.map((handle) => `@${handle}`).join(" or ") };
      const states = told.otherwise(handles).join(", ");
      if (states !== "") fail("elsewhere", { ...data, states }, site);
      else fail(told.reaches(["pagerduty"]) ? "defaultService" : "absent", data, site);
    });
  },
});
