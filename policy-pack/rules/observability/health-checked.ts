import { defineRule } from "../../engine/rule";
import { healthChecksOf } from "../../views/checks/health-checks";
import { confirmGap } from "../../views/gap";
import { sortOut } from "../../views/truth";

export const healthChecked = defineRule({
  id: "health-checked",
  area: "observability",
  level: "silver",
  title: "A live check asks the service from outside whether it is well",
  why: "A service that nobody can reach sends no errors: only who asks from outside notices.",
  fix: "State health in {file} (an internal address with a private location), from which a check is declared; one that is declared by other means is mended where it is.",
  whenNot:
    "A service that answers no requests may be watched by a service check of the agent, such as process.up, in a monitor that names it.",
  evidence: ["declared", "catalog", "observed"],
  messages: {
    missing: "A live check must watch the health endpoint of the service.",
    paused: "Check {check} must be {wanted}; it is {actual}.",
    elsewhere: "Check {check} must ask {wanted}, the host of the health endpoint; it asks {actual}.",
    unasserted: "Check {check} must assert of the answer {wanted}; it asserts {actual}.",
    silent: "Check {check} must notify {wanted} when it fails; it notifies {actual}.",
    slow: "Check {check} must run at least every {wanted}; it runs every {actual}.",
    partTime: "Check {check} must run {wanted}; it runs {actual}.",
    places: "Check {check} must run from {wanted}; it runs from {actual}.",
    deaf: "Check {check} must fail by the {wanted} that it runs from; it waits for {actual}.",
    useless: "Check {check} must be able to {wanted}; it {actual}.",
  },
  check({ service, evidence, parameters, fail }) {
    const checks = healthChecksOf(service, evidence);
    const { sound, defective, undecided } = sortOut(checks, (check) => {
      const defects = check.defects(parameters);
      return defects.length > 0 ? defects : undefined;
    });
    if (sound.length > 0) return;
    const [unknown] = undecided;
    if (unknown) throw unknown.error;

    confirmGap(evidence, "checks", service.name, `the checks of ${service.name}`);
    if (defective.length === 0) return fail("missing", {});
    // Checks of something else are only told of where there is none of the endpoint.
    const near = defective.filter(({ defect }) => defect.every(({ message }) => message !== "elsewhere"));
    for (const { item, defect: defects } of near.length > 0 ? near : defective) {
      const site = { subject: item.name, resource: item.resource };
      for (const { message, wanted, actual } of defects)
        fail(message, { check: item.name, wanted, actual }, site);
    }
  },
});
