import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Headers } from "undici";
import { z } from "zod";
import { openCache } from "../../../evidence/http/cache";
import { type ApiClient, type ApiRequest, openClient, type Send } from "../../../evidence/http/client";
import { NotVisibleError, RefusedError, UnansweredError } from "../../../evidence/http/outcome";

const connection = {
  baseUrl: "https://vendor.example",
  headers: { authorization: "Bearer canary-token" },
  secrets: ["canary-token"],
};
const request: ApiRequest<{ name: string }> = {
  path: "/things/1",
  schema: z.object({ name: z.string() }),
  permission: "Things: read",
};

interface Canned {
  readonly status?: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe("a client of an API", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-cache-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** A client at a minute of the day, with what it sent. */
  function clientAt(minute: number, ...answers: readonly Canned[]) {
    const sent: Parameters<Send>[0][] = [];
    const now = () => new Date(Date.UTC(2026, 10, 26, 12, minute));
    const send: Send = async (one) => {
      sent.push(one);
      const {
        status = 200,
        text = '{"name":"cart","secret":"hidden"}',
        headers = {},
      } = answers[sent.length - 1] ?? {};
      return { status, text, headers: new Headers(headers) };
    };
    const cache = openCache({ folder, ageSeconds: 3600, now, whose: ["vendor", "canary-token"] });
    const { get } = openClient({ connection, send, cache, now });
    const client: ApiClient = { get: (one) => get(one).finally(() => cache.end()) };
    return { sent, client };
  }

  it("keeps what the schema asks for, with when it was told and the next page", async () => {
    const link =
      '<https://vendor.example/things?page=1>; rel="prev", <https://vendor.example/things?page=3>; rel="next"';
    const { client, sent } = clientAt(0, { headers: { link } });
    assert.deepEqual(await client.get(request), {
      value: { name: "cart" },
      at: "2026-11-26T12:00:00.000Z",
      next: "https://vendor.example/things?page=3",
    });
    assert.deepEqual(sent[0], {
      method: "GET",
      path: "/things/1",
      headers: { accept: "application/json", authorization: "Bearer canary-token" },
    });
  });

  it("writes lists and numbers into the address, and a body as JSON", async () => {
    const { client, sent } = clientAt(0);
    await client.get({
      ...request,
      query: { "ids[]": ["a", "b c"], limit: 100, none: undefined },
      body: { q: 1 },
    });
    assert.deepEqual(
      sent.map(({ method, path: to, body }) => [method, to, body]),
      [["POST", "/things/1?ids%5B%5D=a&ids%5B%5D=b+c&limit=100", '{"q":1}']],
    );
  });

  const refusals: Readonly<Record<string, readonly [Canned, unknown]>> = {
    "hidden where the vendor forbids it": [{ status: 403 }, new NotVisibleError("Things: read")],
    "refused where the credentials are": [
      { status: 401 },
      new RefusedError("it refused the credentials (401)"),
    ],
    "unanswered where the limit is spent": [
      { status: 429 },
      new UnansweredError("its rate limit is spent (429)"),
    ],
    "unanswered with what the vendor says, without credentials and line breaks": [
      { status: 500, text: "oh\nno: canary-token\u202e" },
      new UnansweredError("it answered 500: oh no: [credential]"),
    ],
    "unanswered where the answer is cut": [
      { text: '{"name":' },
      new UnansweredError("its answer to /things/1 was no JSON"),
    ],
    "unanswered where the answer has another shape": [
      { text: '{"name":7}' },
      new UnansweredError(
        "its answer to /things/1 has another shape (name: Invalid input: expected string, received number)",
      ),
    ],
  };
  for (const [name, [canned, expected]] of Object.entries(refusals)) {
    it(`is ${name}, and asks again the next time`, async () => {
      await assert.rejects(clientAt(0, canned).client.get(request), expected as Error); // each is an error
      assert.equal((await clientAt(1).client.get(request))?.value.name, "cart");
    });
  }

  it("knows what does not exist, unless that may mean hidden", async () => {
    assert.equal(await clientAt(0, { status: 404 }).client.get(request), undefined);
    const hidden = { ...request, path: "/things/2", absentAt: [] };
    await assert.rejects(clientAt(0, { status: 404 }).client.get(hidden), NotVisibleError);
  });

  it("asks once for what several want at a time", async () => {
    const { client, sent } = clientAt(0);
    await Promise.all([client.get(request), client.get(request), client.get(request)]);
    assert.equal(sent.length, 1);
  });

  it("asks nothing that it was told within the hour, what does not exist included", async () => {
    await clientAt(0, { headers: { etag: '"1"' } }).client.get(request);
    await clientAt(0, { status: 404 }).client.get({ ...request, path: "/none" });
    const { client, sent } = clientAt(59);
    assert.equal((await client.get(request))?.at, "2026-11-26T12:00:00.000Z");
    assert.equal(await client.get({ ...request, path: "/none" }), undefined);
    assert.deepEqual(sent, []);
  });

  it("asks on condition after that, and takes what has not changed as told anew", async () => {
    await clientAt(0, { headers: { etag: '"1"' } }).client.get(request);
    const { client, sent } = clientAt(61, { status: 304, text: "" });
    assert.deepEqual(await client.get(request), {
      value: { name: "cart" },
      at: "2026-11-26T13:01:00.000Z",
    });
    assert.equal(sent[0]?.headers["if-none-match"], '"1"');
    const later = clientAt(90);
    await later.client.get(request);
    assert.deepEqual(later.sent, []);
  });

  it("asks anew what was not to be kept", async () => {
    const passing = { ...request, mayKeep: ({ name }: { name: string }) => name !== "cart" };
    await clientAt(0).client.get(passing);
    const { client, sent } = clientAt(1);
    await client.get(passing);
    assert.equal(sent.length, 1);
  });

  it("asks anew where the kept answer is broken or the clock went back", async () => {
    await clientAt(30).client.get(request);
    assert.equal(await sentAt(0), 1);
    for (const file of fs.readdirSync(folder, { recursive: true, encoding: "utf8" }))
      if (file.endsWith(".jsonl")) fs.writeFileSync(path.join(folder, file), '{"format":1');
    assert.equal(await sentAt(1), 1);
  });

  async function sentAt(minute: number): Promise<number> {
    const { client, sent } = clientAt(minute);
    await client.get(request);
    return sent.length;
  }

  it("answers as well where nothing can be kept", async () => {
    fs.rmSync(folder, { recursive: true });
    fs.writeFileSync(folder, "in the way");
    assert.equal((await clientAt(0).client.get(request))?.value.name, "cart");
    assert.equal(await sentAt(1), 1);
  });

  it("takes the last of several answers, and leaves out the others once they are most of the file", async () => {
    const large = { ...request, schema: z.object({ name: z.string() }) };
    const name = "x".repeat(1_500_000);
    for (const minute of [0, 61, 122, 183])
      await clientAt(minute, { text: JSON.stringify({ name }) }).client.get(large);
    const size = () => fs.statSync(path.join(folder, fs.readdirSync(folder)[0] ?? "")).size;
    assert.ok(size() > 6_000_000);
    const { client, sent } = clientAt(184);
    assert.equal((await client.get(large))?.at, "2026-11-26T15:03:00.000Z");
    assert.deepEqual(sent, []);
    assert.ok(size() < 2_000_000);
  });

  it("keeps neither credentials nor what the schema drops, for its owner alone", async () => {
    await clientAt(0).client.get(request);
    const files = fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => path.join(folder, name))
      .filter((name) => fs.statSync(name).isFile());
    assert.equal(files.length, 1);
    for (const file of files) {
      assert.doesNotMatch(fs.readFileSync(file, "utf8") + file, /canary|hidden/);
      assert.equal(fs.statSync(file).mode & 0o077, 0);
    }
  });
});
