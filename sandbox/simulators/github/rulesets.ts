import picomatch from "picomatch";
import { teamOf } from "../../providers/github-objects";
import type { Json, WorldObject } from "../../world/schema";
import { createdAt, listOf, numberOf, objectOf, textsOf } from "../exchange";
import { connection } from "./connection";
import { appOf, teamNode } from "./people";
import { branchOf, nameOf, textOf, type Viewer } from "./viewer";

/** Names of rules by those of the provider; the rest of GitHub's types has no rule of the provider. */
const types: Readonly<Record<string, string>> = {
  branchNamePattern: "BRANCH_NAME_PATTERN",
  commitAuthorEmailPattern: "COMMIT_AUTHOR_EMAIL_PATTERN",
  commitMessagePattern: "COMMIT_MESSAGE_PATTERN",
  committerEmailPattern: "COMMITTER_EMAIL_PATTERN",
  creation: "CREATION",
  deletion: "DELETION",
  fileExtensionRestriction: "FILE_EXTENSION_RESTRICTION",
  filePathRestriction: "FILE_PATH_RESTRICTION",
  maxFilePathLength: "MAX_FILE_PATH_LENGTH",
  maxFileSize: "MAX_FILE_SIZE",
  mergeQueue: "MERGE_QUEUE",
  nonFastForward: "NON_FAST_FORWARD",
  pullRequest: "PULL_REQUEST",
  requiredCodeScanning: "CODE_SCANNING",
  requiredDeployments: "REQUIRED_DEPLOYMENTS",
  requiredLinearHistory: "REQUIRED_LINEAR_HISTORY",
  requiredSignatures: "REQUIRED_SIGNATURES",
  requiredStatusChecks: "REQUIRED_STATUS_CHECKS",
  requiredWorkflows: "WORKFLOWS",
  tagNamePattern: "TAG_NAME_PATTERN",
  update: "UPDATE",
};

/** One rule of a ruleset; `given` is what the provider was given for it. */
export interface Rule {
  readonly name: string;
  readonly type: string;
  readonly given: Json;
}

export interface Ruleset {
  readonly object: WorldObject;
  readonly isOwn: boolean;
  readonly rules: readonly Rule[];
}

/** Rulesets that a repository has or inherits, in force or not. */
export function rulesetsOf(viewer: Viewer, repository: WorldObject): readonly Ruleset[] {
  const { world } = viewer.ask;
  return viewer.once(`rulesets/${repository.id}`, () => [
    ...world.find("repositoryRuleset", "repository", nameOf(repository)).map((one) => rulesetOf(one, true)),
    ...world
      .list("organizationRuleset")
      .filter((one) => covers(viewer, one, repository))
      .map((one) => rulesetOf(one, false)),
  ]);
}

export function rulesetOf(object: WorldObject, isOwn: boolean): Ruleset {
  const rules = Object.entries(objectOf(object.rules)).flatMap(([name, given]) => {
    const type = types[name];
    const isOff = given === false || given === null || (Array.isArray(given) && given.length === 0);
    return type === undefined || isOff ? [] : [{ name, type, given }];
  });
  return { object, isOwn, rules };
}

/** Rulesets that are in force for the default branch. */
export function inForce(viewer: Viewer, repository: WorldObject): readonly Ruleset[] {
  return rulesetsOf(viewer, repository).filter(
    ({ object }) =>
      object.enforcement === "active" &&
      object.target === "branch" &&
      includesDefault(object, branchOf(repository)),
  );
}

function includesDefault(ruleset: WorldObject, branch: string): boolean {
  const { includes, excludes } = objectOf(objectOf(ruleset.conditions).refName);
  const fits = (pattern: string) =>
    pattern === "~ALL" || pattern === "~DEFAULT_BRANCH" || matches(pattern, `refs/heads/${branch}`);
  return textsOf(includes).some(fits) && !textsOf(excludes).some(fits);
}

