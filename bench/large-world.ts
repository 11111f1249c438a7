import fs from "node:fs";
import path from "node:path";
import type { WantedService } from "../evidence/wanted";
import type { JsonObject, Kind, Objects, Vendor, WorldObject } from "../sandbox/world/schema";
import { createStore } from "../sandbox/world/store";
import { parse, replace } from "../sandbox/world/world-file";
import { filesOfRepository } from "./large-repository";

/** The organisation at all vendors. */
const owner = "large-shop";
/** Teams that own the services in turn, and people in each. */
const teamCount = 100;
const teamSize = 5;

interface Team {
  readonly name: string;
  readonly people: readonly string[];
}

const teams: readonly Team[] = Array.from({ length: teamCount }, (_, index) => ({
  name: `team-${index + 1}`,
  people: Array.from({ length: teamSize }, (_, place) => `person-${index * teamSize + place + 1}`),
}));

function teamOf(index: number): Team {
  const team = teams[index % teamCount];
  if (team === undefined) throw new Error("there is no such team");
  return team;
}

/** Writes a world of this many services, each in a repository of its own, and tells what is wanted of each. */
export function writeLargeWorld(folder: string, count: number): readonly WantedService[] {
  fs.mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
  write(folder, "github", githubObjects(names));
  write(folder, "pagerduty", pagerdutyObjects(names));
  write(folder, "datadog", datadogObjects(names));
  return names.map((name, index) => wantedOf(name, teamOf(index)));
}

function write(folder: string, vendor: Vendor, objects: Objects): void {
  const file = path.join(folder, `${vendor}.json`);
  replace(file, vendor, createStore(parse({ format: 1, vendor, objects }, vendor, file)).entries());
}

function wantedOf(name: string, team: Team): WantedService {
  return {
    name,
    names: [name],
    repository: {
      subject: name,
      owner,
      name,
      folder: "",
      files: ["README.md", "docs/runbook.md", "api/openapi.yaml"],
      workflows: [".github/workflows/release.yml"],
      environments: ["production"],
    },
    teams: [team.name],
    apps: [],
    paging: { services: [name] },
    people: team.people.map((login) => ({ login, email: addressOf(login) })),
    slos: [],
    dashboards: [],
  };
}

function addressOf(login: string): string {
  return `${login}@${owner}.example`;
}

type Content = Omit<WorldObject, "id"> & JsonObject;

function byId(entries: readonly (readonly [string, Content])[]): { [id: string]: WorldObject } {
  return Object.fromEntries(entries.map(([id, content]) => [id, { id, ...content }]));
}

function kinds(entries: readonly (readonly [Kind, { [id: string]: WorldObject }])[]): Objects {
  return Object.fromEntries(entries);
}

const people = teams.flatMap((team) => team.people);
const created = { api: { createdAt: "2024-03-04T08:00:00Z" } };

function githubObjects(names: readonly string[]): Objects {
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
      byId([[owner, { login: owner, name: owner, plan: "enterprise", nodeId: "O_1", ...created }]]),
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
    api: { ...created.api, files: filesOfRepository(name, team, owner) },
  };
}

function pagerdutyObjects(names: readonly string[]): Objects {
  const idOf = (login: string) => `PU${login.slice("person-".length)}`;
  const methods = ["email_contact_method", "phone_contact_method", "push_notification_contact_method"];
  const methodsOf = (login: string) =>
    methods.map((type, index): [string, Content] => [
      `PM${login.slice("person-".length)}X${index}`,
      {
        userId: idOf(login),
        type,
        address: addressOf(login),
        label: "Default",
        blacklisted: false,
        enabled: true,
      },
    ]);
  const rulesOf = (login: string) =>
    methods.map((type, index): [string, Content] => {
      const number = login.slice("person-".length);
      const contactMethod = { type, id: `PM${number}X${index}` };
      return [
        `PN${number}X${index}`,
        { userId: idOf(login), urgency: "high", startDelayInMinutes: index * 5, contactMethod },
      ];
    });
  return kinds([
    ["vendor", byId([["PVDATADOG", { name: "Datadog", type: "event_transformer_api" }]])],
    [
      "user",
      byId(
        people.map((login) => [
          idOf(login),
          {
            name: login,
            email: addressOf(login),
            role: "user",
            timeZone: "Europe/Berlin",
            teams: [],
            ...created,
          },
        ]),
      ),
    ],
    ["userContactMethod", byId(people.flatMap(methodsOf))],
    ["userNotificationRule", byId(people.flatMap(rulesOf))],
    [
      "schedule",
      byId(teams.map((team, index) => [`PS${index + 1}`, scheduleOf(team, team.people.map(idOf))])),
    ],
    [
      "escalationPolicy",
      byId(
        teams.map(({ name }, index) => [
          `PP${index + 1}`,
          {
            name,
            numLoops: 2,
            rules: [
              rule(`${index}A`, [{ type: "schedule_reference", id: `PS${index + 1}` }]),
              rule(`${index}B`, [{ type: "user_reference", id: idOf(teamOf(index).people[0] ?? "") }]),
            ],
            ...created,
          },
        ]),
      ),
    ],
    [
      "service",
      byId(
        names.map((name, index) => [
          `PX${index + 1}`,
          {
            name,
            escalationPolicy: `PP${(index % teamCount) + 1}`,
            acknowledgementTimeout: "1800",
            autoResolveTimeout: "14400",
            alertCreation: "create_alerts_and_incidents",
            incidentUrgencyRule: { type: "constant", urgency: "high" },
            status: "active",
            createdAt: "2024-03-04T08:00:00Z",
          },
        ]),
      ),
    ],
    [
      "serviceIntegration",
      byId(
        names.map((name, index) => [
          `PI${index + 1}`,
          { service: `PX${index + 1}`, name, vendor: "PVDATADOG", type: "events_api_v2_inbound_integration" },
        ]),
      ),
    ],
  ]);
}

