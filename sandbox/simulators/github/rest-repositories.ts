import type { Json, WorldObject } from "../../world/schema";
import { apiOf, createdAt, numberOf, objectOf, ok, textsOf } from "../exchange";
import { type Commit, commitsOf, touching } from "./activity";
import { codeOwnersErrors } from "./code-owners";
import { appOf, collaboratorsOf, type Permission, roleOf, strongest, teamGrants, userIdOf } from "./people";
import { isPublic } from "./repository-node";
import {
  forAdmins,
  type GithubRoute,
  notFound,
  ofOrganization,
  ofRepository,
  paged,
  type Shape,
  shown,
} from "./rest";
import { teamBody, userBody } from "./rest-organization";
import { entriesOf, textAt } from "./tree";
import { branchOf, isOn, nameOf, textOf, treeOf, type Viewer } from "./viewer";

export const repositoryRoutes: readonly GithubRoute[] = [
  [
    /^\/orgs\/([^/]+)\/repos$/,
    ofOrganization((viewer) => {
      const type = viewer.ask.query.get("type") ?? "all";
      const all = viewer.ask.world
        .list("repository")
        .filter((one) => type === "all" || (type === "public") === isPublic(one));
      return paged(viewer, all, (one) => ({ ...repositoryBody(viewer, one), ...securityOf(viewer, one) }));
    }),
  ],
  [/^\/repos\/([^/]+)\/([^/]+)$/, ofRepository((viewer, one) => ok(fullBody(viewer, one)))],
  [/^\/repos\/([^/]+)\/([^/]+)\/languages$/, ofRepository((_viewer, one) => ok(apiOf(one).languages ?? {}))],
  [/^\/repos\/([^/]+)\/([^/]+)\/topics$/, ofRepository((_viewer, one) => ok({ names: textsOf(one.topics) }))],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/commits$/,
    ofRepository((viewer, one) => {
      const all = touching(commitsOf(viewer, one), viewer.ask.query.get("path"));
      return paged(viewer, all, (commit) => commitBody(viewer, commit));
    }),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/teams$/,
    ofRepository(
      forAdmins((viewer, one) =>
        paged(viewer, teamGrants(viewer, one), ({ team, permission }) => ({
          ...teamBody(viewer, team),
          permission,
          permissions: rightsOf(permission),
        })),
      ),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/collaborators$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const affiliation = viewer.ask.query.get("affiliation") ?? "all";
        const all = collaboratorsOf(viewer, one).filter(
          ({ outside, grants }) =>
            (affiliation !== "outside" || outside) &&
            (affiliation !== "direct" || grants.some(({ from }) => from === "Repository")),
        );
        return paged(viewer, all, ({ login, grants }) => {
          const permission = strongest(grants);
          const body = { login, id: userIdOf(viewer, login), role_name: roleOf(permission), type: "User" };
          return { ...body, permissions: rightsOf(permission) } satisfies Shape<"collaborator">;
        });
      }),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/contents(?:\/(.*))?$/,
    ofRepository((viewer, one, path = "") => contents(viewer, one, path.replace(/\/$/, ""))),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/codeowners\/errors$/,
    ofRepository((viewer, one) => shown(codeOwnersErrors(viewer, one), (errors) => ({ errors }))),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/properties\/values$/,
    ofRepository((viewer, one) =>
      ok(
        Object.entries(propertiesOf(viewer, one)).map(
          ([property_name, value]) => ({ property_name, value }) satisfies Shape<"custom-property-value">,
        ),
      ),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/properties\/values$/,
    ofOrganization((viewer) =>
      paged(
        viewer,
        viewer.ask.world.list("repository"),
        (one) =>
          ({
            repository_id: numberOf(one.repoId, 0),
            repository_name: nameOf(one),
            repository_full_name: `${viewer.organization.id}/${nameOf(one)}`,
            properties: Object.entries(propertiesOf(viewer, one)).map(([property_name, value]) => ({
              property_name,
              value,
            })),
          }) satisfies Shape<"org-repo-custom-property-values">,
      ),
    ),
  ],
  [
    /^\/apps\/([^/]+)$/,
    (viewer, slug = "") =>
      shown(
        appOf(viewer, slug),
        ({ id, nodeId, name }) => ({ id, slug, node_id: nodeId, name }) satisfies Shape<"integration">,
      ),
  ],
];