function covers(viewer: Viewer, ruleset: WorldObject, repository: WorldObject): boolean {
  const conditions = objectOf(ruleset.conditions);
  if (conditions.repositoryId !== undefined)
    return textsOf(conditions.repositoryId).includes(textOf(repository.repoId));
  if (conditions.repositoryProperty !== undefined) {
    const { includes, excludes } = objectOf(conditions.repositoryProperty);
    const has = (condition: Json) => hasProperty(viewer, repository, condition);
    return listOf(includes).every(has) && !listOf(excludes).some(has);
  }
  const { includes, excludes } = objectOf(conditions.repositoryName);
  const fits = (pattern: string) => pattern === "~ALL" || matches(pattern, nameOf(repository));
  return textsOf(includes).some(fits) && !textsOf(excludes).some(fits);
}

function hasProperty(viewer: Viewer, repository: WorldObject, condition: Json): boolean {
  const { name, propertyValues } = objectOf(condition);
  const wanted = textsOf(propertyValues);
  return viewer.ask.world
    .find("repositoryCustomProperty", "repository", nameOf(repository))
    .filter(({ propertyName }) => propertyName === name)
    .some((one) => textsOf(one.propertyValues).some((value) => wanted.includes(value)));
}

/** Ruby's fnmatch, as GitHub has it: a star stays within a folder. */
export function matches(pattern: string, text: string): boolean {
  return picomatch.isMatch(text, pattern, { dot: true, nobrace: true, noextglob: true, nonegate: true });
}

export function rulesetNode(
  viewer: Viewer,
  repository: WorldObject,
  { object, isOwn, rules }: Ruleset,
): object {
  // To whoever may not change a ruleset the list of those who pass it looks empty.
  const actors = viewer.isReader ? [] : listOf(object.bypassActors).map(objectOf);
  const node: object = {
    __typename: "RepositoryRuleset",
    id: textOf(object.nodeId),
    databaseId: numberOf(object.rulesetId, Number(object.id)),
    name: textOf(object.name),
    enforcement: textOf(object.enforcement, "active").toUpperCase(),
    target: textOf(object.target, "branch").toUpperCase(),
    createdAt: createdAt(object),
    updatedAt: createdAt(object),
    source: isOwn
      ? { __typename: "Repository", name: nameOf(repository) }
      : { __typename: "Organization", login: viewer.organization.id },
    conditions: () => {
      const { includes, excludes } = objectOf(objectOf(object.conditions).refName);
      return { refName: { include: textsOf(includes), exclude: textsOf(excludes) } };
    },
    bypassActors: connection(actors, (actor) => bypassNode(viewer, object, actor)),
    rules: connection(rules, (rule) => ruleNode(rule, object.id, node)),
  };
  return node;
}

export function ruleNode({ type, name, given }: Rule, id: string, repositoryRuleset: object) {
  return {
    id: `RRU_${id}_${name}`,
    type,
    parameters: parametersOf(name, objectOf(given)),
    repositoryRuleset,
  };
}

const roleNames: Readonly<Record<string, string>> = {
  1: "read",
  2: "maintain",
  3: "triage",
  4: "write",
  5: "admin",
};

function bypassNode(viewer: Viewer, ruleset: WorldObject, actor: ReturnType<typeof objectOf>) {
  const { actorType, actorId, bypassMode } = actor;
  const id = textOf(actorId);
  const isRole = actorType === "RepositoryRole";
  return {
    id: `RRBA_${ruleset.id}_${actorType}_${id}`,
    bypassMode: textOf(bypassMode, "always").toUpperCase(),
    deployKey: actorType === "DeployKey",
    enterpriseOwner: actorType === "EnterpriseOwner",
    organizationAdmin: actorType === "OrganizationAdmin",
    repositoryRoleDatabaseId: isRole ? Number(id) : null,
    repositoryRoleName: isRole ? (roleNames[id] ?? null) : null,
    actor: actorNode(viewer, textOf(actorType), id),
  };
}

