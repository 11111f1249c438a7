import { ownName, parseName } from "../../engine/repositories";
import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { anyHolds } from "../decide";
import type { LinkedRepository } from "../repository/repository";

/** What the workflow token may do where a workflow does not say, and the resource that says so. */
export interface TokenSetting {
  readonly writes: boolean;
  /** Whether workflows may approve pull requests as well. */
  readonly approves: boolean;
  readonly by: Resource;
}

/** The account that a repository is in, in lower case; undefined where nothing tells. */
export function accountOf({ name, resource }: LinkedRepository): string | undefined {
  return parseName(name).owner ?? (resource && ownName(resource).owner);
}

/** Whether no workflow of a repository can run at all. */
export function actionsAreOff(repository: LinkedRepository, evidence: Evidence): boolean {
  const own = ofRepository(repository, github.actionsRepositoryPermissions);
  const organisation = ofOrganisation(repository, evidence, github.actionsOrganizationPermissions);
  return anyHolds([
    ...own.map((one) => () => one.props.get("enabled").boolean() === false),
    ...organisation.map((one) => () => one.props.get("enabledRepositories").string() === "none"),
  ]);
}

/** Whether GitHub runs no action of a repository that is not pinned by its SHA. */
export function pinsAreForced(repository: LinkedRepository, evidence: Evidence): boolean {
  return anyHolds(
    [
      ...ofRepository(repository, github.actionsRepositoryPermissions),
      ...ofOrganisation(repository, evidence, github.actionsOrganizationPermissions),
    ].map((one) => () => one.props.get("shaPinningRequired").boolean() ?? false),
  );
}

/**
 * The default of the workflow token: what the repository says, else its organisation, else the enterprise, where not
 * to say anything means read-only. Undefined where none of them is declared or was seen.
 */
export function tokenSetting(repository: LinkedRepository, evidence: Evidence): TokenSetting | undefined {
  const own = ofRepository(repository, github.workflowRepositoryPermissions).map(read);
  const stated = own.filter(({ permission }) => permission !== undefined);
  // Where two contradict each other, the token writes after one update or the other.
  const decisive = stated.find(({ permission }) => permission !== "read") ?? stated[0];
  const [above] = [
    ...ofOrganisation(repository, evidence, github.actionsOrganizationWorkflowPermissions),
    ...(repository.managedHere ? evidence.all(github.enterpriseActionsWorkflowPermissions) : []),
  ];
  const found = decisive ?? (above && read(above));
  return found && { writes: (found.permission ?? "read") !== "read", approves: found.approves, by: found.by };
}

interface Reading {
  readonly permission: string | undefined;
  readonly approves: boolean;
  readonly by: Resource;
}

function read(by: Resource): Reading {
  return {
    permission: by.props.get("defaultWorkflowPermissions").string(),
    approves: by.props.get("canApprovePullRequestReviews").boolean() ?? false,
    by,
  };
}

/** What the stack declares for the repository, else what was seen. Throws UnknownValue where it may declare some. */
function ofRepository(repository: LinkedRepository, type: string): readonly Resource[] {
  const declared = repository.of(type).filter(({ observed }) => !observed);
  if (declared.length > 0) return declared;
  const [doubt] = repository.inDoubt(type);
  if (doubt) throw doubt.error;
  return repository.seen(type);
}

/** What the stack declares for the account that a repository is in; what names no account is about the stack's own. */
function ofOrganisation(repository: LinkedRepository, evidence: Evidence, type: string): readonly Resource[] {
  const account = accountOf(repository);
  return evidence.all(type).filter(({ props }) => {
    const slug = props.get("organizationSlug").string()?.toLowerCase();
    return slug === undefined || account === undefined ? repository.managedHere : slug === account;
  });
}
