import { defineRule } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { allowanceOf, budgetsOf } from "../../views/kubernetes/disruption-budgets";
import { replicasOf } from "../../views/kubernetes/replicas";
import { noWorkloads, surveyWorkloads } from "../../views/kubernetes/workloads";

export const workloadDisruptionBudget = defineRule({
  id: "workload-disruption-budget",
  area: "kubernetes",
  level: "gold",
  title: "Draining nodes takes pods one by one, and can take them",
  why: "Without a budget an upgrade of the cluster may take all pods at once; one that lets none go stops the upgrade.",
  fix: "Declare one PodDisruptionBudget for the workload that the message names: spec.selector.matchLabels as in its pods, and maxUnavailable 1.",
  whenNot:
    "What must not be taken at all, such as a lone pod with state, needs a waiver and somebody who moves it.",
  evidence: ["declared"],
  tiers: [1, 2],
  messages: {
    missing: "Workload {workload} must have a disruption budget whose selector matches its pods{hint}.",
    several:
      "Workload {workload} must have one disruption budget only; {budgets} all match its pods, which cannot be drained then.",
    blocks: "Disruption budget {budget} must let a pod of {workload} go; of {replicas} it lets none go.",
    keepsNone:
      "Disruption budget {budget} must keep a pod of {workload} running; of {replicas} it may take all.",
  },
  check({ evidence, each, fail, notApplicable }) {
    const { workloads, unseen } = surveyWorkloads(evidence);
    // A drain leaves the pods of a DaemonSet alone.
    const drained = workloads.filter(({ kind }) => kind !== "DaemonSet");
    if (drained.length + unseen.length === 0)
      notApplicable(workloads.length > 0 ? "all its workloads are DaemonSets" : noWorkloads);

    let lone = 0;
    each(unseen, (error) => {
      throw error;
    });
    each(drained, (workload) => {
      const { name, resource } = workload;
      const budgets = budgetsOf(workload, evidence);
      const [budget, ...others] = budgets;
      const { count: replicas } = replicasOf(workload, evidence);
      const allowance = budget && allowanceOf(budget, replicas);
      if (replicas < 2 && (allowance === undefined || allowance.kept < 1)) {
        lone++;
        return;
      }
      if (budget === undefined || allowance === undefined) {
        const stray = evidence.of(kubernetes.podDisruptionBudget).map((one) => one.name);
        const hint = stray.length === 0 ? "" : `; ${stray.join(", ")} select others`;
        return fail("missing", { workload: name, hint }, { subject: name, resource });
      }
      if (others.length > 0) {
        const data = { workload: name, budgets: budgets.map((one) => one.name).join(" and ") };
        return fail("several", data, { subject: name, resource });
      }
      const data = { budget: budget.name, workload: name, replicas };
      const site = { subject: name, resource: budget };
      if (allowance.taken < 1) fail("blocks", data, site);
      else if (allowance.kept < 1) fail("keepsNone", data, site);
    });
    if (lone === drained.length)
      notApplicable("its workloads run one pod each; redundancy-declared judges that");
  },
});
