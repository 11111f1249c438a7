import { z } from "zod";
import type { Send } from "../../evidence/http/client";
import { type Connection, quotable } from "../../evidence/http/connection";
import { RefusedError, UnansweredError } from "../../evidence/http/outcome";
import type { Reply } from "../../evidence/http/transport";
import type { IssueFields } from "../../scorecard/tasks/change";

/** GitHub understood and did not do it: asking again comes to the same. The message is the reason, a clause. */
export class DeclinedError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const issueSchema = z.object({
  number: z.int().min(1),
  html_url: z.url({ protocol: /^https?$/ }),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  closed_at: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().optional() })])),
  assignees: z.array(z.object({ login: z.string() })).default([]),
  pull_request: z.unknown().optional(),
});
const commentSchema = z.object({
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
});
const viewerSchema = z.object({ data: z.object({ viewer: z.object({ login: z.string().min(1) }) }) });

/** An issue as GitHub tells it. */
export type GithubIssue = z.infer<typeof issueSchema>;
export type GithubComment = z.infer<typeof commentSchema>;

/** What is done with issues of repositories, each owner/name. Throws DeclinedError, RefusedError or UnansweredError. */
export interface GithubIssues {
  /** Login that the token writes as: an app's ends with [bot]. */
  viewer(): Promise<string>;
  /** All that somebody opened or that have a label, closed ones too: from the list, as the search knows new ones too late. */
  list(
    repository: string,
    by: { readonly creator: string } | { readonly labels: string },
  ): Promise<readonly GithubIssue[]>;
  get(repository: string, number: number): Promise<GithubIssue>;
  comments(repository: string, number: number): Promise<readonly GithubComment[]>;
  comment(repository: string, number: number, body: string): Promise<void>;
  open(repository: string, fields: IssueFields): Promise<GithubIssue>;
  update(repository: string, number: number, fields: IssueFields): Promise<GithubIssue>;
}

/** Pages of a hundred that are read of a list. */
const mostPages = 1000;

export function githubIssues(send: Send, connection: Connection): GithubIssues {
  const ask = asker(send, connection);
  const pages = async <T>(path: string, query: string, schema: z.ZodType<T>): Promise<readonly T[]> => {
    const all: T[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const { value, hasNext } = await ask(
        "GET",
        `${path}?${query}&per_page=100&page=${page}`,
        z.array(schema),
      );
      all.push(...value);
      if (!hasNext) return all;
    }
    // What is not read might be there: to go on would open it a second time.
    throw new UnansweredError(`it has more than ${mostPages * 100} entries in a list`);
  };
  const issues = (repository: string): string => `/repos/${pathOf(repository)}/issues`;
  return {
    viewer: async () =>
      (await ask("POST", "/graphql", viewerSchema, { query: "{ viewer { login } }" })).value.data.viewer
        .login,
    list: async (repository, by) => {
      const query = `state=all&sort=created&direction=asc&${new URLSearchParams({ ...by })}`;
      const all = await pages(issues(repository), query, issueSchema);
      return all.filter((one) => one.pull_request === undefined);
    },
    get: async (repository, number) =>
      (await ask("GET", `${issues(repository)}/${number}`, issueSchema)).value,
    comments: (repository, number) => pages(`${issues(repository)}/${number}/comments`, "", commentSchema),
    comment: async (repository, number, body) => {
      await ask("POST", `${issues(repository)}/${number}/comments`, z.unknown(), { body });
    },
    open: async (repository, fields) => (await ask("POST", issues(repository), issueSchema, fields)).value,
    update: async (repository, number, fields) =>
      (await ask("PATCH", `${issues(repository)}/${number}`, issueSchema, fields)).value,
  };
}

function pathOf(repository: string): string {
  return repository.split("/").map(encodeURIComponent).join("/");
}

function asker(send: Send, connection: Connection) {
  return async <T>(
    method: "GET" | "POST" | "PATCH",
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ): Promise<{ readonly value: T; readonly hasNext: boolean }> => {
    const reply = await send({
      method,
      path,
      headers: {
        accept: "application/vnd.github+json",
        ...connection.headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    refuse(reply, method, connection);
    const parsed = schema.safeParse(jsonOf(reply.text));
    if (!parsed.success) throw new UnansweredError("its answer has another shape");
    return { value: parsed.data, hasNext: /rel="?next"?/.test(reply.headers.get("link") ?? "") };
  };
}

function refuse({ status, text }: Reply, method: string, connection: Connection): void {
  const said = sayingOf(text, connection);
  if (status === 401) throw new RefusedError("it refused the credentials (401)");
  if (status === 404)
    throw new DeclinedError(404, "there is no such thing, or GITHUB_TOKEN may not see it (404)");
  if (status === 410) throw new DeclinedError(410, "issues are switched off there, or it was deleted (410)");
  if (status === 403)
    throw new DeclinedError(403, `it needs Issues: write, or the repository is archived (403${said})`);
  if (status === 429 || status >= 500 || status < 200)
    throw new UnansweredError(`it answered ${status}${said}`);
  if (status >= 300) throw new DeclinedError(status, `it answered ${status}${said}`);
  // A repository that has another name now answers what was to be opened with the list that is there.
  if (method === "POST" && status === 200 && text.startsWith("["))
    throw new DeclinedError(301, "the repository has another name now; write that into the catalog");
}

const messageSchema = z.object({ message: z.string() });

function sayingOf(text: string, connection: Connection): string {
  const message = messageSchema.safeParse(jsonOf(text)).data?.message;
  return message === undefined ? "" : `: ${quotable(message, connection, 400)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No schema takes it.
  }
}
