import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OverloadedError } from "../../../evidence/github/outcome";
import { githubSend } from "../../../evidence/github/send";
import { UnansweredError } from "../../../evidence/http/outcome";
import { openTransport, type Transport, usualLimits } from "../../../evidence/http/transport";

interface Canned {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe("sending to GitHub", () => {
  let server: Server;
  let transport: Transport;
  let seen: { readonly path: string; readonly body: string; readonly authorization: string | undefined }[];
  let answers: Canned[];

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += String(chunk);
      });
      request.on("end", () => {
        seen.push({ path: request.url ?? "", body, authorization: request.headers.authorization });
        const { status, headers = {}, body: text = "{}" } = answers.shift() ?? { status: 200 };
        response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
        response.end(status === 304 ? undefined : text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    transport = openTransport(origin(), usualLimits);
  });

  afterEach(async () => {
    await transport.close();
    server.close();
  });

  // A server that listens at a port has an address of this form.
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = (path: string, body?: string, below = "") =>
    githubSend(
      { baseUrl: `${origin()}${below}`, headers: {}, secrets: [] },
      transport,
    )({
      method: body === undefined ? "GET" : "POST",
      path,
      headers: { authorization: "Bearer made-up", "content-type": "application/json" },
      ...(body === undefined ? {} : { body }),
    });

  it("sends the body and the credentials as they are, and gives the answer back as text", async () => {
    answers = [{ status: 200, headers: { etag: '"1"' }, body: '{"data":{"a0":null}}' }];
    const reply = await send("/graphql", '{"query":"query { a0: x }"}');
    assert.deepEqual(seen, [
      { path: "/graphql", body: '{"query":"query { a0: x }"}', authorization: "Bearer made-up" },
    ]);
    assert.deepEqual(
      [reply.status, reply.headers.get("etag"), JSON.parse(reply.text)],
      [200, '"1"', { data: { a0: null } }],
    );
  });

  it("finds the queries of a GitHub Enterprise server beside its REST API", async () => {
    answers = [{ status: 200 }, { status: 200 }];
    await send("/graphql", "{}", "/api/v3");
    await send("/repos/shop/checkout?ref=refs%2Fheads%2Fmain", undefined, "/api/v3");
    assert.deepEqual(
      seen.map(({ path }) => path),
      ["/api/graphql", "/api/v3/repos/shop/checkout?ref=refs%2Fheads%2Fmain"],
    );
  });

  for (const status of [304, 401, 403, 404])
    it(`gives back ${status} rather than an error, and asks once`, async () => {
      answers = [{ status, body: '{"message":"no"}' }];
      assert.equal((await send("/repos/shop/checkout")).status, status);
      assert.equal(seen.length, 1);
    });

  it("asks again after what may pass", async () => {
    answers = [{ status: 502 }, { status: 200 }];
    assert.equal((await send("/repos/shop/checkout")).status, 200);
    assert.equal(seen.length, 2);
  });

  it("waits as long as GitHub asks for", async () => {
    const body = '{"message":"You have exceeded a secondary rate limit."}';
    answers = [{ status: 403, headers: { "retry-after": "1" }, body }, { status: 200 }];
    assert.equal((await send("/repos/shop/checkout")).status, 200);
  });

  it("takes a spent limit for no missing permission, and does not wait an hour", async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 3600);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    answers = [{ status: 403, headers, body: '{"message":"API rate limit exceeded"}' }];
    await assert.rejects(
      send("/repos/shop/checkout"),
      (error) => error instanceof UnansweredError && /rate limit/.test(error.message),
    );
    answers = [{ status: 200, headers, body: '{"errors":[{"type":"RATE_LIMITED","message":"spent"}]}' }];
    await assert.rejects(
      send("/graphql", "{}"),
      (error) => error instanceof UnansweredError && /rate limit/.test(error.message),
    );
  });

  const overloads: readonly Canned[] = [
    { status: 502, body: "" },
    { status: 504, body: "<html>" },
    {
      status: 200,
      body: '{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}',
    },
    { status: 200, body: '{"errors":[{"type":"RESOURCE_LIMITS_EXCEEDED","message":"Resource limits"}]}' },
  ];
  for (const overload of overloads)
    it(`says that a query is too much at ${overload.status} ${overload.body}`, async () => {
      answers = [overload, overload, overload, overload];
      await assert.rejects(send("/graphql", "{}"), OverloadedError);
    }).timeout(20_000);

  it("says why nothing came, in plain words", async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await assert.rejects(
      githubSend(
        { baseUrl: "http://127.0.0.1:9", headers: {}, secrets: [] },
        {
          once: () => Promise.reject(Object.assign(new Error("no"), { code: "ECONNREFUSED" })),
        },
      )({ method: "POST", path: "/graphql", headers: {}, body: "{}" }),
      (error) => error instanceof UnansweredError && error.message === "it refused the connection",
    );
  });
});
