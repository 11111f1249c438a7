import type { AnswerSheet, Collector } from "../collector";
import type { ApiClient } from "../http/client";
import { inTurns } from "../http/in-turns";
import type { WantedService } from "../wanted";
import { collaboratorsPart, tellActions } from "./access";
import { tellCodeScanning, tellLeakedSecrets, vulnerabilitiesPart } from "./alerts";
import { changesPart } from "./changes";
import { deploymentParts, tellEnvironments, tellProtectionRules } from "./environments";
import { tellFiles } from "./files";
import { askParts } from "./graphql";
import { type Home, homesOf, questionsOf } from "./home";
import { unanswered } from "./outcome";
import { protectionsPart } from "./protections";
import { missingFact, type Profile, repositoryPart, tellSettings } from "./repository";
import { teamQuestions, tellApps, tellTeams } from "./teams";
import { type Trees, treeParts } from "./trees";
import { tellWorkflowRuns } from "./workflow-runs";

export interface GithubParts {
  /** Over a Send that takes /graphql as well as paths of the REST API. */
  readonly client: ApiClient;
}

/** Repositories whose REST questions are asked at a time; the connections are bounded below. */
const homesAtATime = 10;

/**
 * Reads GitHub: all that GraphQL has in requests for many repositories at once, and the rest by REST. Of 1,000
 * repositories with a service each, GraphQL takes about 36 requests for what they are and as many for their files. Its
 * cost of a repository is 52 calls of connections (languages 1, protections 24, vulnerabilities 2, collaborators 2,
 * changes 12, deployments 11) and one for each file that the catalog names, a hundred of which are a point: some 600
 * points in all. By REST a repository takes 11 requests with an environment and a workflow: its settings, environments,
 * apps that decide, runs, two of Actions, three of leaked secrets and two of code scanning.
 */
export function githubCollector({ client }: GithubParts): Collector {
  return {
    vendor: "github",
    questions: (services) =>
      services.flatMap((service) => [
        ...teamQuestions(service),
        ...(service.repository === undefined
          ? []
          : questionsOf({ service: service.name, wanted: service.repository })),
      ]),
    collect: (services, sheet) => collect(client, services, sheet),
  };
}

async function collect(
  client: ApiClient,
  services: readonly WantedService[],
  sheet: AnswerSheet,
): Promise<void> {
  const places = homesOf(services).map((home) => ({ home, trees: new Map() as Trees }));
  const profiles: Profile[] = [];
  const missing: Home[] = [];
  const parts = places.flatMap(({ home, trees }) => [
    repositoryPart(
      home,
      sheet,
      (profile) => profiles.push(profile),
      () => missing.push(home),
    ),
    protectionsPart(home, sheet),
    vulnerabilitiesPart(home, sheet),
    collaboratorsPart(home, sheet),
    changesPart(home, sheet),
    ...deploymentParts(home, sheet),
    ...treeParts(home, sheet, trees),
  ]);
  await askParts(client, parts);
  const found = new Set(profiles.map(({ home }) => home));
  await Promise.all([
    tellFiles(
      client,
      sheet,
      places.filter(({ home }) => found.has(home)),
    ),
    tellTeams(client, sheet, services),
    tellApps(client, sheet, services),
    inTurns(profiles, homesAtATime, (profile) => tellByRest(client, sheet, profile)),
    inTurns(missing, homesAtATime, (home) => tellMissing(client, sheet, home)),
  ]);
}

async function tellByRest(client: ApiClient, sheet: AnswerSheet, profile: Profile): Promise<void> {
  const { home } = profile;
  await tellSettings(client, sheet, home);
  await tellActions(client, sheet, home);
  await tellEnvironments(client, sheet, home);
  await tellProtectionRules(client, sheet, home);
  await tellWorkflowRuns(client, sheet, profile);
  await tellLeakedSecrets(client, sheet, home);
  await tellCodeScanning(client, sheet, profile);
}

/** All questions of a repository that was not found: it is absent or hidden, and so nothing in it is known. */
async function tellMissing(client: ApiClient, sheet: AnswerSheet, home: Home): Promise<void> {
  const told = await missingFact(client, home);
  const rest = told.state === "absent" ? unanswered("there is no such repository") : told;
  for (const tenant of home.tenants)
    for (const question of questionsOf(tenant)) {
      const isItself = question.kind === "repository" && told.state === "absent";
      sheet.tell(question, isItself ? told : rest);
    }
}
