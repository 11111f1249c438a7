import type { LookupFunction } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Agent, type Dispatcher, Headers, interceptors } from "undici";
import { UnansweredError } from "./outcome";

/** How patient the transport is. */
export interface TransportLimits {
  /** Connections at a time. */
  readonly connections: number;
  /** How often a failed request is sent again. */
  readonly retries: number;
  /** The first pause before that, in ms; each further one is twice as long. */
  readonly firstWaitMs: number;
  /** The longest pause, in ms; a vendor that asks for more is asked no further. */
  readonly longestWaitMs: number;
  /** How long an answer may take to begin, and how long it may pause, in ms. */
  readonly pauseMs: number;
  /** How long one answer may take in all, in ms, however steadily it drips. */
  readonly answerMs: number;
  /** Bytes of an answer, at most. */
  readonly mostBytes: number;
}

export const usualLimits: TransportLimits = {
  connections: 10,
  retries: 4,
  firstWaitMs: 500,
  longestWaitMs: 60_000,
  pauseMs: 15_000,
  answerMs: 45_000,
  mostBytes: 32 * 1024 * 1024,
};

export interface SentRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends requests to one origin. */
export interface Transport {
  /**
   * Sends a request, again if what failed may pass, with growing pauses or those that the vendor asks for. Answers
   * whatever status came last; throws UnansweredError where nothing came.
   */
  send(request: SentRequest): Promise<Reply>;
  /** The same once, for clients that repeat by themselves. Throws whatever went wrong. */
  once(request: SentRequest): Promise<Reply>;
  /** Ends what is still asked, unanswered, and asks nothing more. */
  close(): Promise<void>;
}

/** What is stricter where somebody is told something than where a vendor is asked. */
export interface TransportRules {
  /** Redirects to the same origin that are followed. */
  readonly redirects?: number;
  /** Finds the address of a host, or refuses it. */
  readonly lookup?: LookupFunction;
}

/** A transport that refuses every origin but the configured one, redirects to others included. */
export function openTransport(
  baseUrl: string,
  limits: TransportLimits = usualLimits,
  { redirects = mostRedirects, lookup }: TransportRules = {},
): Transport {
  const agent = new Agent({
    connections: limits.connections,
    headersTimeout: limits.pauseMs,
    bodyTimeout: limits.pauseMs,
    connect: { timeout: limits.pauseMs, ...(lookup === undefined ? {} : { lookup }) },
    maxResponseSize: limits.mostBytes,
  });
  // The last is the outermost, so that redirects meet the first as well.
  const dispatcher = agent.compose(
    onlyTo(new URL(baseUrl).origin),
    interceptors.redirect({ maxRedirections: redirects }),
  );
  const inTurn = turns(limits.connections);
  let isOpen = true;
  // The time of an answer begins when there is a connection for it, and ends when all of it is there.
  const once = (request: SentRequest): Promise<Reply> =>
    inTurn(() => {
      // Else what waits to be repeated would keep a run going that no longer wants it.
      if (!isOpen) throw new UnansweredError("it was asked no further");
      return sendOnce(dispatcher, request, limits);
    });
  const close = (): Promise<void> => {
    isOpen = false;
    return agent.destroy();
  };
  return { once, send: (request) => sendPatiently(once, request, limits), close };
}

const unpack = promisify(gunzip);
const mostRedirects = 5;
/** What the vendors are told of who asks, where a client of theirs tells nothing else. */
const introduction = { "user-agent": "readiness", "accept-encoding": "gzip" };

async function sendOnce(
  dispatcher: Dispatcher,
  { method, url, headers: given, body }: SentRequest,
  { answerMs, mostBytes }: TransportLimits,
): Promise<Reply> {
  const { origin, pathname, search } = new URL(url);
  const late = new AbortController();
  // A signal with a time of its own would keep all that hangs on it until then, answered or not.
  const timer = setTimeout(() => late.abort(new DOMException("too late", "TimeoutError")), answerMs);
  try {
    const answer = await dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method,
      headers: { ...introduction, ...given },
      signal: late.signal,
      ...(body === undefined ? {} : { body }),
    });
    const headers = headersOf(answer.headers);
    const isPacked = headers.get("content-encoding") === "gzip";
    const text = isPacked ? await unpacked(await answer.body.bytes(), mostBytes) : await answer.body.text();
    return { status: answer.statusCode, headers, text };
  } finally {
    clearTimeout(timer);
  }
}

