import { PolicyPack } from "@pulumi/policy";

/** What a pack costs at the least: compiled stack policies that look at nothing, one unless the benchmark asks for more. */
const count = Number(process.env.EMPTY_POLICIES ?? "1");

new PolicyPack("empty", {
  policies: Array.from({ length: count }, (_, index) => ({
    name: `empty-${index + 1}`,
    description: "Does nothing.",
    enforcementLevel: "mandatory",
    validateStack: () => {},
  })),
});
