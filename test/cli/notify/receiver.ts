import { createServer, type IncomingHttpHeaders } from "node:http";

/** A request as a receiver got it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reaction {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

export interface Receiver {
  readonly host: string;
  readonly received: readonly Received[];
  /** Bodies that came to a path, parsed. */
  bodies(path: string): readonly unknown[];
  close(): Promise<void>;
}

/** Receives on a free port of the loopback address, and answers as `react` says; 200 where it says nothing. */
export async function startReceiver(
  react: (path: string, times: number) => Reaction | undefined = () => undefined,
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "/";
      received.push({ path, headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
      const { status, headers, text } = react(path, received.filter((one) => one.path === path).length) ?? {
        status: 200,
      };
      response.writeHead(status, headers);
      response.end(text ?? "ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver got no port.");
  return {
    host: `127.0.0.1:${address.port}`,
    received,
    bodies: (path) =>
      received.filter((one) => one.path === path).map(({ body }): unknown => JSON.parse(body)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
