import { defineRule } from "../../engine/rule";
import { replicasOf } from "../../views/kubernetes/replicas";
import { surveyWorkloads } from "../../views/kubernetes/workloads";
import { zoneSpreadOf } from "../../views/kubernetes/zone-spread";
import { serverlessOf } from "../../views/serverless";

export const redundancyDeclared = defineRule({
  id: "redundancy-declared",
  area: "reliability",
  level: "gold",
  title: "Enough copies run, in enough zones, and the catalog claims no more",
  why: "One copy is down with each node, one zone with each failure of a data centre; a claim that the stack does not bear is found out then.",
  fix: "Raise replicas (or the autoscaler's minReplicas) where the workload is declared, and spread its pods by a topologySpreadConstraint on topology.kubernetes.io/zone with DoNotSchedule; state what then holds in redundancy in {file}.",
  whenNot: "What may run once only, such as a scheduler with a lock, needs a waiver and a fast restart.",
  evidence: ["catalog", "declared"],
  messages: {
    missing: "The service must state its redundancy.",
    fewClaimed: "The service must have at least {wanted} {what}; the catalog states {actual}.",
    replicas: "Workload {workload} must run at least {wanted} replicas; by {statedBy} it runs {actual}.",
    zones: "Workload {workload} must be spread over at least {wanted} zones; {why}.",
    overstated:
      "The catalog must not claim more {what} than workload {workload} shows; it claims {claimed} where there are {actual}.",
  },
  check({ service, evidence, parameters: wanted, each, fail, notApplicable }) {
    const claim = service.facts.redundancy;
    // A DaemonSet runs once on every node; how many there are no stack shows.
    const workloads = surveyWorkloads(evidence).workloads.filter(({ kind }) => kind !== "DaemonSet");
    if (workloads.length === 0) {
      if (serverlessOf(evidence).length > 0) notApplicable("it is serverless: its platform keeps the copies");
      if (!service.inCatalog) notApplicable("the service is not in a catalog");
      if (claim === undefined) return fail("missing", {});
      for (const what of ["replicas", "zones"] as const)
        if (claim[what] < wanted[what])
          fail("fewClaimed", { what, wanted: wanted[what], actual: claim[what] }, { subject: what });
      return;
    }
    each(workloads, (workload) => {
      const { name, resource } = workload;
      const site = { subject: name, resource };
      const { count, statedBy } = replicasOf(workload, evidence);
      const overstated = (what: "replicas" | "zones", actual: number): void => {
        if (claim && claim[what] > actual)
          fail("overstated", { what, workload: name, claimed: claim[what], actual }, site);
      };
      if (count < wanted.replicas)
        fail("replicas", { workload: name, wanted: wanted.replicas, statedBy, actual: count }, site);
      else overstated("replicas", count);

      // Too few replicas are one gap: whether they would be spread is another.
      const { zones, why } = zoneSpreadOf(workload, Math.max(count, wanted.replicas));
      if (zones < wanted.zones) fail("zones", { workload: name, wanted: wanted.zones, why }, site);
      else if (count >= wanted.replicas) overstated("zones", zones);
    });
  },
});