/** No more of a packed answer than of any other. */
async function unpacked(bytes: Uint8Array, maxOutputLength: number): Promise<string> {
  return bytes.length === 0 ? "" : (await unpack(bytes, { maxOutputLength })).toString("utf8");
}

function headersOf(given: Dispatcher.ResponseData["headers"]): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given))
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  return headers;
}

/** Lets so much work be done at a time; the rest waits in its order. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

function onlyTo(origin: string): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const to = new URL(String(options.origin)).origin;
    if (to !== origin) throw new UnansweredError(`it leads to ${to}, which is not configured`);
    return dispatch(options, handler);
  };
}

/** What may pass by itself. */
class PassingError extends Error {
  constructor(
    readonly reply: Reply | undefined,
    override readonly cause: unknown,
  ) {
    super("the request may be repeated");
  }
}

type Once = Transport["once"];

async function sendPatiently(once: Once, request: SentRequest, limits: TransportLimits): Promise<Reply> {
  const { default: pRetry } = await import("p-retry"); // which is for import only
  try {
    return await pRetry(() => attempt(once, request), {
      retries: limits.retries,
      minTimeout: 0, // The pauses are ours, as the vendor's wish goes first.
      shouldRetry: ({ error, attemptNumber }) =>
        error instanceof PassingError && (attemptNumber <= mostSilences || !isLate(error)),
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (!(error instanceof PassingError) || retriesLeft === 0) return;
        const growing = limits.firstWaitMs * 2 ** (attemptNumber - 1);
        const wait = waitAsked(error.reply?.headers) ?? growing;
        if (wait > limits.longestWaitMs) throw error;
        await pause(wait);
      },
    });
  } catch (error) {
    if (!(error instanceof PassingError)) throw error;
    if (error.reply !== undefined) return error.reply;
    throw new UnansweredError(silence(error.cause));
  }
}

/** A vendor that was silent twice has taken long enough. */
const mostSilences = 1;

function isLate({ reply, cause }: PassingError): boolean {
  return reply === undefined && silence(cause) === late;
}

const late = "it did not answer in time";

const passing = [429, 500, 502, 503, 504];

async function attempt(once: Once, request: SentRequest): Promise<Reply> {
  let reply: Reply;
  try {
    reply = await once(request);
  } catch (error) {
    const refused = causes(error).find((cause) => cause instanceof UnansweredError);
    if (refused !== undefined) throw refused;
    throw new PassingError(undefined, error);
  }
  if (passing.includes(reply.status)) throw new PassingError(reply, undefined);
  return reply;
}

/** How long a vendor asks to wait, in ms: Retry-After, or Datadog's seconds until a spent limit is reset. */
function waitAsked(headers: Headers | undefined): number | undefined {
  for (const name of ["retry-after", "x-ratelimit-reset"]) {
    const text = headers?.get(name);
    if (text === null || text === undefined || text === "") continue;
    const seconds = Number(text);
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
    const until = Date.parse(text);
    if (Number.isFinite(until)) return Math.max(0, until - Date.now());
  }
  return undefined;
}

/** An error and those that it was caused by. */
export function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let next = error;
  while (next !== undefined && next !== null && chain.length < 10) {
    chain.push(next);
    next = next instanceof Error ? next.cause : undefined;
  }
  return chain;
}

/** Why nothing came, as a clause. */
export function silence(error: unknown): string {
  const codes = causes(error).map((cause) => codeOf(cause));
  const has = (...some: readonly string[]): boolean => some.some((code) => codes.includes(code));
  if (has("ENOTFOUND", "EAI_AGAIN")) return "its address could not be resolved";
  if (has("ECONNREFUSED")) return "it refused the connection";
  if (has("UND_ERR_RES_EXCEEDED_MAX_SIZE", "ERR_BUFFER_TOO_LARGE"))
    return "its answer was larger than any may be";
  if (has("TimeoutError", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT"))
    return late;
  const tls = codes.find((code) => /CERT|TLS|SSL|SELF_SIGNED/.test(code));
  if (tls !== undefined) return `its certificate was not accepted (${tls})`;
  const known = codes.find((code) => code !== "Error" && code !== "TypeError") ?? "no further word";
  return `the connection broke off (${known})`;
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "name" in error && typeof error.name === "string" ? error.name : "";
}