/** A repository as it is told within others' answers. */
export function repositoryBody(viewer: Viewer, repository: WorldObject) {
  const { id: login } = viewer.organization;
  const name = nameOf(repository);
  return {
    id: numberOf(repository.repoId, 0),
    node_id: textOf(repository.nodeId),
    name,
    full_name: `${login}/${name}`,
    owner: { login, type: "Organization" },
    html_url: `https://github.com/${login}/${name}`,
    url: `${viewer.ask.base}/api/v3/repos/${login}/${name}`,
    description: textOf(repository.description) || null,
    private: !isPublic(repository),
    visibility: textOf(repository.visibility, "public"),
    archived: isOn(repository.archived),
    disabled: false,
    fork: repository.fork === "true",
    default_branch: branchOf(repository),
    language: textOf(repository.primaryLanguage) || null,
    topics: textsOf(repository.topics),
    created_at: createdAt(repository),
    pushed_at: commitsOf(viewer, repository)[0]?.at ?? createdAt(repository),
    permissions: rightsOf(viewer.isReader ? "pull" : "admin"),
  } satisfies Shape<"minimal-repository">;
}

function fullBody(viewer: Viewer, repository: WorldObject) {
  return {
    ...repositoryBody(viewer, repository),
    allow_merge_commit: isOn(repository.allowMergeCommit, true),
    allow_squash_merge: isOn(repository.allowSquashMerge, true),
    allow_rebase_merge: isOn(repository.allowRebaseMerge, true),
    delete_branch_on_merge: isOn(repository.deleteBranchOnMerge),
    custom_properties: propertiesOf(viewer, repository),
    ...securityOf(viewer, repository),
  } satisfies Shape<"full-repository">;
}

/** The switches of its security, which an administrator is shown of a repository and in the list of an organisation. */
function securityOf(viewer: Viewer, repository: WorldObject) {
  if (viewer.isReader) return {};
  const { plan } = viewer.organization;
  // Without a plan for it a private repository has the block, and in it no switch.
  const hasScanning =
    isPublic(repository) || plan === "enterprise" || apiOf(repository).secretProtection === true;
  const { secretScanning, secretScanningPushProtection } = objectOf(repository.securityAndAnalysis);
  const security = hasScanning
    ? {
        secret_scanning: { status: switchOf(secretScanning) },
        secret_scanning_push_protection: { status: switchOf(secretScanningPushProtection) },
      }
    : {};
  return { security_and_analysis: security } satisfies Shape<"minimal-repository">;
}

function switchOf(given: Json | undefined): "enabled" | "disabled" {
  return objectOf(given).status === "enabled" ? "enabled" : "disabled";
}

/** Custom properties by name; several values make a list. */
function propertiesOf(
  { ask: { world } }: Viewer,
  repository: WorldObject,
): Record<string, string | string[]> {
  const all = world.find("repositoryCustomProperty", "repository", nameOf(repository));
  return Object.fromEntries(
    all.map(({ propertyName, propertyType, propertyValues }) => {
      const values = textsOf(propertyValues);
      return [textOf(propertyName), propertyType === "multi_select" ? values : (values[0] ?? "")];
    }),
  );
}

export function rightsOf(permission: Permission) {
  const order: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];
  const has = (one: Permission) => order.indexOf(one) <= order.indexOf(permission);
  return {
    pull: has("pull"),
    triage: has("triage"),
    push: has("push"),
    maintain: has("maintain"),
    admin: has("admin"),
  };
}

function commitBody(viewer: Viewer, { oid, at, author, message }: Commit) {
  const signature = {
    name: author ?? "Unknown",
    email: `${author ?? "unknown"}@astronomy-shop.example`,
    date: at,
  };
  return {
    sha: oid,
    commit: { message, author: signature, committer: signature },
    author: author === undefined ? null : userBody(viewer, author),
  } satisfies Shape<"commit">;
}

function contents(viewer: Viewer, repository: WorldObject, path: string) {
  const tree = treeOf(viewer, repository);
  const text = textAt(tree, path);
  const name = path.split("/").at(-1) ?? "";
  if (text !== undefined) {
    const content = Buffer.from(text).toString("base64");
    const size = Buffer.byteLength(text);
    return ok({
      type: "file",
      encoding: "base64",
      name,
      path,
      size,
      content,
    } satisfies Shape<"content-file">);
  }
  const folder = tree.folders.get(path);
  if (folder === undefined || tree.files.size === 0) return notFound;
  return ok(
    entriesOf(tree, path, folder).map((entry) => ({
      name: entry.name,
      path: entry.path,
      type: entry.type === "tree" ? "dir" : "file",
    })),
  );
}
