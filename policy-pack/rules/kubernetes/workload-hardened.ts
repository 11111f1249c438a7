import { defineRule } from "../../engine/rule";
import { isPinned, isPrivileged, userOf, whyAbrupt } from "../../views/kubernetes/hardening";
import { noWorkloads, surveyWorkloads } from "../../views/kubernetes/workloads";

export const workloadHardened = defineRule({
  id: "workload-hardened",
  area: "kubernetes",
  level: "silver",
  title: "Containers do not run as root, stay the same, and end in peace",
  why: "A break-in as root reaches the node, a tag that moves cannot be rolled back, and what is killed loses requests.",
  fix: "Where the workload is declared, set securityContext.runAsNonRoot or a runAsUser above 0 and never privileged, name an image by version or digest, and write a terminationGracePeriodSeconds or a lifecycle.preStop.",
  whenNot: "What administers nodes, such as a network plugin, has to be privileged and needs a waiver.",
  evidence: ["declared", "catalog"],
  messages: {
    unsaid:
      "Container {container} of workload {workload} must set runAsNonRoot or a runAsUser above 0; its image decides now.",
    root: "Container {container} of workload {workload} must not run as root.",
    privileged: "Container {container} of workload {workload} must not be privileged.",
    image:
      "Container {container} of workload {workload} must have an image with a digest or a tag other than latest; it has {image}.",
    abrupt:
      "Workload {workload} must set terminationGracePeriodSeconds above 0 or have preStop hooks; {reason}.",
  },
  check({ service, evidence, each, fail, notApplicable }) {
    const { workloads, unseen } = surveyWorkloads(evidence);
    if (workloads.length + unseen.length === 0) notApplicable(noWorkloads);

    each(unseen, (error) => {
      throw error;
    });
    each(workloads, (workload) => {
      const { name, resource, pod, containers } = workload;
      each(containers, (container) => {
        const data = { container: container.name, workload: name };
        const site = { subject: `${name}/${container.name}`, resource };
        const judgeUser = (): void => {
          const user = userOf(container, pod);
          if (user !== "safe") fail(user === "root" ? "root" : "unsaid", data, site);
        };
        const judgeRights = (): void => {
          if (isPrivileged(container, pod)) fail("privileged", data, site);
        };
        const judgeImage = (): void => {
          const image = container.props.get("image").string() || "none";
          if (!isPinned(image)) fail("image", { ...data, image }, site);
        };
        each([judgeUser, judgeRights, judgeImage], (judge) => judge());
      });
      const reason = whyAbrupt(workload, service);
      if (reason !== undefined) fail("abrupt", { workload: name, reason }, { subject: name, resource });
    });
  },
});
