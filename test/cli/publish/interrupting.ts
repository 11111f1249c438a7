import { createServer } from "node:http";

export interface Interrupting {
  readonly origin: string;
  /** Requests that came. */
  count(): number;
  close(): Promise<void>;
}

/**
 * Passes requests on until one of them, as if the sender was killed there: nothing after it arrives. With `lost` the last
 * arrives, and its answer does not.
 */
export async function startInterrupting(target: string, last: number, lost: boolean): Promise<Interrupting> {
  let count = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", async () => {
      count += 1;
      if (count > last && !(lost && count === last + 1)) return void response.writeHead(400).end("stopped");
      const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
      const body = Buffer.concat(parts);
      const answer = await fetch(`${target}${request.url}`, {
        method: request.method ?? "GET",
        headers: headers as Record<string, string>, // our own client sends each header once
        ...(body.length === 0 ? {} : { body }),
      });
      const text = await answer.text();
      if (count > last) return void response.destroy();
      response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
