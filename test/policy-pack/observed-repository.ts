import type { ObservedResource } from "../../evidence/facts";
import { github } from "../../policy-pack/engine/tokens";
import { type Given, given } from "./given";
import { observedAt } from "./perfect/part";

/** How GitHub tells the repository `checkout`, which this stack does not declare. */
export function seenHome(props: Record<string, string | number | boolean> = {}): ObservedResource {
  return {
    type: github.repository,
    id: "checkout",
    name: "checkout",
    props: {
      name: "checkout",
      fullName: "shop/checkout",
      defaultBranch: "main",
      visibility: "public",
      ...props,
    },
  };
}

/** The service `checkout` in a stack that owns nothing and observes GitHub, its repository seen. */
export function elsewhere(props: Record<string, string | number | boolean> = {}): Given {
  return given
    .service()
    .facts({ repository: "checkout", path: undefined })
    .catalog({ owns: false, observe: ["github"] })
    .observed("repository", "checkout", { value: { resources: [seenHome(props)] } });
}

/** Has GitHub tell what protects the branches of `checkout`, or the stack that owns the account. */
export function seen(
  start: Given,
  protections: readonly ObservedResource[],
  source: "github" | "stack:prod" = "github",
): Given {
  const value = { resources: [...protections] };
  return start.observed("branch-protections", "checkout", { value }, observedAt, source);
}

type Props = ObservedResource["props"];

/** A classic protection that was seen. */
export function classic(props: Props, id = "BPR_1"): ObservedResource {
  return {
    type: github.branchProtection,
    id,
    name: id,
    props: { repositoryId: "checkout", pattern: "main", ...props },
  };
}

/** A ruleset of the repository that was seen in force. */
export function repositoryRuleset(rules: Props, props: Props = {}, id = "501"): ObservedResource {
  return {
    type: github.repositoryRuleset,
    id,
    name: `ruleset-${id}`,
    props: { repository: "checkout", ...inForce, rules, ...props },
  };
}

/** A ruleset of the organisation that was seen in force for the repository. */
export function organizationRuleset(rules: Props, props: Props = {}, id = "601"): ObservedResource {
  return {
    type: github.organizationRuleset,
    id,
    name: `ruleset-${id}`,
    props: { ...inForce, rules, ...props },
  };
}

const inForce: Props = {
  enforcement: "active",
  target: "branch",
  conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
};
