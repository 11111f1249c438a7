import { defineRule } from "../../engine/rule";
import { probeKinds, probeOf, probesAreSame } from "../../views/kubernetes/probes";
import { isForeign, isJob, noWorkloads, surveyWorkloads } from "../../views/kubernetes/workloads";

export const workloadProbed = defineRule({
  id: "workload-probed",
  area: "kubernetes",
  level: "silver",
  title: "Each container says when it is ready, and when it must be restarted",
  why: "Without a readiness probe users are sent to what has not started; without a liveness probe what hangs stays.",
  fix: "Give the container that the message names a readinessProbe and a livenessProbe where its workload is declared; let the liveness probe ask for less, or be more patient, than the readiness probe.",
  whenNot:
    "List what others ship under kubernetes.sidecars in the service's file, and what serves nobody under kubernetes.jobs.",
  evidence: ["declared", "catalog"],
  messages: {
    noReadiness: "Container {container} of workload {workload} must have a readiness probe.",
    noLiveness: "Container {container} of workload {workload} must have a liveness probe.",
    same: "The liveness probe of container {container} of workload {workload} must differ from its readiness probe in endpoint or timing.",
  },
  check({ service, evidence, each, fail, notApplicable }) {
    const { workloads, unseen } = surveyWorkloads(evidence);
    const serving = workloads.filter((workload) => !isJob(workload, service));
    if (workloads.length + unseen.length === 0) notApplicable(noWorkloads);
    if (serving.length + unseen.length === 0) notApplicable("all its workloads are jobs, says the catalog");

    each(unseen, (error) => {
      throw error;
    });
    each(serving, ({ name: workload, resource, containers }) => {
      each(containers, (container) => {
        if (container.role === "init" || isForeign(container, service)) return;
        const data = { container: container.name, workload };
        const site = { subject: `${workload}/${container.name}`, resource };
        each(probeKinds, (kind) => {
          if (probeOf(container, kind) === undefined)
            fail(kind === "readinessProbe" ? "noReadiness" : "noLiveness", data, site);
        });
        if (probesAreSame(container)) fail("same", data, site);
      });
    });
  },
});
