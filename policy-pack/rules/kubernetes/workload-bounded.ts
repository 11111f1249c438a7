import { defineRule } from "../../engine/rule";
import { bounds, isBounded } from "../../views/kubernetes/container-resources";
import { noWorkloads, surveyWorkloads } from "../../views/kubernetes/workloads";

export const workloadBounded = defineRule({
  id: "workload-bounded",
  area: "kubernetes",
  level: "silver",
  title: "Each container requests CPU and memory, and has a memory limit",
  why: "What asks for nothing is placed anywhere and evicted first; what has no limit takes its neighbours' memory.",
  fix: "Set resources.requests.cpu, resources.requests.memory and resources.limits.memory of the container that the message names, where its workload is declared.",
  whenNot:
    "Where a LimitRange of the namespace sets them: no stack shows what it does to a pod, so ask for a waiver.",
  evidence: ["declared"],
  messages: { unbounded: "Container {container} of workload {workload} must have a {bound}." },
  check({ evidence, each, fail, notApplicable }) {
    const { workloads, unseen } = surveyWorkloads(evidence);
    if (workloads.length + unseen.length === 0) notApplicable(noWorkloads);

    each(unseen, (error) => {
      throw error;
    });
    each(workloads, ({ name: workload, resource, pod, containers }) => {
      each(containers, (container) => {
        each(bounds, (bound) => {
          const site = { subject: `${workload}/${container.name}`, resource };
          if (!isBounded(container, pod, bound))
            fail("unbounded", { container: container.name, workload, bound }, site);
        });
      });
    });
  },
});
