import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { type Vendor, vendors } from "../world/schema";
import { openWorld } from "../world/world";
import { answerDatadog } from "./datadog";
import type { Answer, Ask, RequestCount } from "./exchange";
import { type ApiFault, breakOff, faultFinder, faultyAnswer } from "./faults";
import { answerGithub } from "./github";
import { answerPagerduty } from "./pagerduty";

export interface SimulatorOptions {
  /** Folder of the world's files; those that are not there are created from the seed. */
  readonly worldDir: string;
  /** Opens a vendor's part of it; `peekWorld` leaves the folder as it is. */
  readonly open?: typeof openWorld;
  readonly faults?: readonly ApiFault[];
  /** How long every answer waits, in milliseconds. */
  readonly latencyMs?: number;
  readonly now: () => Date;
}

export interface Simulators {
  /** Address below which each vendor has its own. */
  readonly origin: string;
  readonly github: string;
  readonly pagerduty: string;
  readonly datadog: string;
  requests(): Readonly<Record<Vendor, RequestCount>>;
  close(): Promise<void>;
}

const answerers: Readonly<Record<Vendor, (ask: Ask) => Answer>> = {
  github: answerGithub,
  pagerduty: answerPagerduty,
  datadog: answerDatadog,
};

const none: RequestCount = { requests: 0, graphql: 0, points: 0 };

/** Serves the three vendors' APIs from a world folder, on a free port of the loopback address. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { open = openWorld } = options;
  const faultAt = faultFinder(options.faults ?? []);
  const counts: Record<Vendor, RequestCount> = {
    github: none,
    pagerduty: none,
    datadog: none,
  };
  const worlds = new Map(vendors.map((vendor) => [vendor, open(options.worldDir, vendor)]));
  let origin = "";

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", origin);
    // What came so far, for whoever started the simulators as a process of their own.
    if (url.pathname === "/requests") return send(response, { status: 200, body: counts });
    const vendor = vendors.find((name) => url.pathname.startsWith(`/${name}/`));
    const world = vendor && worlds.get(vendor);
    if (!vendor || !world) return send(response, { status: 404, body: {} });
    const path = url.pathname.slice(vendor.length + 1);
    const text = await bodyOf(request);
    if (options.latencyMs) await sleep(options.latencyMs);
    world.sync();
    const answer = answerers[vendor]({
      method: request.method ?? "GET",
      path,
      query: url.searchParams,
      headers: request.headers,
      body: text === "" ? undefined : JSON.parse(text),
      base: `${origin}/${vendor}`,
      world,
      now: options.now(),
      spent: counts[vendor],
    });
    await world.flush(); // What was asked to be changed lasts, as other processes look at the same world.
    const { requests, graphql, points } = counts[vendor];
    counts[vendor] = {
      requests: requests + 1,
      graphql: graphql + (answer.points === undefined ? 0 : 1),
      points: points + (answer.points ?? 0),
    };
    const fault = faultAt(vendor, path);
    if (fault?.kind === "slow") await sleep(fault.delayMs);
    if (fault === undefined || fault.kind === "slow") return send(response, answer);
    const faulty = faultyAnswer(fault.kind, vendor, { headers: request.headers, now: options.now() });
    return faulty
      ? send(response, faulty)
      : breakOff(fault.kind, response, JSON.stringify(answer.body ?? null));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        send(response, { status: 500, body: { message: error instanceof Error ? error.message : "failed" } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The simulators got no port.");
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    github: `${origin}/github`,
    pagerduty: `${origin}/pagerduty`,
    datadog: `${origin}/datadog`,
    requests: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const text = status === 304 || status === 204 ? "" : JSON.stringify(body ?? null);
  const length = text === "" ? {} : { "content-length": Buffer.byteLength(text) };
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...length, ...headers });
  response.end(text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const bytes = Buffer.concat(parts);
  return (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
}

if (require.main === module) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { latency: { type: "string", default: "0" } },
  });
  const [worldDir] = positionals;
  if (worldDir === undefined)
    throw new Error("Name the folder of the world: server.js FOLDER [--latency MILLISECONDS]");
  const latencyMs = Number(values.latency);
  startSimulators({ worldDir, latencyMs, now: () => new Date() }).then(
    ({ origin, github, pagerduty, datadog }) =>
      process.stdout.write(`${JSON.stringify({ origin, github, pagerduty, datadog })}\n`),
  );
}
