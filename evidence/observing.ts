import { join } from "node:path";
import type { Collector } from "./collector";
import { reach, type Settings } from "./connections";
import { datadogCollector } from "./datadog/collector";
import type { Vendor } from "./facts";
import { githubCollector } from "./github/collector";
import { OverloadedError } from "./github/outcome";
import { githubSend } from "./github/send";
import { noCache, openCache, usualAgeSeconds } from "./http/cache";
import { type ApiClient, openClient, type Send } from "./http/client";
import type { Connection } from "./http/connection";
import { givingUp } from "./http/giving-up";
import { UnansweredError } from "./http/outcome";
import { openTransport, type Transport, type TransportLimits, usualLimits } from "./http/transport";
import { type Observed, observe } from "./observe";
import { pagerdutyCollector } from "./pagerduty/collector";
import type { Progress } from "./progress";
import { remarksOn } from "./remarks";
import type { WantedService } from "./wanted";

/** What observing depends on besides the vendors themselves. */
export interface ObservingSurround {
  readonly settings: Settings;
  readonly now: () => Date;
  /** Folder that answers are kept in; undefined: everything is asked anew. */
  readonly cacheFolder: string | undefined;
  /** For how many seconds a kept answer is taken as it is. */
  readonly cacheSeconds: number;
  readonly limits?: TransportLimits;
  readonly progress?: Progress;
}

/**
 * Where answers are kept, and for how long: READINESS_CACHE names a folder, or is off; the user's cache folder by default.
 */
export function cacheSettings(
  env: Readonly<Record<string, string | undefined>>,
): Pick<ObservingSurround, "cacheFolder" | "cacheSeconds"> {
  const { READINESS_CACHE: named = "", XDG_CACHE_HOME: caches = "", HOME: home = "" } = env;
  const cacheSeconds = usualAgeSeconds;
  if (named === "off") return { cacheFolder: undefined, cacheSeconds };
  if (named !== "") return { cacheFolder: named, cacheSeconds };
  const usual = caches !== "" ? caches : home !== "" ? join(home, ".cache") : undefined;
  return { cacheFolder: usual && join(usual, "readiness"), cacheSeconds };
}

/** A collector that is ready to ask, and how what it opened is closed. */
interface Opened {
  readonly collector: Collector;
  close(): Promise<void>;
}

/** How a vendor is read and asked. */
interface VendorReader {
  collector(parts: { readonly client: ApiClient; readonly now: () => Date }): Collector;
  send(connection: Connection, transport: Transport, limits: TransportLimits): Send;
  /** Connections at a time. */
  readonly connections: number;
}

/** Whoever reads a vendor more adds it here. */
const readers: Readonly<Record<Vendor, VendorReader>> = {
  github: { collector: githubCollector, send: githubSend, connections: 50 },
  pagerduty: { collector: pagerdutyCollector, send: plainSend, connections: 10 },
  datadog: { collector: datadogCollector, send: plainSend, connections: 10 },
};

function plainSend({ baseUrl }: Connection, transport: Transport): Send {
  return ({ path, ...request }) => transport.send({ ...request, url: `${baseUrl}${path}` });
}

/**
 * Asks the vendors about services, and says in sentences what whoever runs this must know. A vendor that cannot be asked
 * at all, for want of credentials, leaves all of its facts unanswered.
 */
export async function observeVendors(
  vendors: readonly Vendor[],
  services: readonly WantedService[],
  surround: ObservingSurround,
): Promise<{ readonly facts: Observed; readonly remarks: readonly string[] }> {
  const opened = vendors.map((vendor) => open(vendor, surround));
  try {
    const all = opened.map(({ collector }) => collector);
    const facts = await observe(all, services, { now: surround.now, progress: surround.progress });
    const told = [...facts.values()].flat();
    const remarks = vendors.flatMap((vendor) => remarksOn(vendor, told, surround.now()));
    return { facts, remarks };
  } finally {
    for (const { close } of opened) await close();
  }
}

function open(vendor: Vendor, surround: ObservingSurround): Opened {
  const reader = readers[vendor];
  const reached = reach(vendor, surround.settings);
  if ("connection" in reached) return connected(vendor, reader, reached.connection, surround);
  const why = "missing" in reached ? `${reached.missing.join(" and ")} must be set` : reached.problem;
  return { collector: notAsked(reader, why), close: async () => undefined };
}

/** One that knows its questions and asks none of them. */
function notAsked(reader: VendorReader, why: string): Collector {
  const refuse = () => Promise.reject(new UnansweredError(why));
  return { ...reader.collector({ client: { get: refuse }, now: () => new Date(0) }), collect: refuse };
}

function connected(
  vendor: Vendor,
  reader: VendorReader,
  connection: Connection,
  {
    now,
    cacheFolder,
    cacheSeconds,
    limits = { ...usualLimits, connections: reader.connections },
  }: ObservingSurround,
): Opened {
  const transport = openTransport(connection.baseUrl, limits);
  const whose = [vendor, connection.baseUrl, ...connection.secrets];
  const cache =
    cacheFolder === undefined
      ? noCache
      : openCache({ folder: cacheFolder, ageSeconds: cacheSeconds, now, whose });
  const send = givingUp(
    reader.send(connection, transport, limits),
    (error) => error instanceof OverloadedError,
  );
  const client = openClient({ connection, cache, now, send });
  return { collector: reader.collector({ client, now }), close: () => transport.close() };
}
