import { PolicyPack } from "@pulumi/policy";

/** The baseline of the benchmark: one compiled stack policy that looks at nothing. */
new PolicyPack("empty", {
  policies: [
    { name: "empty", description: "Does nothing.", enforcementLevel: "mandatory", validateStack: () => {} },
  ],
});
