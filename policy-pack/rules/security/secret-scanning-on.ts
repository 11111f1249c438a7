import { defineRule } from "../../engine/rule";
import { liveRepository } from "../../views/repository/repository";
import { planExcuse } from "../../views/security/plan";
import { secretScanning } from "../../views/security/secret-scanning";

export const secretScanningOn = defineRule({
  id: "secret-scanning-on",
  area: "security",
  level: "silver",
  title: "A secret that gets into the repository is found, and stopped on its way",
  why: "Once a key is pushed it is copied within minutes and stays in the history. A push that is refused costs its author one minute.",
  fix: "Set securityAndAnalysis.secretScanning.status and .secretScanningPushProtection.status of Repository {repository} to enabled where it is declared, or turn both on in the settings of the repository or in the security configuration of its organisation.",
  whenNot: "Where another scanner refuses pushes, ask for a waiver that names it.",
  evidence: ["declared", "observed"],
  messages: {
    scanning: "Secret scanning must be on for repository {repository}.",
    pushProtection: "Push protection must be on for repository {repository}, so that secrets are stopped.",
  },
  check({ service, evidence, surroundings, fail, notApplicable }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const { name } = repository;
    const excuse = planExcuse(repository, surroundings, "secret scanning");
    if (excuse !== undefined) return notApplicable(excuse);

    const { scanning, pushProtection } = secretScanning(repository, evidence);
    const scans = scanning();
    if (scans.state === "unavailable")
      return notApplicable(`GitHub has no secret scanning for repository ${name} in its owner's plan`);
    // Without scanning nothing can be stopped: one gap, not two.
    if (scans.state === "disabled") return fail("scanning", { repository: name }, scans.site);
    const stops = pushProtection();
    if (stops.state === "unavailable")
      return notApplicable(`GitHub has no push protection for repository ${name} in its owner's plan`);
    if (stops.state === "disabled") fail("pushProtection", { repository: name }, stops.site);
  },
});
