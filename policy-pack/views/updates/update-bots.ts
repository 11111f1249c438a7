import { renovateFiles } from "../../../evidence/kinds/renovate-files";
import { daysBetween } from "../../../tiers/calendar";
import type { Evidence, FailureSite, Subject } from "../../engine/rule";
import { type Attempt, attempt, take } from "../attempt";
import { parseJson5Text } from "../json5-text";
import { type Parsed, partOf } from "../parsed";
import { repositoryFile } from "../repository/files";
import type { LinkedRepository } from "../repository/repository";
import { parseYamlOnce } from "../yaml-text";
import { dependabotCoverage } from "./dependabot";
import type { Coverage, Place } from "./ecosystems";
import { renovateCoverage } from "./renovate";
import { isInRootWorkspace } from "./workspaces";

/** A bot's configuration: the file, and what it says. */
interface Configuration {
  readonly path: string;
  readonly site: FailureSite;
  readonly content: Parsed;
}

/** The bots that are set up to update a repository's dependencies. */
export interface UpdateBots {
  /** Paths of the configurations that are known. */
  readonly configured: readonly Configuration[];
  /** Throws UnknownValue where a configuration that nobody told could update the place. */
  coverageOf(place: Place): Coverage;
  /**
   * Whether one of these accounts, which need no file in the repository, opened a pull request at most so many days
   * ago. It proves nothing where a file says what Renovate is to do.
   */
  work(accounts: readonly string[], days: number, today: string): boolean;
}

interface Home {
  readonly service: Subject;
  readonly repository: LinkedRepository;
  readonly evidence: Evidence;
}

export function updateBots(service: Subject, repository: LinkedRepository, evidence: Evidence): UpdateBots {
  const home: Home = { service, repository, evidence };
  const dependabot = attempt(() => dependabotConfiguration(home));
  const renovate = attempt(() => renovateConfiguration(home));
  return {
    configured: [dependabot, renovate].flatMap((one) =>
      "value" in one && one.value !== undefined ? [one.value] : [],
    ),
    coverageOf: (place) =>
      best([
        () => coverage(dependabot, (config) => dependabotCoverage(config, place, inWorkspace(place, home))),
        () => coverage(renovate, (config) => renovateCoverage(config, place)),
      ]),
    work: (accounts, days, today) =>
      take(renovate) === undefined && hasPullRequest(home, accounts, days, today),
  };
}

function coverage(read: Attempt<Configuration | undefined>, judge: (config: Parsed) => Coverage): Coverage {
  const configuration = take(read);
  return configuration === undefined ? "not named" : judge(configuration.content);
}

/** One bot that updates suffices; one that is not known may be it. */
function best(questions: readonly (() => Coverage)[]): Coverage {
  const answers = questions.map(attempt);
  const known = answers.flatMap((one) => ("value" in one ? [one.value] : []));
  if (known.includes("updated")) return "updated";
  for (const answer of answers) take(answer);
  return known.includes("switched off") ? "switched off" : "not named";
}

function dependabotConfiguration(home: Home): Configuration | undefined {
  for (const path of [".github/dependabot.yml", ".github/dependabot.yaml"]) {
    const file = fileAt(path, home);
    if (file !== undefined)
      return { path, site: file.site, content: parseYamlOnce(file.text, path, home.evidence) };
  }
  return undefined;
}

/** The first file counts; package.json only where it says something of Renovate. */
function renovateConfiguration(home: Home): Configuration | undefined {
  for (const path of renovateFiles) {
    const file = fileAt(path, home);
    if (file === undefined) continue;
    const content = parseJson5Text(file.text, path);
    const own = path === "package.json" ? partOf(content, "renovate") : content;
    if (own !== undefined) return { path, site: file.site, content: own };
  }
  return undefined;
}

function fileAt(path: string, { service, repository, evidence }: Home) {
  return repositoryFile(service, evidence, path, `${path} of repository ${repository.name}`);
}

function inWorkspace(place: Place, home: Home): (folder: string) => boolean {
  return (folder) =>
    folder === "" &&
    isInRootWorkspace(
      place,
      (name) => fileAt(name, home)?.text,
      (text, name) =>
        name.endsWith(".json") ? parseJson5Text(text, name) : parseYamlOnce(text, name, home.evidence),
    );
}

function hasPullRequest(
  { repository, evidence }: Home,
  accounts: readonly string[],
  days: number,
  today: string,
): boolean {
  const told = evidence.ask(
    "bot-pull-requests",
    repository.name,
    `the pull requests of bots in repository ${repository.name}`,
  );
  return (told?.latest ?? []).some(
    ({ author, createdAt }) => accounts.includes(author) && daysBetween(createdAt, today) <= days,
  );
}
