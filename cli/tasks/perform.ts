import { UnansweredError } from "../../evidence/http/outcome";
import type { Change, IssueFields, TaskIssue } from "../../scorecard/tasks/change";
import { commentOf, isWord, readBlock } from "../../scorecard/tasks/marker";
import type { Operation } from "../../scorecard/tasks/plan";
import { DeclinedError, type GithubIssue, type GithubIssues } from "./github-issues";
import type { Done } from "./sync";
import type { World } from "./world";

/** How often an operation is tried that got no answer. Each try looks first whether it was done already. */
const mostTries = 2;

/** Does one operation. Throws what GitHub did not do or answer. */
export async function perform(operation: Operation, world: World, issues: GithubIssues): Promise<Done> {
  for (let tries = 1; ; tries++) {
    try {
      if (operation.number === undefined) return await open(operation, world, issues, tries > 1);
      const done = await alter(operation, operation.number, world, issues);
      // What needs no change after a request without an answer was changed by it.
      return tries > 1 && done.result === "superseded" ? { ...done, result: "done" } : done;
    } catch (error) {
      const mayPass = error instanceof UnansweredError && !/rate limit|credentials/.test(error.message);
      if (!mayPass || tries === mostTries) throw error;
    }
  }
}

/** After a request without an answer the issue may be there, so that it is looked for before it is opened again. */
async function open(
  operation: Operation,
  world: World,
  issues: GithubIssues,
  mayBeThere: boolean,
): Promise<Done> {
  const { repository, change } = operation;
  if (mayBeThere) {
    const unread = await world.read([repository]);
    if (unread.length > 0) throw new UnansweredError("it could not be asked whether it was done");
    const there = world.all().find((one) => isSame(one, operation));
    if (there !== undefined) return { operation, result: "done", url: there.url, number: there.number };
  }
  const { told, problem } = await openWith(change.fields, repository, issues);
  world.take(repository, told);
  const missing = problem ?? leftOut(told, change.fields);
  return {
    operation,
    result: "done",
    url: told.html_url,
    number: told.number,
    ...(missing === undefined ? {} : { problem: missing }),
  };
}

/** Somebody who may not be assigned makes GitHub refuse all of it. */
async function openWith(fields: IssueFields, repository: string, issues: GithubIssues) {
  try {
    return { told: await issues.open(repository, fields) };
  } catch (error) {
    const { assignees, ...rest } = fields;
    if (!(error instanceof DeclinedError) || error.status !== 422 || assignees === undefined) throw error;
    const problem = `nobody was assigned, as GitHub refused ${assignees.join(", ")}`;
    return { told: await issues.open(repository, rest), problem };
  }
}

function isSame({ repository, body }: TaskIssue, operation: Operation): boolean {
  const own = readBlock(operation.change.fields.body ?? "")?.marker;
  const there = readBlock(body)?.marker;
  const keyOf = (marker: typeof own) =>
    JSON.stringify([marker?.project, marker?.stack, marker?.service, marker?.rule ?? null]);
  return repository.toLowerCase() === operation.repository.toLowerCase() && keyOf(own) === keyOf(there);
}

async function alter(
  operation: Operation,
  number: number,
  world: World,
  issues: GithubIssues,
): Promise<Done> {
  const { repository } = operation;
  const now = await issues.get(repository, number);
  // An issue that was moved answers as another one, elsewhere.
  const isHere = now.html_url === world.find(repository, number)?.url;
  const issue = isHere ? world.take(repository, now) : undefined;
  const change = issue && operation.again(issue);
  const base = { operation, url: now.html_url, number };
  if (change === undefined) return { ...base, result: "superseded" };
  const unsaid = await say(change, repository, number, world, issues);
  const told = await issues.update(repository, number, change.fields);
  world.take(repository, told);
  const missing = unsaid ?? leftOut(told, change.fields);
  return { ...base, result: "done", ...(missing === undefined ? {} : { problem: missing }) };
}

/**
 * Says a word once: what was said before the run ended is found by its mark. Answers why it was not said where the
 * conversation is locked: the task is changed all the same, as else it would stay open for ever.
 */
async function say(
  { word }: Change,
  repository: string,
  number: number,
  { isWriter }: World,
  issues: GithubIssues,
): Promise<string | undefined> {
  if (word === undefined) return undefined;
  const said = await issues.comments(repository, number);
  if (said.some(({ body, user }) => isWriter(user?.login) && isWord(body ?? "", word))) return undefined;
  try {
    await issues.comment(repository, number, commentOf(word, word.text));
  } catch (error) {
    const isLocked =
      error instanceof DeclinedError && error.status === 403 && /is locked/.test(error.message);
    if (!isLocked) throw error;
    return "nothing was said there, as the issue is locked";
  }
  return undefined;
}

/** GitHub leaves out labels and people that the token may not put, without a word. */
function leftOut({ labels, assignees }: GithubIssue, fields: IssueFields): string | undefined {
  const names = labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
  const logins = assignees.map(({ login }) => login);
  const missing = [
    ...missingText("the labels", fields.labels, names),
    ...missingText("the assignees", fields.assignees, logins),
  ];
  return missing.length === 0 ? undefined : `GitHub left out ${missing.join(" and ")}`;
}

/** What of some names is not there, in any case of letters, in words. */
function missingText(
  what: string,
  wanted: readonly string[] = [],
  there: readonly string[],
): readonly string[] {
  const known = new Set(there.map((one) => one.toLowerCase()));
  const missing = wanted.filter((one) => !known.has(one.toLowerCase()));
  return missing.length === 0 ? [] : [`${what} ${missing.join(", ")}`];
}
