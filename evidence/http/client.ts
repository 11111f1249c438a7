import type { z } from "zod";
import type { AnswerCache } from "./cache";
import { type Connection, quotable } from "./connection";
import { NotVisibleError, RefusedError, UnansweredError } from "./outcome";
import type { Reply } from "./transport";

/** A question to a vendor's API, and what its answer may look like. */
export interface ApiRequest<T> {
  /** Below the base address, such as /schedules/P123. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON by POST; by GET without one. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Keeps only what is needed: what it drops is never stored. */
  readonly schema: z.ZodType<T>;
  /** What the credentials need to see this, as the vendor calls it. */
  readonly permission: string;
  /** Statuses that mean that there is no such thing; 404 unless said otherwise. */
  readonly absentAt?: readonly number[];
  /** Whether nobody asks the same again, so that a large answer need not be held in memory. */
  readonly isAskedOnce?: boolean;
  /** Whether an answer may be kept; always, unless said otherwise. */
  readonly mayKeep?: (value: T) => boolean;
}

/** An answer with when the vendor gave it. */
export interface ApiAnswer<T> {
  readonly value: T;
  /** ISO 8601. */
  readonly at: string;
  /** Where the next page is, of vendors that link it. */
  readonly next?: string;
}

/**
 * Asks a vendor. Undefined: there is no such thing. Throws NotVisibleError, RefusedError or UnansweredError. The same
 * question is asked once, also where several ask it at a time.
 */
export interface ApiClient {
  get<T>(request: ApiRequest<T>): Promise<ApiAnswer<T> | undefined>;
}

/** Sends one request; what the client's transport does about it is its own matter. */
export type Send = (request: {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}) => Promise<Reply>;

export interface ClientParts {
  readonly connection: Connection;
  readonly send: Send;
  readonly cache: AnswerCache;
  readonly now: () => Date;
}

/** A client that asks nothing twice within the cache's age, and asks on condition after it. */
export function openClient(parts: ClientParts): ApiClient {
  const asked = new Map<string, Promise<ApiAnswer<unknown> | undefined>>();
  return {
    get: <T>(request: ApiRequest<T>) => {
      const path = pathOf(request);
      const key = parts.cache.keyOf(path, request.body, request.headers);
      const known = asked.get(key) ?? ask(parts, request, path, key);
      asked.set(key, known);
      if (request.isAskedOnce) void known.finally(() => asked.delete(key)).catch(() => undefined);
      return known as Promise<ApiAnswer<T> | undefined>; // one question has one schema
    },
  };
}

async function ask<T>(
  { connection, send, cache, now }: ClientParts,
  request: ApiRequest<T>,
  path: string,
  key: string,
): Promise<ApiAnswer<T> | undefined> {
  const kept = await cache.read(key, request.schema);
  if (kept?.isFresh) return kept.answer;
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const reply = await send({
    method: body === undefined ? "GET" : "POST",
    path,
    headers: {
      accept: "application/json",
      ...connection.headers,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(kept?.etag === undefined ? {} : { "if-none-match": kept.etag }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const at = now().toISOString();
  const etag = reply.headers.get("etag") ?? undefined;
  if (reply.status === 304 && kept !== undefined) {
    const answer = kept.answer && { ...kept.answer, at };
    cache.write(key, answer, kept.etag);
    return answer;
  }
  const answer = read(request, reply, at, connection);
  const mayKeep = answer === undefined || (request.mayKeep?.(answer.value) ?? true);
  if (mayKeep) cache.write(key, answer, etag);
  return answer;
}

function read<T>(
  { absentAt = [404], permission, schema, path }: ApiRequest<T>,
  { status, headers, text }: Reply,
  at: string,
  connection: Connection,
): ApiAnswer<T> | undefined {
  if (absentAt.includes(status)) return undefined;
  if (status === 401) throw new RefusedError("it refused the credentials (401)");
  if (status === 403 || status === 404) throw new NotVisibleError(permission);
  if (status === 429) throw new UnansweredError("its rate limit is spent (429)");
  if (status < 200 || status > 299) {
    const said = quotable(text, connection);
    throw new UnansweredError(`it answered ${status}${said === "" ? "" : `: ${said}`}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which is the vendor's and not for print.
    throw new UnansweredError(`its answer to ${quotable(path, connection, 80)} was no JSON`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
    throw new UnansweredError(`its answer to ${quotable(path, connection, 80)} has another shape${where}`);
  }
  return { value: parsed.data, at, ...nextOf(headers.get("link")) };
}

/** The next page by RFC 8288, as GitHub links it. */
function nextOf(link: string | null): { readonly next?: string } {
  const next = link?.split(",").find((part) => /;\s*rel="?next"?/.test(part));
  const address = /<([^>]+)>/.exec(next ?? "")?.[1];
  return address === undefined ? {} : { next: address };
}

function pathOf({ path, query = {} }: Pick<ApiRequest<unknown>, "path" | "query">): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === "object" ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
