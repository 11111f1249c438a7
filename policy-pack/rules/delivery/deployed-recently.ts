import { defineRule } from "../../engine/rule";
import { lastDeployment } from "../../views/deployments/deployments";
import { productionEnvironment } from "../../views/deployments/production";
import { liveRepository } from "../../views/repository/repository";

export const deployedRecently = defineRule({
  id: "deployed-recently",
  area: "delivery",
  level: "gold",
  title: "What runs in production is what the default branch holds",
  why: "What has not been deployed for long is deployed in an emergency for the first time, with all that has changed since.",
  fix: "Deploy the default branch to {environment}, be it without a change, and let the pipeline record it as a deployment that succeeded.",
  whenNot: "A service that is about to go should be marked as deprecated in {file}.",
  evidence: ["observed"],
  state: true,
  tiers: [1],
  messages: {
    none: "The service must be deployed to {environment}; no deployment is on record.",
    failed:
      "The service must be deployed to {environment} with success; no deployment on record has succeeded.",
    foreign:
      "The service must be deployed to {environment} from its default branch; no deployment on record was.",
    old: "The service must be deployed to {environment} from its default branch within {most} days; the last time was {days} days ago.",
  },
  check({ service, evidence, parameters, today, fail, notApplicable }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const environment = productionEnvironment(service.facts);
    const most = parameters.days;
    const last = lastDeployment(service, found.repository, evidence, today, most);
    if (last === "none") return fail(last, { environment }, { subject: environment });
    const site = { subject: environment, observed: true };
    if (typeof last === "string") fail(last, { environment }, site);
    else if (last.age > most) fail("old", { environment, most, days: last.age }, site);
  },
});
