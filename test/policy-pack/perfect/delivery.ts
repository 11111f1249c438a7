import type { ObservedFact } from "../../../evidence/facts";
import { github } from "../../../policy-pack/engine/tokens";
import { observedAt, type PerfectPart } from "./part";

const repository = "astronomy-shop";
const workflow = ".github/workflows/release.yml";
const owners = ".github/CODEOWNERS";

/** What the delivery rules need of a perfect service, besides what all services have. */
export function deliveryPart(_name: string): PerfectPart {
  return {
    facts: {
      pipeline: { path: workflow },
      environments: { production: "production" },
      delivery: {
        strategy: "canary",
        stop: "Error rate of the canary above 2 % for five minutes",
        url: "https://wiki.astronomy-shop.example/delivery/canary",
      },
    },
    shared: [
      {
        type: github.repositoryEnvironment,
        name: `${repository}-production`,
        parent: "catalog",
        props: {
          environment: "production",
          repository,
          canAdminsBypass: false,
          preventSelfReview: true,
          deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
          reviewers: [{ teams: [4711] }],
        },
        dependsOn: { repository: [repository] },
      },
    ],
    observed: [ownersFile, noOwnerErrors, runs, deployments],
  };
}

const asked = { source: "github", at: observedAt };

const ownersFile: ObservedFact = {
  ...asked,
  kind: "repository-file",
  subject: `${repository}:${owners}`,
  answer: {
    state: "value",
    value: { path: owners, text: "/src/ @shop/orders\n", truncated: false, binary: false },
  },
};

const noOwnerErrors: ObservedFact = {
  ...asked,
  kind: "code-owners",
  subject: repository,
  answer: { state: "value", value: { enforced: true, errors: [] } },
};

const runs: ObservedFact = {
  ...asked,
  kind: "workflow-runs",
  subject: `${repository}:${workflow}`,
  answer: {
    state: "value",
    value: { workflow, branch: "main", runs: [{ at: "2026-11-20T10:00:00.000Z", conclusion: "success" }] },
  },
};

const deployments: ObservedFact = {
  ...asked,
  kind: "deployments",
  subject: `${repository}:production`,
  answer: {
    state: "value",
    value: { deployments: [{ at: "2026-11-20T10:00:00.000Z", states: ["success", "queued"], ref: "main" }] },
  },
};
