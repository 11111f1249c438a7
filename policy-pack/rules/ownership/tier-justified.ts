import { defineRule } from "../../engine/rule";
import { suggestedTier } from "../../views/ownership/suggested-tier";

export const tierJustified = defineRule({
  id: "tier-justified",
  area: "ownership",
  level: "silver",
  title: "The tier is as strict as criticality and risk ask for",
  why: "A tier that nobody can explain is either too weak for what the business loses or too costly for what it gains.",
  fix: "Set criticality and risk in {file}. Where they suggest a stricter tier, list the service with that tier under readiness:tiers in the stack's config and have it approved, or correct what is overstated.",
  whenNot: "A service may always have a stricter tier than its facts suggest.",
  evidence: ["catalog"],
  messages: {
    unstated: "The service must state its {missing}.",
    weak: "The tier must not be weaker than {suggested}; it is {tier}, and the service has {reasons}.",
  },
  check({ service, fail }) {
    const found = suggestedTier(service);
    if ("missing" in found) return fail("unstated", { missing: found.missing.join(" and ") });
    const { tier: suggested, reasons } = found;
    if (service.tier <= suggested) return;
    fail("weak", { suggested, tier: service.tier, reasons: reasons.join(" and ") });
  },
});
