import { reach, type Settings } from "./connections";
import type { Vendor } from "./facts";
import { OverloadedError } from "./github/outcome";
import { noCache, openCache } from "./http/cache";
import { type ApiClient, openClient, type Send } from "./http/client";
import type { Connection } from "./http/connection";
import { givingUp } from "./http/giving-up";
import type { Transport, TransportLimits } from "./http/transport";
import { once } from "./read";

/** What asking a vendor depends on besides the vendor itself. */
export interface ClientSurround {
  readonly settings: Settings;
  readonly now: () => Date;
  /** Folder that answers are kept in; undefined: everything is asked anew. */
  readonly cacheFolder: string | undefined;
  /** For how many seconds a kept answer is taken as it is. */
  readonly cacheSeconds: number;
  readonly limits?: TransportLimits;
}

/** A vendor's client and how what it opened is closed; or why the vendor cannot be asked, as a clause. */
export type VendorClient = { readonly client: ApiClient; close(): Promise<void> } | { readonly why: string };

/** How a vendor is asked. */
interface Way {
  send(connection: Connection, transport: Transport, limits: TransportLimits): Promise<Send>;
  /** Connections at a time. */
  readonly connections: number;
}

const ways: Readonly<Record<Vendor, Way>> = {
  github: {
    send: async (...parts) => (await import("./github/send.js")).githubSend(...parts),
    connections: 50,
  },
  pagerduty: { send: plainSend, connections: 10 },
  datadog: { send: plainSend, connections: 25 },
};

async function plainSend({ baseUrl }: Connection, transport: Transport): Promise<Send> {
  return ({ path, ...request }) => transport.send({ ...request, url: `${baseUrl}${path}` });
}

/** Opens a client for a vendor by what is set for it. */
export function openVendorClient(vendor: Vendor, surround: ClientSurround): VendorClient {
  const reached = reach(vendor, surround.settings);
  if ("connection" in reached) return connected(vendor, reached.connection, surround);
  return { why: "missing" in reached ? `${reached.missing.join(" and ")} must be set` : reached.problem };
}

function connected(vendor: Vendor, connection: Connection, surround: ClientSurround): VendorClient {
  const { now, cacheFolder, cacheSeconds } = surround;
  const line = openLine(ways[vendor], connection, surround.limits);
  const whose = [vendor, connection.baseUrl, ...connection.secrets];
  const cache =
    cacheFolder === undefined
      ? noCache
      : openCache({ folder: cacheFolder, ageSeconds: cacheSeconds, now, whose });
  const send = givingUp(line.send, (error) => error instanceof OverloadedError);
  const client = openClient({ connection, cache, now, send });
  const close = async (): Promise<void> => {
    await line.close();
    await cache.end();
  };
  return { client, close };
}

/** What sends is loaded and opened with the first request: where the cache answers all, none is sent. */
function openLine(way: Way, connection: Connection, limits: TransportLimits | undefined) {
  let opened = false;
  const open = once(async () => {
    opened = true;
    const { openTransport, usualLimits } = await import("./http/transport.js");
    const own = limits ?? { ...usualLimits, connections: way.connections };
    const transport = openTransport(connection.baseUrl, own);
    return { transport, send: await way.send(connection, transport, own) };
  });
  const send: Send = async (request) => (await open()).send(request);
  return { send, close: async () => (opened ? (await open()).transport.close() : undefined) };
}
