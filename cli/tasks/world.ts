import { RefusedError, UnansweredError } from "../../evidence/http/outcome";
import type { TaskIssue } from "../../scorecard/tasks/change";
import { readBlock } from "../../scorecard/tasks/marker";
import { DeclinedError, type GithubIssue } from "./github-issues";
import type { SyncInput } from "./sync";

/** What is known of the issues at GitHub. */
export interface World {
  /** Reads repositories anew, and answers those that could not be; what was known of these stays. */
  read(repositories: readonly string[]): Promise<readonly string[]>;
  /**
   * Looks, where none is ours, for issues of another login that are marked: most likely a sync wrote them that had another
   * token, and all would come twice. Such a repository is not known any more.
   */
  refuseStrangers(repositories: readonly string[]): Promise<void>;
  all(): readonly TaskIssue[];
  find(repository: string, number: number): TaskIssue | undefined;
  isKnown(repository: string): boolean;
  /**
   * Takes in an issue as GitHub told it last; undefined where it is none of a sync's: it has no mark, or somebody else
   * opened it, as anybody may paste a mark.
   */
  take(repository: string, issue: GithubIssue): TaskIssue | undefined;
  /** Whether syncs write as this login. */
  isWriter(login: string | undefined): boolean;
  /** What could not be read, as sentences. */
  problems(): readonly string[];
}

/** Failures in a row after which GitHub is asked no further. */
export const mostFailures = 3;

/** A world of which nothing is known yet. */
export function openWorld(
  { issues, config, cards }: Pick<SyncInput, "issues" | "config" | "cards">,
  writers: readonly string[],
): World {
  const known = new Map<string, Map<number, TaskIssue>>();
  const problems = new Map<string, string>();
  const names = new Set(writers.map((writer) => writer.toLowerCase()));
  const isWriter: World["isWriter"] = (login) => login !== undefined && names.has(login.toLowerCase());
  const ownOf = (repository: string, issue: GithubIssue): TaskIssue | undefined =>
    isWriter(issue.user?.login) ? taskIssueOf(repository, issue) : undefined;

  const readOne = async (repository: string): Promise<void> => {
    const found: GithubIssue[] = [];
    for (const creator of writers) found.push(...(await issues.list(repository, { creator })));
    const own = found.flatMap((issue) => ownOf(repository, issue) ?? []);
    known.set(repository.toLowerCase(), new Map(own.map((one) => [one.number, one])));
  };

  const refuseStrangersIn = async (repository: string): Promise<void> => {
    for (const issue of await issues.list(repository, { labels: config.label })) {
      const marker = isWriter(issue.user?.login) ? undefined : taskIssueOf(repository, issue)?.marker;
      if (cards.some(({ project, stack }) => project === marker?.project && stack === marker.stack))
        throw new DeclinedError(
          409,
          `its issue ${issue.number} is marked as a task, and ${issue.user?.login ?? "somebody"} opened it; name that login under writers in catalog/tasks.yaml if a sync wrote as it, else take the label off the issue`,
        );
    }
  };

  return {
    read: (repositories) => readAll(repositories, readOne, problems),
    refuseStrangers: async (repositories) => {
      const empty = repositories.filter((one) => known.get(one.toLowerCase())?.size === 0);
      for (const refused of await readAll(empty, refuseStrangersIn, problems))
        known.delete(refused.toLowerCase());
    },
    all: () => [...known.values()].flatMap((own) => [...own.values()]),
    find: (repository, number) => known.get(repository.toLowerCase())?.get(number),
    isKnown: (repository) => known.has(repository.toLowerCase()),
    take: (repository, issue) => {
      const read = ownOf(repository, issue);
      const own = known.get(repository.toLowerCase());
      if (read === undefined) own?.delete(issue.number);
      else own?.set(issue.number, read);
      return read;
    },
    isWriter,
    problems: () => [...problems.values()],
  };
}

/** One after the other, as GitHub asks for; where it is silent several times in a row, the others are not asked. */
async function readAll(
  repositories: readonly string[],
  readOne: (repository: string) => Promise<void>,
  problems: Map<string, string>,
): Promise<readonly string[]> {
  const unread: string[] = [];
  let silences = 0;
  for (const [index, repository] of repositories.entries()) {
    if (silences >= mostFailures) {
      const rest = repositories.slice(index);
      problems.set("", `GitHub was asked no further: ${rest.length} more repositories were not read.`);
      return [...unread, ...rest];
    }
    try {
      await readOne(repository);
      silences = 0;
    } catch (error) {
      if (error instanceof RefusedError || !isOfGithub(error)) throw error;
      unread.push(repository);
      problems.set(repository, `${repository}: ${error.message}.`);
      silences = error instanceof UnansweredError ? silences + 1 : 0;
    }
  }
  return unread;
}

/** Whether it is GitHub's doing, and no fault of ours. */
export function isOfGithub(error: unknown): error is DeclinedError | UnansweredError {
  return error instanceof DeclinedError || error instanceof UnansweredError;
}

function taskIssueOf(
  repository: string,
  { number, html_url, title, body, state, closed_at, labels }: GithubIssue,
): TaskIssue | undefined {
  const marker = readBlock(body ?? "")?.marker;
  if (marker === undefined) return undefined;
  return {
    repository,
    number,
    url: html_url,
    title,
    body: body ?? "",
    state,
    closedAt: closed_at ?? undefined,
    labels: labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? []))),
    marker,
  };
}
