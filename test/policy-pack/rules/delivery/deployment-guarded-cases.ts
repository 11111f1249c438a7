import type { ObservedResource } from "../../../../evidence/facts";
import { datadog, github } from "../../../../policy-pack/engine/tokens";
import type { Given } from "../../given";
import { elsewhere } from "../../observed-repository";
import { withMain } from "../../own-repository";
import type { ExpectedFailure } from "../../rule-tester";

type Props = Record<string, unknown>;

/** An environment of the service's own repository that lacks nothing at tier 1, changed. */
export function guarded(props: Props = {}, start = withMain(), dependsOn: Props = {}): Given {
  return start.add({
    type: github.repositoryEnvironment,
    name: "own-production",
    props: { environment: "production", repository: "checkout", ...sound, ...props },
    dependsOn: { repository: ["own"], ...(dependsOn as Record<string, readonly string[]>) },
  });
}

export const sound = {
  canAdminsBypass: false,
  preventSelfReview: true,
  deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
  reviewers: [{ teams: [4711] }],
};
export const listed = { deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true } };

/** Lets a branch or tag be deployed to an environment that lists what it takes. */
export function letting(start: Given, props: Props, name = "own-policy"): Given {
  return start.add({
    type: github.repositoryEnvironmentDeploymentPolicy,
    name,
    props: { environment: "production", repository: "checkout", ...props },
    dependsOn: { repository: ["own"], environment: ["own-production"] },
  });
}

export function gate(start: Given, props: Props, belongs = true): Given {
  return start.add({
    type: datadog.deploymentGate,
    name: "own-gate",
    belongs,
    props: {
      service: "checkout",
      env: "prod",
      rules: [{ name: "errors", type: "monitor", options: { query: "service:checkout", duration: 300 } }],
      ...props,
    },
  });
}

/** The same environment where another stack owns the account. */
export function seenEnvironment(
  props: ObservedResource["props"] = {},
  policies: readonly string[] = [],
): Given {
  const environment: ObservedResource = {
    type: github.repositoryEnvironment,
    id: "checkout:production",
    name: "production",
    props: { environment: "production", repository: "checkout", ...sound, ...props },
  };
  const resources = policies.map((pattern, index) => ({
    type: github.repositoryEnvironmentDeploymentPolicy,
    id: `checkout:production:${index}`,
    name: pattern,
    props: { environment: "production", repository: "checkout", branchPattern: pattern },
  }));
  return elsewhere()
    .observed("environments", "checkout", { value: { resources: [environment, ...resources] } })
    .observed("deployments", "checkout:production", {
      value: { deployments: [{ at: "2026-11-20T10:00:00.000Z", states: ["failure"] }] },
    });
}

/** Has GitHub tell the workflows of the repository by the names of their files. */
export function withWorkflows(start: Given, texts: Readonly<Record<string, string>>): Given {
  const folder = ".github/workflows";
  const entries = Object.keys(texts).map((name) => ({ name, kind: "file" as const }));
  return Object.entries(texts).reduce(
    (all, [name, text]) =>
      all.observed("repository-file", `checkout:${folder}/${name}`, {
        value: { path: `${folder}/${name}`, text, truncated: false, binary: false },
      }),
    start.observed("repository-tree", `checkout:${folder}`, { value: { folder, entries } }),
  );
}

/** A workflow whose only job has these lines. */
export const job = (...lines: readonly string[]): string =>
  ["on: push", "jobs:", "  ship:", ...lines.map((line) => `    ${line}`), "    runs-on: x"].join("\n");

export const names = { environment: "production", repository: "checkout" };
export const gap = (
  message: string,
  more: Readonly<Record<string, string>> = {},
  on = "own-production",
): ExpectedFailure => ({ message, data: { ...names, ...more }, subject: "production", on });
