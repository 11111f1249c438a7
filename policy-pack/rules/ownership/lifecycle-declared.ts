import { defineRule } from "../../engine/rule";

export const lifecycleDeclared = defineRule({
  id: "lifecycle-declared",
  area: "ownership",
  level: "bronze",
  title: "Every service says how far it is in its life",
  why: "Nobody knows whether to build on a service, to leave it or to switch it off, unless its lifecycle says so.",
  fix: "Set lifecycle in {file} to experimental, production, deprecated or retired; what tier 1 or 2 relies on is in production.",
  whenNot: "Never: a service that fits none of the four is experimental.",
  evidence: ["catalog"],
  messages: {
    missing: "The service must state its lifecycle.",
    experimental: "A service of tier {tier} must be past its lifecycle experimental.",
  },
  check({ service, fail }) {
    const { lifecycle } = service.facts;
    if (lifecycle === undefined) return fail("missing", {});
    if (lifecycle === "experimental" && service.tier < 3) fail("experimental", { tier: service.tier });
  },
});
