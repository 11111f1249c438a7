import { defineRule } from "../../engine/rule";
import { budgetedSlos, restOf } from "../../views/slos/error-budgets";

export const sloBudgetLeft = defineRule({
  id: "slo-budget-left",
  area: "reliability",
  level: "gold",
  title: "The error budgets of the service are not used up",
  why: "A budget that is used up means that users have suffered more than was agreed; the next change should mend that.",
  fix: "Put reliability work for SLO {slo} before features until its budget has recovered, or agree on another target under slos in {file}.",
  whenNot:
    "What was planned or not the service's fault is corrected at the vendor, so that it does not count against the budget.",
  evidence: ["declared", "observed"],
  state: true,
  messages: {
    exhausted: "SLO {slo} must have error budget left over {timeframe}; it has {left} %.",
  },
  check({ service, evidence, parameters, each, fail, notApplicable }) {
    const slos = budgetedSlos(service, evidence);
    if (slos.length === 0) notApplicable("it has no SLO, which slo-defined judges");
    let judged = 0;
    each(slos, (slo) => {
      const rest = restOf(slo, service, evidence, parameters.days);
      if (rest === undefined) return;
      judged++;
      if (rest.percent > 0) return;
      const site = { subject: slo.name, observed: true, ...(slo.resource && { resource: slo.resource }) };
      fail("exhausted", { slo: slo.name, timeframe: rest.timeframe, left: rest.percent }, site);
    });
    if (judged === 0) notApplicable("no SLO has run for its whole time frame yet");
  },
});
