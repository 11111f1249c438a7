import { github } from "../../policy-pack/engine/tokens";
import { type Given, given } from "./given";

/** The service `checkout` in a repository that is its alone, so that the second service keeps a perfect one. */
export function inOwnRepository(props: Record<string, unknown> = {}): Given {
  return given
    .service()
    .facts({ repository: "checkout", path: undefined })
    .add({
      type: github.repository,
      name: "own",
      props: {
        name: "checkout",
        fullName: "shop/checkout",
        nodeId: "R_own",
        repoId: 11,
        visibility: "public",
        ...props,
      },
    });
}

/** The same with its default branch `main` declared. */
export function withMain(): Given {
  return inOwnRepository().add({
    type: github.branchDefault,
    name: "own-default",
    props: { repository: "checkout", branch: "main" },
    dependsOn: { repository: ["own"] },
  });
}

/** Protects branches of the repository in the classic way. */
export function protect(start: Given, props: Record<string, unknown>, name = "own-main"): Given {
  return start.add({
    type: github.branchProtection,
    name,
    props: { repositoryId: "checkout", pattern: "main", ...props },
    dependsOn: { repositoryId: ["own"] },
  });
}

/** Protects the default branch by a ruleset of the repository. */
export function addRuleset(start: Given, props: Record<string, unknown>, name = "own-ruleset"): Given {
  return start.add({
    type: github.repositoryRuleset,
    name,
    props: {
      repository: "checkout",
      enforcement: "active",
      target: "branch",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      ...props,
    },
    dependsOn: { repository: ["own"] },
  });
}

/** Protects default branches by a ruleset of the organisation; `repositories` chooses them. */
export function addOrganizationRuleset(
  start: Given,
  repositories: Record<string, unknown>,
  props: Record<string, unknown>,
  dependsOn: readonly string[] = [],
): Given {
  return start.add({
    type: github.organizationRuleset,
    name: "everywhere",
    belongs: false,
    props: {
      enforcement: "active",
      target: "branch",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] }, ...repositories },
      ...props,
    },
    dependsOn: { conditions: dependsOn },
  });
}
