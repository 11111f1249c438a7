import type { JsonObject } from "../world/schema";
import { ownerOf, repositoryOf, teamOf } from "./github-objects";
import { argument, only } from "./lookups";
import { type Context, type Lookups, Refused } from "./resource-type";

const blankRepository: JsonObject = {
  allowAutoMerge: false,
  allowForking: true,
  allowMergeCommit: true,
  allowRebaseMerge: true,
  allowSquashMerge: true,
  allowUpdateBranch: false,
  archived: false,
  defaultBranch: "main",
  deleteBranchOnMerge: false,
  description: "",
  hasDiscussions: false,
  hasDownloads: false,
  hasIssues: false,
  hasProjects: false,
  hasWiki: false,
  homepageUrl: "",
  isTemplate: false,
  mergeCommitMessage: "PR_TITLE",
  mergeCommitTitle: "MERGE_MESSAGE",
  primaryLanguage: "",
  squashMergeCommitMessage: "COMMIT_MESSAGES",
  squashMergeCommitTitle: "COMMIT_OR_PR_TITLE",
  topics: [],
};
const repositoryAddresses = [
  "fullName",
  "gitCloneUrl",
  "htmlUrl",
  "httpCloneUrl",
  "name",
  "nodeId",
  "private",
  "repoId",
  "sshCloneUrl",
  "svnUrl",
  "visibility",
];

function getRepository(args: JsonObject, { world }: Context): JsonObject {
  const reference = argument(args, "fullName") || argument(args, "name");
  if (!reference) throw new Refused(`One of "fullName" and "name" has to be provided`);
  const found = repositoryOf(reference, world);
  if (!found)
    throw new Refused(`GET https://api.github.com/repos/${ownerOf(world)}/${reference}: 404 Not Found []`);
  return {
    ...blankRepository,
    ...only(found, [...repositoryAddresses, ...Object.keys(blankRepository)]),
    fork: found.fork === "true",
    pages: [],
    repositoryLicenses: [],
    templates: [],
  };
}

function getTeam(args: JsonObject, { world }: Context): JsonObject {
  const slug = argument(args, "slug");
  const found = teamOf(slug, world);
  if (!found) throw new Refused(`Could not find team by slug: ${slug}`);
  const members = world.find("teamMembership", "teamId", found.id).map(({ username }) => username ?? "");
  const shares = world.find("teamRepository", "teamId", found.id);
  return {
    ...only(found, ["description", "name", "nodeId", "notificationSetting", "privacy", "slug"]),
    members,
    permission: "pull",
    repositories: shares.map(({ repository }) => repository ?? ""),
    repositoriesDetaileds: shares.map(({ repository, permission }) => ({
      repoId: repositoryOf(String(repository), world)?.repoId ?? 0,
      repoName: repository ?? "",
      roleName: permission ?? "pull",
    })),
    membershipType: args.membershipType ?? "all",
    summaryOnly: args.summaryOnly ?? false,
    resultsPerPage: args.resultsPerPage ?? 100,
  };
}

function getUser(args: JsonObject, { world }: Context): JsonObject {
  const username = argument(args, "username");
  const found = world.get("user", username);
  if (!found) throw new Refused(`GET https://api.github.com/users/${username}: 404 Not Found []`);
  const texts = ["avatarUrl", "bio", "blog", "company", "gravatarId", "location", "suspendedAt", "updatedAt"];
  return {
    ...Object.fromEntries(texts.map((name) => [name, ""])),
    ...only(found, ["email", "login", "name", "nodeId"]),
    id: String(found.userId),
    username,
    createdAt: "",
    followers: 0,
    following: 0,
    publicGists: 0,
    publicRepos: 0,
    siteAdmin: false,
    gpgKeys: [],
    sshKeys: [],
  };
}

/** GitHub's data sources that the stand-in knows. */
export const githubLookups: Lookups = {
  "github:index/getRepository:getRepository": getRepository,
  "github:index/getTeam:getTeam": getTeam,
  "github:index/getUser:getUser": getUser,
};
