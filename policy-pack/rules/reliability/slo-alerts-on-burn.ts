import { defineRule } from "../../engine/rule";
import { confirmGap } from "../../views/gap";
import { allUseless } from "../../views/monitors/alerting";
import { allMonitorsOf } from "../../views/monitors/monitors";
import { alertsOn, anyPages, burnGaps, faultsOf, takesBurnAlerts } from "../../views/slos/burn-alerts";
import { slosOf, unseenSlos } from "../../views/slos/slos";
import { sortOut } from "../../views/truth";

export const sloAlertsOnBurn = defineRule({
  id: "slo-alerts-on-burn",
  area: "reliability",
  level: "gold",
  title: "Every SLO pages somebody while its error budget burns",
  why: "An SLO without an alert is a chart: the team learns of the outage from its users.",
  fix: "Let slos in {file} declare SLO {slo}, which brings its alerts along, or give it a monitor of type slo alert whose query is burn_rate and whose message names the service's on-call.",
  whenNot:
    "An SLO over checks or logs can have no burn-rate alert and is left out; one that nobody should be paged for is better a dashboard.",
  evidence: ["declared", "observed"],
  messages: {
    none: "SLO {slo} must have a burn-rate alert.",
    budgetOnly: "SLO {slo} must have a burn-rate alert; {alerts} only tells how much of the budget is gone.",
    useless: "SLO {slo} must have a burn-rate alert that pages; {reasons}.",
    noFast:
      "SLO {slo} must have a fast burn-rate alert that pages, at {wanted} or more; it has alerts at {actual}.",
    noSlow: "SLO {slo} must have a slow burn-rate alert too, at {wanted} or less; it has alerts at {actual}.",
  },
  check({ service, evidence, parameters, each, fail, notApplicable }) {
    const slos = slosOf(service, evidence);
    each(unseenSlos(service, evidence), ({ name }) => evidence.ask("slos", service.name, `SLO ${name}`));
    if (slos.length === 0) notApplicable("it has no SLO, which slo-defined judges");
    if (allUseless(allMonitorsOf(evidence), service, evidence))
      notApplicable("no monitor can alert, which monitors-present judges");
    const { sound, undecided } = sortOut(slos, (slo) =>
      takesBurnAlerts(slo, service, evidence) ? undefined : "rests on checks",
    );
    if (sound.length + undecided.length === 0)
      notApplicable("its SLOs rest on checks, which can have no burn-rate alert");

    const judged = [
      ...sound.map((slo) => ({ slo, doubts: [] })),
      ...undecided.map(({ item: slo, error }) => ({ slo, doubts: [error] })),
    ];
    each(judged, ({ slo, doubts }) => {
      const site = { subject: slo.name, resource: slo.resource };
      const { burn, budget, open } = alertsOn(slo, service, evidence);
      const confirm = (): void => {
        for (const error of [...doubts, ...open]) throw error;
        confirmGap(evidence, "monitors", service.name, `the alerts on SLO ${slo.name}`);
      };
      if (!anyPages(burn)) {
        confirm();
        if (burn.length > 0) return fail("useless", { slo: slo.name, reasons: faultsOf(burn) }, site);
        if (budget.length === 0) return fail("none", { slo: slo.name }, site);
        return fail("budgetOnly", { slo: slo.name, alerts: budget.join(", ") }, site);
      }
      const gaps = parameters.both ? burnGaps(slo, burn, parameters) : [];
      each(gaps, ({ message, wanted, actual }) => {
        confirm();
        fail(message, { slo: slo.name, wanted, actual }, site);
      });
    });
  },
});
