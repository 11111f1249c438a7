import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { UnansweredError } from "../../../evidence/http/outcome";
import { openTransport, type TransportLimits, usualLimits } from "../../../evidence/http/transport";

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, count: number) => void;

const hasty: TransportLimits = {
  ...usualLimits,
  retries: 2,
  firstWaitMs: 5,
  longestWaitMs: 1500,
  pauseMs: 150,
  answerMs: 400,
  mostBytes: 1000,
};

/** Sends one request to a server that answers as it is told, and tells what came and how often it was asked. */
async function ask(handler: Handler, limits: Partial<TransportLimits> = {}) {
  let count = 0;
  const server = http.createServer((request, response) => {
    count += 1;
    handler(request, response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port, not on a pipe
  const transport = openTransport(baseUrl, { ...hasty, ...limits });
  const started = Date.now();
  const come = await transport
    .send({ method: "GET", url: `${baseUrl}/thing`, headers: { authorization: "Bearer canary" } })
    .then(
      ({ status, text }) => `${status} ${text}`,
      (error: unknown) => {
        assert.ok(error instanceof UnansweredError, String(error));
        return error.message;
      },
    );
  server.closeAllConnections();
  await transport.close().catch(() => undefined); // what hung was cut off just now
  await new Promise((resolve) => server.close(resolve));
  return { come, count, ms: Date.now() - started };
}

const answer =
  (status: number, text = "", headers: http.OutgoingHttpHeaders = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(text);
  };

describe("the transport", () => {
  const statuses = [
    [200, 1],
    [304, 1],
    [401, 1],
    [403, 1],
    [404, 1],
    [422, 1],
    [429, 3],
    [500, 3],
    [502, 3],
    [503, 3],
    [504, 3],
  ] as const;
  for (const [status, times] of statuses) {
    it(`gives a ${status} after asking ${times === 1 ? "once" : `${times} times`}`, async () => {
      const { come, count } = await ask(answer(status, status === 304 ? "" : "said"));
      assert.deepEqual([come, count], [status === 304 ? "304 " : `${status} said`, times]);
    });
  }

  it("asks again until it is told", async () => {
    const { come, count } = await ask((request, response, nth) =>
      answer(nth < 3 ? 503 : 200, nth < 3 ? "later" : "now")(request, response, nth),
    );
    assert.deepEqual([come, count], ["200 now", 3]);
  });

  const waits = {
    "Retry-After in seconds": { "retry-after": "1" },
    "the seconds until Datadog's limit is reset": { "x-ratelimit-reset": "1" },
  };
  for (const [name, headers] of Object.entries(waits)) {
    it(`waits for ${name}`, async () => {
      const { come, count, ms } = await ask((request, response, nth) =>
        answer(nth === 1 ? 429 : 200, "ok", nth === 1 ? headers : {})(request, response, nth),
      );
      assert.deepEqual([come, count], ["200 ok", 2]);
      assert.ok(ms >= 950, `${ms} ms`);
    });
  }

  it("does not wait where it is asked for longer than it may", async () => {
    const { come, count, ms } = await ask(answer(429, "spent", { "retry-after": "3600" }));
    assert.deepEqual([come, count], ["429 spent", 1]);
    assert.ok(ms < 900, `${ms} ms`);
  });

  const silences: Readonly<Record<string, readonly [Handler, string | RegExp]>> = {
    "never begins": [() => undefined, "it did not answer in time"],
    "stops in between": [
      (_request, response) => {
        response.writeHead(200);
        response.write("half");
      },
      "it did not answer in time",
    ],
    "drips for ever": [
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write("."), 20);
        response.on("close", () => clearInterval(drip));
      },
      "it did not answer in time",
    ],
    "breaks off": [(request) => void request.socket.destroy(), /^the connection broke off/],
    "is larger than any may be": [answer(200, "x".repeat(2000)), "its answer was larger than any may be"],
    "is larger than any may be, and packed": [
      (_request, response) => {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(2000)));
      },
      "its answer was larger than any may be",
    ],
  };
  for (const [name, [handler, expected]] of Object.entries(silences)) {
    it(`gives up on an answer that ${name}`, async () => {
      const { come } = await ask(handler, { retries: 0 });
      if (typeof expected === "string") assert.equal(come, expected);
      else assert.match(come, expected);
    });
  }

  it("waits for nothing when it is closed, and repeats nothing then", async () => {
    let count = 0;
    const server = http.createServer(() => {
      count += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // as above
    const transport = openTransport(baseUrl, { ...hasty, pauseMs: 60_000, answerMs: 60_000, connections: 1 });
    const ask = () => transport.send({ method: "GET", url: baseUrl, headers: {} });
    const open = Promise.allSettled([ask(), ask()]);
    while (count === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const started = Date.now();
    await transport.close();
    const reasons = (await open).map((one) => one.status === "rejected" && String(one.reason));
    assert.ok(Date.now() - started < 5000);
    assert.match(String(reasons[0]), /it was asked no further/);
    assert.match(String(reasons[1]), /it was asked no further/);
    assert.equal(count, 1);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("unpacks what comes packed", async () => {
    const { come } = await ask((request, response) => {
      assert.equal(request.headers["accept-encoding"], "gzip");
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("said: €"));
    });
    assert.equal(come, "200 said: €");
  });

  it("follows a redirect within the vendor, with the credentials", async () => {
    const { come, count } = await ask((request, response, nth) => {
      assert.equal(request.headers.authorization, "Bearer canary");
      answer(nth === 1 ? 301 : 200, request.url, { location: "/moved" })(request, response, nth);
    });
    assert.deepEqual([come, count], ["200 /moved", 2]);
  });

  it("asks a vendor that is silent twice, however often it would repeat", async () => {
    const { come, count } = await ask(() => undefined, { retries: 4 });
    assert.deepEqual([come, count], ["it did not answer in time", 2]);
  });

  it("follows no redirect to another origin, and takes no credentials there", async () => {
    let strangers = 0;
    const stranger = http.createServer((_request, response) => {
      strangers += 1;
      response.end("caught");
    });
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const to = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`; // listening on a port, not on a pipe
    const { come } = await ask(answer(302, "", { location: `${to}/catch` }));
    stranger.close();
    assert.equal(come, `it leads to ${to}, which is not configured`);
    assert.equal(strangers, 0);
  });

  it("counts no time in which a request waits for a connection", async () => {
    const server = http.createServer(
      (_request, response) => void setTimeout(() => response.end("slow"), 150),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // listening on a port, not on a pipe
    const transport = openTransport(url, {
      ...hasty,
      connections: 1,
      pauseMs: 1000,
      answerMs: 400,
      retries: 0,
    });
    const all = Array.from({ length: 5 }, () => transport.send({ method: "GET", url, headers: {} }));
    const texts = (await Promise.all(all)).map(({ text }) => text);
    assert.deepEqual(texts, Array(5).fill("slow"));
    await transport.close();
    server.close();
  });

  it("names an address that nobody knows", async () => {
    const transport = openTransport("https://nobody.invalid", { ...hasty, retries: 0 });
    await assert.rejects(
      transport.send({ method: "GET", url: "https://nobody.invalid/x", headers: {} }),
      new UnansweredError("its address could not be resolved"),
    );
  });
});