function actorNode(viewer: Viewer, type: string, id: string) {
  if (type === "Integration") {
    const app = appOf(viewer, id);
    return {
      __typename: "App",
      id: app?.nodeId ?? id,
      databaseId: app?.id ?? Number(id),
      slug: app?.slug ?? id,
      name: app?.name ?? id,
    };
  }
  const team = type === "Team" ? teamOf(id, viewer.ask.world) : undefined;
  return team ? teamNode(viewer, team) : null;
}

type Given = ReturnType<typeof objectOf>;
const flag = (given: Given, name: string) => given[name] === true;
const pattern = (__typename: string) => (given: Given) => ({
  __typename,
  name: textOf(given.name),
  negate: flag(given, "negate"),
  operator: textOf(given.operator),
  pattern: textOf(given.pattern),
});

/** Parameters of rules in GraphQL by the provider's names; a rule that is not here has none. */
const parameters: Readonly<Record<string, (given: Given) => object>> = {
  branchNamePattern: pattern("BranchNamePatternParameters"),
  commitAuthorEmailPattern: pattern("CommitAuthorEmailPatternParameters"),
  commitMessagePattern: pattern("CommitMessagePatternParameters"),
  committerEmailPattern: pattern("CommitterEmailPatternParameters"),
  tagNamePattern: pattern("TagNamePatternParameters"),
  update: () => ({ __typename: "UpdateParameters", updateAllowsFetchAndMerge: false }),
  mergeQueue: (given) => ({ __typename: "MergeQueueParameters", ...given }),
  maxFileSize: (given) => ({ __typename: "MaxFileSizeParameters", ...given }),
  maxFilePathLength: (given) => ({ __typename: "MaxFilePathLengthParameters", ...given }),
  filePathRestriction: (given) => ({ __typename: "FilePathRestrictionParameters", ...given }),
  fileExtensionRestriction: (given) => ({ __typename: "FileExtensionRestrictionParameters", ...given }),
  requiredDeployments: (given) => ({ __typename: "RequiredDeploymentsParameters", ...given }),
  requiredCodeScanning: (given) => ({
    __typename: "CodeScanningParameters",
    codeScanningTools: listOf(given.requiredCodeScanningTools).map(objectOf),
  }),
  pullRequest: (given) => ({
    __typename: "PullRequestParameters",
    requiredApprovingReviewCount: numberOf(given.requiredApprovingReviewCount, 0),
    dismissStaleReviewsOnPush: flag(given, "dismissStaleReviewsOnPush"),
    requireCodeOwnerReview: flag(given, "requireCodeOwnerReview"),
    requireLastPushApproval: flag(given, "requireLastPushApproval"),
    requiredReviewThreadResolution: flag(given, "requiredReviewThreadResolution"),
  }),
  requiredStatusChecks: (given) => ({
    __typename: "RequiredStatusChecksParameters",
    strictRequiredStatusChecksPolicy: flag(given, "strictRequiredStatusChecksPolicy"),
    doNotEnforceOnCreate: flag(given, "doNotEnforceOnCreate"),
    requiredStatusChecks: listOf(given.requiredChecks)
      .map(objectOf)
      .map(({ context, integrationId }) => ({
        context: textOf(context),
        integrationId: numberOf(integrationId, 0) || null,
      })),
  }),
  requiredWorkflows: (given) => ({
    __typename: "WorkflowsParameters",
    doNotEnforceOnCreate: flag(given, "doNotEnforceOnCreate"),
    workflows: listOf(given.requiredWorkflows)
      .map(objectOf)
      .map(({ path, repositoryId, ref }) => ({
        path: textOf(path),
        repositoryId: numberOf(repositoryId, 0),
        ref: textOf(ref) || null,
      })),
  }),
};

function parametersOf(name: string, given: Given): object | null {
  return parameters[name]?.(given) ?? null;
}
