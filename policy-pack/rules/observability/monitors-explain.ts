import { defineRule } from "../../engine/rule";
import { whyUnjudged } from "../../views/monitors/alerting";
import { allMonitorsOf } from "../../views/monitors/monitors";
import { notificationsOf } from "../../views/monitors/notifications";
import { explanationOf, runbooksOf } from "../../views/monitors/runbook-links";
import { onCallHandles } from "../../views/on-call/on-call-handles";

export const monitorsExplain = defineRule({
  id: "monitors-explain",
  area: "observability",
  level: "gold",
  title: "Every monitor that pages links the service's runbook",
  why: "Who is woken has no time to search: the page has to say what to do next.",
  fix: "Put the address of {runbook} into the message of the monitor, outside any block or inside is_alert, or make it an asset of category runbook; monitors that come from monitors, slos or health in {file} carry it by themselves.",
  whenNot:
    "Where the pages of one place are all runbooks, name its address in the rule's parameter pages instead of linking each service's page.",
  evidence: ["declared", "catalog", "observed"],
  messages: {
    bare: "Monitor {monitor} must link runbook {runbook}; it links nothing.",
    otherPage: "Monitor {monitor} must link runbook {runbook}; it links another page.",
    late: "Monitor {monitor} must link runbook {runbook} when it alerts; it does so in other states only.",
  },
  check({ service, evidence, parameters, each, fail, notApplicable, unknown }) {
    const runbooks = runbooksOf(service, evidence);
    const runbook = runbooks[0]?.place;
    if (runbook === undefined) return notApplicable("no runbook is linked, which runbook-present judges");
    const handles = onCallHandles(service, evidence);
    if (handles.length === 0) notApplicable("no handle reaches its on-call, which service-wired judges");
    const monitors = allMonitorsOf(evidence);
    if (monitors.length === 0) notApplicable("it has no monitor, which monitors-present judges");

    each(monitors, (monitor) => {
      if (whyUnjudged(monitor, service, evidence) !== undefined) return;
      const told = notificationsOf(monitor, evidence);
      const pages = told.reaches(handles);
      if (pages === false) return;
      const { carries, instead } = explanationOf(monitor, runbooks, parameters.pages);
      if (carries === true) return;
      if (carries === undefined)
        unknown("unobserved", `whether ${monitor.name} links the runbook only an alert tells`);
      if (pages === undefined) unknown("unobserved", `whom ${monitor.name} notifies ${told.doubt}`);

      fail(
        instead,
        { monitor: monitor.name, runbook },
        { subject: monitor.name, resource: monitor.resource },
      );
    });
  },
});
