import type { WorldObject } from "../../world/schema";
import { apiOf, createdAt, numberOf, objectOf } from "../exchange";
import { commitNode, commitsOf, comparisonWith, deploymentsOf, pullRequestsOf } from "./activity";
import { codeOwnersErrors } from "./code-owners";
import { connection, type Page, typed } from "./connection";
import { vulnerabilitiesOf, vulnerabilityNode } from "./findings";
import { type Collaborator, collaboratorsOf, roleOf, strongest, userNode } from "./people";
import { defaultRef, protectionNode, protectionsOf } from "./protections";
import { rulesetNode, rulesetsOf } from "./rulesets";
import { gitObject } from "./tree";
import { branchOf, isEmpty, isOn, nameOf, textOf, treeOf, type Viewer } from "./viewer";

export function isPublic(repository: WorldObject): boolean {
  return textOf(repository.visibility, "public") === "public";
}

export function repositoryNode(viewer: Viewer, repository: WorldObject): object {
  const name = nameOf(repository);
  const branch = branchOf(repository);
  const ref = () =>
    isEmpty(viewer, repository)
      ? null
      : {
          ...defaultRef(viewer, repository, () => {
            const [head] = commitsOf(viewer, repository);
            if (!head) throw new Error("A repository that is not empty has commits.");
            return commitNode(viewer, repository, head);
          }),
          compare: ({ headRef }: { headRef: string }) => comparisonWith(viewer, repository, headRef),
        };
  return {
    __typename: "Repository",
    id: textOf(repository.nodeId),
    databaseId: numberOf(repository.repoId, 0) || null,
    name,
    nameWithOwner: `${viewer.organization.id}/${name}`,
    description: textOf(repository.description) || null,
    url: `https://github.com/${viewer.organization.id}/${name}`,
    isArchived: isOn(repository.archived),
    isDisabled: false,
    isFork: repository.fork === "true",
    isTemplate: isOn(repository.isTemplate),
    isPrivate: !isPublic(repository),
    isEmpty: isEmpty(viewer, repository),
    visibility: textOf(repository.visibility, "public").toUpperCase(),
    createdAt: createdAt(repository),
    pushedAt: () => commitsOf(viewer, repository)[0]?.at ?? null,
    viewerCanAdminister: !viewer.isReader,
    viewerPermission: viewer.isReader ? "READ" : "ADMIN",
    owner: {
      __typename: "Organization",
      login: viewer.organization.id,
      viewerCanAdminister: !viewer.isReader,
    },
    hasVulnerabilityAlertsEnabled: isOn(repository.vulnerabilityAlerts),
    planFeatures: { codeowners: isPublic(repository) || viewer.organization.plan !== "free" },
    codeowners: () => {
      const errors = codeOwnersErrors(viewer, repository);
      return errors ? { errors } : null;
    },
    defaultBranchRef: ref,
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      [branch, `refs/heads/${branch}`].includes(qualifiedName) ? ref() : null,
    languages: languagesOf(repository),
    primaryLanguage: repository.primaryLanguage ? { name: textOf(repository.primaryLanguage) } : null,
    branchProtectionRules: connection(protectionsOf(viewer, repository), (one) =>
      protectionNode(viewer, one),
    ),
    rulesets: (page: Page & { includeParents?: boolean }) => {
      const all = rulesetsOf(viewer, repository).filter(
        ({ isOwn }) => isOwn || page.includeParents !== false,
      );
      return connection(all, (one) => rulesetNode(viewer, repository, one))(page);
    },
    ...listsOf(viewer, repository),
    object: ({ expression }: { expression?: string }) =>
      gitObject(treeOf(viewer, repository), branch, expression ?? ""),
  };
}

function listsOf(viewer: Viewer, repository: WorldObject) {
  return {
    environments: (page: Page) =>
      connection(viewer.ask.world.find("repositoryEnvironment", "repository", nameOf(repository)), (one) => ({
        id: one.id,
        name: textOf(one.environment),
      }))(page),
    vulnerabilityAlerts: (args: Page & { states?: readonly string[] | null }) => {
      if (viewer.isReader) throw forbidden();
      const all = vulnerabilitiesOf(viewer, repository).filter(
        ({ state }) => !args.states || args.states.includes(state.toUpperCase()),
      );
      return connection(all, (one) => vulnerabilityNode(repository, one))(args);
    },
    collaborators: (args: Page & { affiliation?: string | null }) => {
      if (viewer.isReader) throw forbidden();
      const all = collaboratorsOf(viewer, repository).filter(({ outside, grants }) => {
        if (args.affiliation === "OUTSIDE") return outside;
        return args.affiliation !== "DIRECT" || grants.some(({ from }) => from === "Repository");
      });
      return connection(
        all,
        ({ login }) => userNode(viewer, login),
        (one) => collaboratorEdge(viewer, one),
      )(args);
    },
    pullRequests: (args: Page) => pullRequestsOf(viewer, repository, args),
    deployments: (args: Page) => deploymentsOf(viewer, repository, args),
  };
}

function forbidden(): Error {
  return typed("FORBIDDEN", "Resource not accessible by personal access token");
}

/** Of what a source grants GraphQL has three steps only; the name of the role tells the rest. */
const steps = { pull: "READ", triage: "READ", push: "WRITE", maintain: "WRITE", admin: "ADMIN" } as const;

function collaboratorEdge(viewer: Viewer, { grants }: Collaborator) {
  const { id: login } = viewer.organization;
  return {
    permission: roleOf(strongest(grants)).toUpperCase(),
    permissionSources: grants.map(({ permission, from }) => ({
      permission: steps[permission],
      roleName: roleOf(permission),
      source: { __typename: from },
      organization: { login },
    })),
  };
}

function languagesOf(repository: WorldObject) {
  const main = textOf(repository.primaryLanguage);
  const all = Object.entries(objectOf(apiOf(repository).languages ?? (main === "" ? {} : { [main]: 1000 })));
  return connection(
    all,
    ([name]) => ({ name }),
    ([, size]) => ({ size: Number(size) }),
  );
}
