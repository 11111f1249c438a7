import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { parseFaults } from "../providers/faults";
import { type Vendor, vendors } from "../world/schema";
import type { Answer } from "./exchange";

const kinds = [
  "timeout",
  "unauthorized",
  "rate-limit",
  "secondary-limit",
  "gateway-timeout",
  "not-found",
  "too-many",
  "server-error",
  "truncated",
  "wrong-shape",
  "slow-drip",
  "reset",
  "slow",
  "echo",
] as const;

/** Ways in which a vendor's API fails; slow answers late, and echo repeats all that it was sent. */
export type FaultKind = (typeof kinds)[number];

const faultSchema = z.strictObject({
  vendor: z.enum(vendors),
  /** A regular expression over the path below the vendor's base address; absent: every one. */
  path: z.string().default(""),
  kind: z.enum(kinds),
  /** How many requests; absent: every one. */
  times: z.int().positive().optional(),
  /** How late, of slow ones. */
  delayMs: z.int().nonnegative().max(600_000).default(1000),
});

/** A failure that a test or a person asks for. */
export type ApiFault = z.input<typeof faultSchema>;

/** Reads READINESS_API_FAULTS, a JSON list of faults. Throws on anything else in it. */
export function readApiFaults(text: string | undefined): readonly ApiFault[] {
  return text ? parseFaults(z.array(faultSchema), text, "READINESS_API_FAULTS") : [];
}

/** Finds the fault that a request meets, and counts it. */
export function faultFinder(
  faults: readonly ApiFault[],
): (vendor: Vendor, path: string) => z.output<typeof faultSchema> | undefined {
  const left = faults
    .map((given) => faultSchema.parse(given))
    .map((fault) => ({
      fault,
      pattern: new RegExp(fault.path),
      calls: fault.times ?? Number.POSITIVE_INFINITY,
    }));
  return (vendor, path) => {
    const hit = left.find((one) => one.calls > 0 && one.fault.vendor === vendor && one.pattern.test(path));
    if (hit) hit.calls--;
    return hit?.fault;
  };
}

const errorOf: Readonly<Record<Vendor, (message: string) => unknown>> = {
  github: (message) => ({ message, documentation_url: "https://docs.github.com/rest" }),
  pagerduty: (message) => ({ error: { message, code: 2000 } }),
  datadog: (message) => ({ errors: [message] }),
};

/** The answer of a fault that is a plain answer; undefined for those that break the connection or the body. */
export function faultyAnswer(
  kind: FaultKind,
  vendor: Vendor,
  { headers, now }: { readonly headers: unknown; readonly now: Date },
): Answer | undefined {
  const error = errorOf[vendor];
  switch (kind) {
    case "unauthorized":
      return { status: 401, body: error("Bad credentials") };
    case "rate-limit":
      return {
        status: vendor === "github" ? 403 : 429,
        headers: {
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Math.floor(now.getTime() / 1000) + 3600),
        },
        body: error("API rate limit exceeded"),
      };
    case "gateway-timeout":
      return { status: 502, body: error("We couldn't respond to your request in time.") };
    case "secondary-limit":
      return {
        status: 403,
        headers: { "retry-after": "1" },
        body: error(
          "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        ),
      };
    case "not-found":
      return { status: 404, body: error("Not Found") };
    case "too-many":
      return { status: 429, headers: { "retry-after": "1" }, body: error("Rate Limit Exceeded") };
    case "server-error":
      return { status: 500, body: error("Internal Server Error") };
    case "wrong-shape":
      return { status: 200, body: { unexpected: [null, 1, "text"] } };
    case "echo":
      return { status: 400, body: error(`Cannot process ${JSON.stringify(headers)}`) };
    default:
      return undefined;
  }
}

/** Breaks the body or the connection. */
export async function breakOff(kind: FaultKind, response: ServerResponse, text: string): Promise<void> {
  if (kind === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (kind === "timeout") return; // Never answered: the client gives up, or closing the server ends it.
  response.writeHead(200, { "content-type": "application/json" });
  if (kind === "truncated") {
    response.end(text.slice(0, Math.floor(text.length / 2)));
    return;
  }
  for (const letter of text) {
    if (response.destroyed) return;
    response.write(letter);
    await sleep(50);
  }
  response.end();
}
