import { defineRule } from "../../engine/rule";
import {
  circleOf,
  dependeeOf,
  promisesOf,
  unseenPromise,
  weakestPromise,
} from "../../views/slos/dependencies";

export const dependenciesHold = defineRule({
  id: "dependencies-hold",
  area: "reliability",
  level: "gold",
  title: "A service promises no more than its hard dependencies hold",
  why: "A service is down whenever something that it cannot work without is down, whatever its own target says.",
  fix: "In dependencies in {file}, name services of the catalog only, and for each hard one raise its tier or target, or make it soft or give it a fallback once the service really works without it.",
  whenNot:
    "Where the dependency is sturdier than its tier says, such as a managed store; ask for a waiver that names it.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    unknown: "Dependency {dependency} must be a service of the catalog, or of a neighbouring stack's.",
    retired: "Dependency {dependency} must be in use; it is retired.",
    tier: "Hard dependency {dependency} must be of tier {wanted} or stricter, or have a fallback; it is of tier {actual}.",
    target:
      "Hard dependency {dependency} must promise {wanted} % availability over {timeframe}, or have a fallback; it promises {actual} %.",
    cycle: "Hard dependencies must not form a circle: {circle}.",
  },
  check({ service, evidence, surroundings, each, fail, notApplicable }) {
    if (!service.inCatalog) notApplicable("the service is not in a catalog");
    const { dependencies } = service.facts;
    if (dependencies.length === 0) notApplicable("the service names no dependencies");
    const circle = circleOf(service, surroundings);
    if (circle) fail("cycle", { circle: circle.join(" -> ") });

    each(dependencies, ({ service: dependency, kind, fallback }) => {
      const site = { subject: dependency };
      const found = dependeeOf(dependency, surroundings);
      if (found === undefined) return fail("unknown", { dependency }, site);
      if (found.lifecycle === "retired") return fail("retired", { dependency }, site);
      if (kind === "soft" || fallback || found.name === service.name) return;

      if (found.tier > service.tier)
        return fail("tier", { dependency, wanted: service.tier, actual: found.tier }, site);
      const own = { subject: service, evidence };
      const gap = weakestPromise(promisesOf(own), found.promises());
      if (gap) return fail("target", { dependency, ...gap }, site);
      const unseen = unseenPromise(own, found);
      if (unseen) throw unseen;
    });
  },
});