function rule(id: string, targets: readonly JsonObject[]): JsonObject {
  return { id, escalationDelayInMinutes: 10, targets };
}

function scheduleOf({ name }: Team, users: readonly string[]): Content {
  const start = "2024-03-04T09:00:00+01:00";
  const layer = {
    id: `PL${name}`,
    name: "Layer 1",
    start,
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: 604_800,
    users,
  };
  return { name, timeZone: "Europe/Berlin", overflow: false, teams: [], layers: [layer], ...created };
}

const signals: readonly (readonly [string, string])[] = [
  ["latency", "percentile(last_5m):p95:trace.http.request{service:NAME,env:prod} > 0.5"],
  ["errors", "sum(last_5m):sum:trace.http.request.errors{service:NAME,env:prod}.as_count() > 50"],
  ["traffic", "sum(last_10m):sum:trace.http.request.hits{service:NAME,env:prod}.as_count() < 1"],
  ["saturation", "avg(last_10m):avg:kubernetes.cpu.usage.total{service:NAME} > 0.8"],
];

function datadogObjects(names: readonly string[]): Objects {
  const monitorsOf = (name: string, index: number) =>
    signals.map(([signal, query], place): [string, Content] => [
      String(1_000_000 + index * signals.length + place),
      {
        name: `${name}: ${signal}`,
        type: "query alert",
        query: query.replaceAll("NAME", name),
        message: `{{#is_alert}}@pagerduty-${name}{{/is_alert}} https://docs.${owner}.example/${name}`,
        monitorThresholds: { critical: "50" },
        tags: [`service:${name}`, `signal:${signal}`, "env:prod"],
      },
    ]);
  const hits = (name: string) => `sum:trace.http.request.hits{service:${name},env:prod}.as_count()`;
  const sloOf = (name: string): Content => ({
    name: `${name} availability`,
    type: "metric",
    query: {
      numerator: `${hits(name)} - sum:trace.http.request.errors{service:${name}}.as_count()`,
      denominator: hits(name),
    },
    thresholds: [{ timeframe: "30d", target: 99.9 }],
    timeframe: "30d",
    targetThreshold: 99.9,
    tags: [`service:${name}`, "sli:availability"],
  });
  return kinds([
    ["monitor", byId(names.flatMap(monitorsOf))],
    ["serviceLevelObjective", byId(names.map((name, index) => [slo(index), sloOf(name)]))],
    [
      "syntheticsTest",
      byId(
        names.map((name, index) => [
          `t-${index + 1}`,
          {
            name: `${name} answers`,
            type: "api",
            subtype: "http",
            status: "live",
            message: `@pagerduty-${name}`,
            locations: ["aws:eu-central-1", "aws:eu-west-1"],
            tags: [`service:${name}`],
            requestDefinition: { method: "GET", url: `https://${name}.${owner}.example/health` },
            assertions: [{ type: "statusCode", operator: "is", target: "200" }],
            optionsList: { tickEvery: 60, minLocationFailed: 1 },
            monitorId: 9_000_000 + index,
          },
        ]),
      ),
    ],
    [
      "dashboard",
      byId(
        names.map((name, index) => [
          `d-${index + 1}`,
          {
            title: `${name} overview`,
            layoutType: "ordered",
            templateVariables: [{ name: "service", prefix: "service", defaults: [name] }],
            widgets: [
              {
                serviceLevelObjectiveDefinition: {
                  sloId: slo(index),
                  viewType: "detail",
                  timeWindows: ["30d"],
                },
              },
            ],
          },
        ]),
      ),
    ],
    [
      "pagerdutyServiceObject",
      byId(names.map((name) => [name, { serviceName: name, serviceKey: "not-a-key" }])),
    ],
  ]);
}

function slo(index: number): string {
  return `slo-${index + 1}`;
}
