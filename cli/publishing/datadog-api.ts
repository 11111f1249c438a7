import { gzipSync } from "node:zlib";
import type { z } from "zod";
import { type Connection, quotable } from "../../evidence/http/connection";
import { UnansweredError } from "../../evidence/http/outcome";
import {
  openTransport,
  type SentRequest,
  type TransportLimits,
  usualLimits,
} from "../../evidence/http/transport";

/** Writes at Datadog. Each call throws UnansweredError, whose message is why it came to nothing, without credentials. */
export interface DatadogApi {
  call<T>(
    method: SentRequest["method"],
    path: string,
    body: object | undefined,
    schema: z.ZodType<T>,
  ): Promise<T>;
  /** The same for a large body, which is packed. */
  upload(path: string, body: object): Promise<void>;
  close(): Promise<void>;
}

const limits: TransportLimits = { ...usualLimits, connections: 5 };

export function openDatadog(connection: Connection): DatadogApi {
  const transport = openTransport(connection.baseUrl, limits, { redirects: 0 });
  const send = async (method: SentRequest["method"], path: string, body?: string | Uint8Array, more = {}) => {
    const url = `${connection.baseUrl}${path}`;
    const headers = {
      accept: "application/json",
      "content-type": "application/json",
      ...connection.headers,
      ...more,
    };
    const reply = await transport.send({ method, url, headers, ...(body === undefined ? {} : { body }) });
    if (reply.status >= 200 && reply.status < 300) return reply.text;
    const asked = `${method} ${path.replace(/\?.*$/, "")}`;
    if (reply.status === 401 || reply.status === 403)
      throw new UnansweredError(`it refused ${asked} to these credentials (${reply.status})`);
    const words = quotable(reply.text, connection);
    throw new UnansweredError(`it answered ${reply.status} to ${asked}${words === "" ? "" : `: ${words}`}`);
  };
  return {
    call: async (method, path, body, schema) => {
      const text = await send(method, path, body === undefined ? undefined : JSON.stringify(body));
      const parsed = schema.safeParse(jsonOf(text, path));
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      throw new UnansweredError(
        `its answer to ${method} ${path} has another shape (${issue?.path.join(".")}: ${issue?.message})`,
      );
    },
    upload: async (path, body) => {
      await send("POST", path, gzipSync(JSON.stringify(body)), { "content-encoding": "gzip" });
    },
    close: () => transport.close(),
  };
}

function jsonOf(text: string, path: string): unknown {
  if (text === "") return {}; // as after a deletion
  try {
    return JSON.parse(text);
  } catch {
    throw new UnansweredError(`its answer to ${path} was no JSON`);
  }
}
