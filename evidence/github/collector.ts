import type { AnswerSheet, Collector, Untold } from "../collector";
import type { ApiClient } from "../http/client";
import { inTurns, openTurns, type Turns } from "../http/in-turns";
import type { WantedService } from "../wanted";
import { collaboratorsPart, tellActions } from "./access";
import { changesPart } from "./changes";
import { tellCodeScanning } from "./code-scanning";
import { type Doubtful, deploymentParts, tellOrigins } from "./deployments";
import { tellEnvironments, tellProtectionRules } from "./environments";
import { tellFiles } from "./files";
import { askParts, type Part } from "./graphql";
import { type Home, homesOf, questionsOf } from "./home";
import { tellLeakedSecrets } from "./leaked-secrets";
import { type Lists, openLists } from "./organisation-lists";
import { unanswered } from "./outcome";
import { protectionsPart, type SeenApp } from "./protections";
import { missingFact, type Profile, repositoryPart, tellSettings } from "./repository";
import { teamQuestions, tellApps, tellTeams } from "./teams";
import { type Trees, treeParts } from "./trees";
import { type CutDismissals, tellDismissals, vulnerabilitiesPart } from "./vulnerabilities";
import { tellWorkflowRuns } from "./workflow-runs";

export interface GithubParts {
  /** Over a Send that takes /graphql as well as paths of the REST API. */
  readonly client: ApiClient;
}

/** Repositories whose REST questions are asked at a time, of each one after the other. */
const homesAtATime = 40;

/**
 * Reads GitHub: all that GraphQL has in requests for many repositories at once, the rest by lists of an organisation where
 * it owns many of them, and what is left by REST. Of 1,000 repositories with a service each, GraphQL takes about 36
 * requests for what they are and as many for their files. Its cost of a repository is 52 calls of connections (languages
 * 1, protections 24, vulnerabilities 2, collaborators 2, changes 12, deployments 11) and one for each file that the catalog
 * names, a hundred of which are a point: some 600 points in all. By REST a repository with an environment and a workflow
 * takes 5 requests besides the lists: its environments, the apps that decide, runs, Actions and analyses; 11 where the
 * lists are hidden.
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

/** What the first queries found that others go on from. */
interface Findings {
  readonly profiles: Profile[];
  readonly missing: Home[];
  readonly untold: { readonly home: Home; readonly why: Untold }[];
  readonly apps: SeenApp[];
  readonly cut: CutDismissals[];
  readonly doubtful: Doubtful[];
}

async function collect(
  client: ApiClient,
  services: readonly WantedService[],
  sheet: AnswerSheet,
): Promise<void> {
  const places = homesOf(services).map((home) => ({ home, trees: new Map() as Trees }));
  const lists = openLists(
    client,
    places.map(({ home }) => home),
  );
  // What REST has is asked while the queries go on, as both together are quicker than one after the other.
  const byRest = openTurns<Profile>(homesAtATime, (one) => tellByRest(client, sheet, lists, one));
  const found: Findings = { profiles: [], missing: [], untold: [], apps: [], cut: [], doubtful: [] };
  await askParts(
    client,
    places.flatMap(({ home, trees }) => partsOf(home, trees, sheet, found, byRest)),
  );
  const homes = new Set(found.profiles.map(({ home }) => home));
  const branches = new Map(found.profiles.map(({ home, branch }) => [home, branch]));
  await Promise.all([
    tellFiles(
      client,
      sheet,
      places.filter(({ home }) => homes.has(home)),
    ),
    tellTeams(client, sheet, services),
    tellApps(client, sheet, services, found.apps),
    tellDismissals(client, sheet, found.cut),
    tellOrigins(client, sheet, found.doubtful, (home) => branches.get(home)),
    byRest.end(),
    inTurns(found.missing, homesAtATime, (home) => tellMissing(client, sheet, home)),
  ]);
  // Nobody can ask further about a repository of which nothing is known.
  for (const { home, why } of found.untold)
    for (const question of home.tenants.flatMap(questionsOf)) sheet.leaveOpen(question, why);
}

function partsOf(
  home: Home,
  trees: Trees,
  sheet: AnswerSheet,
  found: Findings,
  byRest: Turns<Profile>,
): readonly Part[] {
  const take = (profile: Profile): void => {
    found.profiles.push(profile);
    byRest.add(profile);
  };
  return [
    repositoryPart(
      home,
      sheet,
      take,
      () => found.missing.push(home),
      (why) => found.untold.push({ home, why }),
    ),
    protectionsPart(home, sheet, (app) => found.apps.push(app)),
    vulnerabilitiesPart(home, sheet, (one) => found.cut.push(one)),
    collaboratorsPart(home, sheet),
    changesPart(home, sheet),
    ...deploymentParts(home, sheet, (one) => found.doubtful.push(one)),
    ...treeParts(home, sheet, trees),
  ];
}

async function tellByRest(
  client: ApiClient,
  sheet: AnswerSheet,
  lists: Lists,
  profile: Profile,
): Promise<void> {
  const { home } = profile;
  await tellEnvironments(client, sheet, home);
  await tellProtectionRules(client, sheet, home);
  await tellWorkflowRuns(client, sheet, profile);
  // What lists tell comes last, as they take some time.
  await tellActions(client, sheet, lists, home);
  await tellSettings(client, sheet, lists, home);
  await tellLeakedSecrets(client, sheet, lists, home);
  await tellCodeScanning(client, sheet, lists, profile);
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
