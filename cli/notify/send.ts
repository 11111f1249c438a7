import { createHmac } from "node:crypto";
import { quotable } from "../../evidence/http/connection";
import { UnansweredError } from "../../evidence/http/outcome";
import { openTransport, type Reply, type TransportLimits } from "../../evidence/http/transport";
import { publicLookup, type Way } from "./addresses";

/** Somebody waits for the run, and a webhook answers at once or not at all. */
export const sendingLimits: TransportLimits = {
  connections: 1,
  retries: 3,
  firstWaitMs: 1000,
  longestWaitMs: 60_000,
  pauseMs: 10_000,
  answerMs: 15_000,
  mostBytes: 1024 * 1024,
};

type OpenWay = Exclude<Way, { readonly problem: string }>;

/**
 * Posts a payload as JSON. Undefined: it was taken. Else why not, as a clause without secrets. What may pass is tried
 * again; redirects are not followed.
 */
export async function post(
  way: OpenWay,
  payload: object,
  now: Date,
  limits: TransportLimits = sendingLimits,
): Promise<string | undefined> {
  const body = JSON.stringify(
    way.routingKey === undefined ? payload : { routing_key: way.routingKey, ...payload },
  );
  const rules = { redirects: 0, ...(way.isPrivate ? {} : { lookup: publicLookup }) };
  const transport = openTransport(new URL(way.url).origin, limits, rules);
  const headers = { "content-type": "application/json", ...signature(way.signWith, body, now) };
  try {
    return problemOf(await transport.send({ method: "POST", url: way.url, headers, body }), way);
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return quotable(error.message, way);
  } finally {
    await transport.close();
  }
}

/** A receiver that knows the secret can tell that a body is ours, and by the time that it is not sent again by others. */
function signature(secret: string | undefined, body: string, now: Date): Readonly<Record<string, string>> {
  if (secret === undefined) return {};
  const time = String(Math.floor(now.getTime() / 1000));
  const digest = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return { "x-readiness-timestamp": time, "x-readiness-signature": `sha256=${digest}` };
}

function problemOf({ status, text }: Reply, way: OpenWay): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return `it answered ${status}, and redirects are not followed`;
  const words = quotable(text, way);
  return `it answered ${status}${words === "" ? "" : `: ${words}`}`;
}
