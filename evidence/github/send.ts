import { setTimeout as pause } from "node:timers/promises";
import { Headers } from "undici";
import { z } from "zod";
import type { Send } from "../http/client";
import type { Connection } from "../http/connection";
import { UnansweredError } from "../http/outcome";
import {
  causes,
  type Reply,
  silence,
  type Transport,
  type TransportLimits,
  usualLimits,
} from "../http/transport";
import { OverloadedError } from "./outcome";

const longestWaitSeconds = 60;
const mostWaits = 2;

/**
 * Lets every request through: what is read needs none of the pauses that GitHub asks for between changes, who changes
 * something makes them, and how many go at a time is the transport's to say.
 */
const unspaced = {
  key: () => ({
    schedule: <A extends readonly unknown[], R>(_options: unknown, job: (...args: A) => R, ...args: A): R =>
      job(...args),
  }),
};

type Failed<A> = (
  error: unknown,
  info: { readonly args: A; readonly retryCount: number },
) => Promise<unknown>;

/**
 * Does each job at once, and again after the pause that whoever hears of its failure asks for. The plugin's own limiter
 * does the same behind locks of a millisecond or more for each step, which lets some 300 requests a second through.
 */
function repeater<A extends readonly unknown[], R>() {
  let failed: Failed<A> = async () => undefined;
  return {
    on: (_event: "failed", hear: Failed<A>): void => {
      failed = hear;
    },
    schedule: async (job: (...args: A) => Promise<R>, ...args: A): Promise<R> => {
      for (let retryCount = 0; ; retryCount++) {
        try {
          return await job(...args);
        } catch (error) {
          // What is no answer at all is more than the plugin reckons with.
          const wait = await failed(error, { args, retryCount }).catch(() => undefined);
          if (typeof wait !== "number") throw error;
          await pause(wait);
        }
      }
    },
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Patience = Pick<TransportLimits, "retries" | "firstWaitMs">;
type Request = Parameters<Send>[0];
type Octokit = Awaited<ReturnType<typeof openOctokit>>;

/** Sends requests by Octokit, which waits where GitHub asks for it, at most a minute, and repeats what may pass. */
export function githubSend(
  { baseUrl }: Connection,
  { once }: Pick<Transport, "once">,
  limits: Patience = usualLimits,
): Send {
  let opened: Promise<Octokit> | undefined;
  return async (request) => {
    opened ??= openOctokit(limits);
    const octokit = await opened;
    const isQuery = request.path === "/graphql";
    const reply = await sendBy(octokit, once, urlOf(baseUrl, request.path), request);
    if (isSpent(reply)) throw new UnansweredError("its rate limit is spent");
    if (isQuery) refuseOverload(reply);
    return reply;
  };
}

/** A GitHub Enterprise server has GraphQL beside the REST API, not below it. */
function urlOf(baseUrl: string, path: string): string {
  const base = path === "/graphql" ? baseUrl.replace(/\/api\/v3$/, "/api") : baseUrl;
  return `${base}${path}`;
}

/** The packages are for import only. */
async function openOctokit({ retries, firstWaitMs }: Patience) {
  const [{ Octokit }, { throttling }, { retry }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
  ]);
  const mayWait = (seconds: number, _options: unknown, _octokit: unknown, waits: number): boolean =>
    seconds <= longestWaitSeconds && waits < mostWaits;
  return new (Octokit.plugin(throttling, retry))({
    log: silent,
    throttle: {
      global: unspaced,
      write: unspaced,
      search: unspaced,
      notifications: unspaced,
      retryLimiter: repeater(),
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
    },
    retry: {
      retries,
      retryAfterBaseValue: firstWaitMs,
      doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451],
    },
  });
}

async function sendBy(
  octokit: Octokit,
  once: Transport["once"],
  url: string,
  { method, headers, body }: Request,
): Promise<Reply> {
  let text = "";
  const sent = body === undefined ? {} : { body };
  try {
    const { status, headers: given } = await octokit.request({
      method,
      url,
      headers: { ...headers },
      ...(body === undefined ? {} : { data: body }),
      request: {
        // A query that takes too long is asked again in halves rather than as it was; and what changes something may
        // have done so though no answer came.
        ...(method === "GET" ? {} : { retries: 0 }),
        parseSuccessResponseBody: false,
        fetch: async (to: string, init: { readonly headers: SentHeaders }) => {
          const reply = await once({ method, url: to, headers: init.headers, ...sent });
          text = reply.text;
          return shownOf(reply, to);
        },
      },
    });
    return replyOf(status, given, text);
  } catch (error) {
    const failed = failureSchema.safeParse(error).data;
    if (failed?.response !== undefined)
      return replyOf(failed.status ?? failed.response.status, failed.response.headers, text);
    throw (
      causes(error).find((cause) => cause instanceof UnansweredError) ?? new UnansweredError(silence(error))
    );
  }
}

type SentHeaders = Readonly<Record<string, string>>;

/**
 * What Octokit looks at of an answer: of one that is no error, whether it says that the limit is spent. To have it read
 * the rest, for us to read it once more, takes longer than all else.
 */
function shownOf({ status, headers, text }: Reply, url: string) {
  const body = { errors: isLimited(text) ? errorsIn(text) : [] };
  return { status, url, headers, body, text: async () => text };
}

/** An error of Octokit's that GitHub's answer caused. */
const failureSchema = z.object({
  status: z.number().optional(),
  response: z.object({ status: z.number(), headers: z.record(z.string(), z.unknown()) }).optional(),
});

function replyOf(status: number, given: Readonly<Record<string, unknown>>, text: string): Reply {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) headers.set(name, String(value));
  return { status, headers, text };
}

/** Whether a text may say that a limit is spent: a look that is quicker than reading it. */
function isLimited(text: string): boolean {
  return text.includes('"RATE_LIMITED"');
}

/** A spent limit looks like a missing permission by its status alone. */
function isSpent({ status, headers, text }: Reply): boolean {
  if (status === 200) return isLimited(text) && errorsIn(text).some(({ type }) => type === "RATE_LIMITED");
  if (status !== 403 && status !== 429) return false;
  return (
    status === 429 ||
    headers.get("x-ratelimit-remaining") === "0" ||
    headers.has("retry-after") ||
    /secondary rate/i.test(text)
  );
}

const envelopeSchema = z.object({
  errors: z.array(z.object({ type: z.string().optional(), message: z.string().optional() })).optional(),
});

function errorsIn(text: string) {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).data?.errors ?? [];
  } catch {
    return []; // The client says that it is no JSON.
  }
}

/** GitHub says in several ways that a query is too much. */
function refuseOverload({ status, text }: Reply): void {
  const isLate = [500, 502, 503, 504].includes(status);
  const isTooMuch = (/"errors"\s*:\s*\[\s*\{/.test(text) ? errorsIn(text) : []).some(
    ({ type, message = "" }) =>
      type === "RESOURCE_LIMITS_EXCEEDED" || /something went wrong|timeout|timed out/i.test(message),
  );
  if (isLate || isTooMuch) throw new OverloadedError("it could not answer a query in time");
}
