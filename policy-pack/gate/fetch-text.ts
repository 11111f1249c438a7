import { Agent, EnvHttpProxyAgent, fetch, interceptors, type Response } from "undici";
import { isSafeAddress } from "../engine/gate-config";
import { describeThrown } from "../engine/text";

/** What was read, or why nothing was, as a sentence that lacks its subject. */
export type ReadText = { readonly text: string } | { readonly problem: string };

export interface FetchLimits {
  /** For everything together, in ms. */
  readonly timeMs: number;
  readonly bytes: number;
  readonly redirects: number;
}

/** Reads what an address answers. A token goes to that origin only, wherever it redirects to, and into no problem. */
export async function fetchText(
  address: URL,
  token: string | undefined,
  limits: FetchLimits,
): Promise<ReadText> {
  // Proxies are those of HTTPS_PROXY and NO_PROXY; none leads to this machine itself, the only one asked without TLS.
  const agent = address.protocol === "http:" ? new Agent() : new EnvHttpProxyAgent();
  // What may pass, such as a 503, is asked again.
  const dispatcher = agent.compose(
    interceptors.retry({ maxRetries: 2, minTimeout: 300, maxTimeout: 2_000, throwOnError: false }),
  );
  const options = { dispatcher, signal: AbortSignal.timeout(limits.timeMs), redirect: "manual" as const };
  const authorized = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    let asked = address;
    for (let left = limits.redirects; left >= 0; left--) {
      const headers = asked.origin === address.origin ? authorized : {};
      const response = await fetch(asked, { ...options, headers });
      const next = redirectOf(response, asked);
      if (next === undefined) return await textOf(response, limits.bytes);
      if (!isSafeAddress(next)) return { problem: "redirects to an address that is not https." };
      asked = next;
    }
    return { problem: `redirects more than ${limits.redirects} times.` };
  } catch (error) {
    return { problem: whyNot(error, limits) };
  } finally {
    await agent.destroy();
  }
}

function redirectOf({ status, headers }: Response, asked: URL): URL | undefined {
  const location = headers.get("location");
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, asked.href))
    return undefined;
  return new URL(location, asked);
}

async function textOf(response: Response, most: number): Promise<ReadText> {
  if (!response.ok) return { problem: `answers with status ${response.status}.` };
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > most) return { problem: `is larger than ${most / 1024 / 1024} MB.` };
    pieces.push(piece);
  }
  return { text: Buffer.concat(pieces).toString("utf8") };
}

/** The cause is what went wrong; what fetch throws says only that something did. */
function whyNot(error: unknown, { timeMs }: FetchLimits): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `does not answer within ${timeMs / 1_000} s.`;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return `cannot be asked: ${describeThrown(cause).replace(/\.$/, "")}.`;
}
