import type { Objects } from "../sandbox/world/schema";
import {
  addressOf,
  byId,
  type Content,
  created,
  kinds,
  owner,
  people,
  teamCount,
  teamOf,
  teamSize,
  teams,
} from "./large-organisation";
import { filesOfRepository } from "./large-repository";

export function githubObjects(names: readonly string[]): Objects {
  const ruleset = (name: string): Content => ({
    name: "main",
    repository: name,
    target: "branch",
    enforcement: "active",
    nodeId: `RRS_${name}`,
    rulesetId: 1000 + Number(name.slice("service-".length)),
    conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
    rules: {
      deletion: true,
      nonFastForward: true,
      pullRequest: { requiredApprovingReviewCount: 1, dismissStaleReviewsOnPush: true },
      requiredStatusChecks: { requiredChecks: [{ context: "build" }] },
    },
    bypassActors: [],
  });
  return kinds([
    [
      "organization",
      byId([
        [
          owner,
          {
            login: owner,
            name: owner,
            plan: "enterprise",
            nodeId: "O_1",
            api: { ...created.api, basePermission: "none" },
          },
        ],
      ]),
    ],
    [
      "user",
      byId(
        people.map((login, index) => [
          login,
          {
            login,
            userId: index + 1,
            name: login,
            email: addressOf(login),
            nodeId: `U_${login}`,
            ...created,
          },
        ]),
      ),
    ],
    [
      "team",
      byId(
        teams.map(({ name }, index) => [
          String(index + 1),
          { name, slug: name, privacy: "closed", membersCount: teamSize, nodeId: `T_${name}`, ...created },
        ]),
      ),
    ],
    [
      "teamMembership",
      byId(
        teams.flatMap((team, index) =>
          team.people.map((username): [string, Content] => [
            `${index + 1}:${username}`,
            { teamId: String(index + 1), username, role: "member" },
          ]),
        ),
      ),
    ],
    ["repository", byId(names.map((name, index) => [name, repositoryOf(name, index)]))],
    ["repositoryRuleset", byId(names.map((name, index) => [String(1001 + index), ruleset(name)]))],
    [
      "repositoryEnvironment",
      byId(
        names.map((name) => [
          `${name}:production`,
          {
            repository: name,
            environment: "production",
            canAdminsBypass: false,
            preventSelfReview: true,
            waitTimer: 0,
            reviewers: [{ teams: ["1"], users: [] }],
            deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
          },
        ]),
      ),
    ],
    [
      "teamRepository",
      byId(
        names.map((name, index) => [
          `${(index % teamCount) + 1}:${name}`,
          { teamId: String((index % teamCount) + 1), repository: name, permission: "push" },
        ]),
      ),
    ],
  ]);
}

function repositoryOf(name: string, index: number): Content {
  const { name: team } = teamOf(index);
  return {
    name,
    fullName: `${owner}/${name}`,
    description: `Does the part of the shop that ${name} is there for.`,
    visibility: "private",
    private: true,
    archived: false,
    vulnerabilityAlerts: true,
    defaultBranch: "main",
    securityAndAnalysis: {
      secretScanning: { status: "enabled" },
      secretScanningPushProtection: { status: "enabled" },
    },
    repoId: 100_000 + index,
    nodeId: `R_${name}`,
    api: { ...created.api, ...history, files: filesOfRepository(name, team, owner) },
  };
}

const daily = (count: number): readonly string[] => Array.from({ length: count }, (_, day) => `P${day + 1}D`);

/** What has happened in a repository, as long ago as ISO 8601 writes it. */
const history = {
  languages: { TypeScript: 40_000, Dockerfile: 300 },
  commits: daily(20).map((at) => ({
    at,
    author: "person-1",
    message: "Change something",
    paths: ["src/a.ts"],
  })),
  checks: [{ name: "build" }, { name: "test" }],
  pullRequests: daily(30).map((at, index) => ({
    number: 30 - index,
    title: "Change something",
    at,
    author: index % 5 === 0 ? "dependabot[bot]" : "person-1",
    bot: index % 5 === 0,
    checks: [{ name: "build" }, { name: "test" }],
  })),
  deployments: daily(10).map((at, index) => ({
    environment: "production",
    at,
    ref: "main",
    ...(index === 0 ? {} : { state: "inactive" }),
    statuses: [{ state: "success", at }],
  })),
  workflowRuns: { "release.yml": daily(20).map((at) => ({ at, conclusion: "success" })) },
  vulnerabilityAlerts: ["high", "medium", "low"].map((severity) => ({
    package: "left",
    severity,
    at: "P5D",
  })),
  codeScanning: {
    analyses: daily(5).map((at) => ({ tool: "CodeQL", at })),
    alerts: [{ rule: "js/sql-injection", severity: "high", at: "P4D" }],
    setup: { state: "configured" },
  },
};
