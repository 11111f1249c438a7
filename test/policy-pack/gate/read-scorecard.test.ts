import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readScorecards } from "../../../policy-pack/gate/read-scorecard";
import { temporaryFolder } from "../../sandbox/temporary";
import { card, service } from "../../scorecard/cards";

const text = JSON.stringify(card([service()]));
const limits = { timeMs: 5_000, bytes: 1024 * 1024, redirects: 1 };
const secret = "a-token-that-nobody-may-see";

async function read(
  scorecard: string,
  env: NodeJS.ProcessEnv,
  tokenVariable?: string,
  timeMs = limits.timeMs,
) {
  const result = await readScorecards({ scorecard, tokenVariable }, { env, limits: { ...limits, timeMs } });
  return "problem" in result ? result.problem : result.cards.map(({ stack }) => stack);
}

describe("a scorecard in a file", () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  mkdirSync(at("project"));
  writeFileSync(at("now.json"), `\ufeff${text}`);
  writeFileSync(at("other.json"), "{}");
  writeFileSync(at("broken.json"), "{");
  writeFileSync(at("large.json"), `${text}${" ".repeat(limits.bytes)}`);
  const PWD = at("project");

  const cases: Readonly<Record<string, readonly [string, NodeJS.ProcessEnv, string | readonly string[]]>> = {
    "is found from where Pulumi was started": ["../now.json", { PWD }, ["prod"]],
    "is found by its absolute path": [at("now.json"), {}, ["prod"]],
    "must be named in full where that is not known": [
      "now.json",
      {},
      "The scorecard now.json must be an absolute path: where Pulumi was started is not known here.",
    ],
    "must be there": [
      "now.json",
      { PWD },
      `The scorecard ${at("project/now.json")} cannot be read: there is no such file.`,
    ],
    "must be a file": ["..", { PWD }, `The scorecard ${folder} cannot be read: it is a folder.`],
    "must not be too large": [
      "../large.json",
      { PWD },
      `The scorecard ${at("large.json")} is larger than 1 MB.`,
    ],
  };
  for (const [name, [path, env, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(await read(path, env), expected));

  it("must be JSON, and a scorecard", async () => {
    assert.match(String(await read("../broken.json", { PWD })), /broken\.json must be JSON: /);
    assert.match(
      String(await read("../other.json", { PWD })),
      /other\.json must be a scorecard of version 1, as `readiness judge --json` writes it: schemaVersion: /,
    );
  });
});

describe("a scorecard at an address", () => {
  const asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
  let failures = 0;
  const answers: Readonly<Record<string, (reply: ServerResponse) => void>> = {
    "/now.json": (reply) => reply.end(text),
    "/large": (reply) => reply.end("x".repeat(limits.bytes + 1)),
    "/moved": (reply) => reply.writeHead(302, { location: "/now.json" }).end(),
    "/away": (reply) => reply.writeHead(302, { location: `${origin(other)}/now.json` }).end(),
    "/unsafe": (reply) => reply.writeHead(302, { location: "http://readiness.example/now.json" }).end(),
    "/round": (reply) => reply.writeHead(302, { location: "/round" }).end(),
    "/forbidden": (reply) => reply.writeHead(403).end(secret),
    "/flaky": (reply) => (failures++ === 0 ? reply.writeHead(503).end() : reply.end(text)),
    "/silent": () => {},
    "/broken": (reply) => reply.destroy(),
  };
  const answer = ({ url = "", headers }: IncomingMessage, reply: ServerResponse): void => {
    asked.push({ url, authorization: headers.authorization });
    answers[url.split("?")[0] ?? ""]?.(reply);
  };
  const server = createServer(answer);
  const other = createServer(answer);
  const origin = (one: typeof server): string => `http://127.0.0.1:${(one.address() as AddressInfo).port}`; // listening

  before(async () => {
    for (const one of [server, other]) await new Promise<void>((done) => one.listen(0, "127.0.0.1", done));
  });
  after(() => {
    for (const one of [server, other]) one.close().closeAllConnections();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  const cases: Readonly<Record<string, readonly [string, string | readonly string[]]>> = {
    "is read": ["/now.json", ["prod"]],
    "is asked for again where a failure may pass": ["/flaky", ["prod"]],
    "is followed to where it moved": ["/moved", ["prod"]],
    "is followed to no address without TLS": ["/unsafe", "redirects to an address that is not https."],
    "is not sought in a circle": ["/round", "redirects more than 1 times."],
    "must not be too large": ["/large", "is larger than 1 MB."],
    "must be answered with a 200": ["/forbidden", "answers with status 403."],
    "must come at all": ["/broken", "cannot be asked: other side closed."],
  };
  for (const [name, [path, expected]] of Object.entries(cases))
    it(name, async () => {
      const result = await read(`${origin(server)}${path}?signature=${secret}`, {});
      const told =
        typeof expected === "string" ? `The scorecard ${origin(server)}${path} ${expected}` : expected;
      assert.deepEqual(result, told);
    });

  it("is asked for with the token of the named variable, which no other origin gets", async () => {
    assert.deepEqual(await read(`${origin(server)}/away`, { TOKEN: secret }, "TOKEN"), ["prod"]);
    assert.deepEqual(asked, [
      { url: "/away", authorization: `Bearer ${secret}` },
      { url: "/now.json", authorization: undefined },
    ]);
  });

  it("must come in time", async () => {
    assert.equal(
      await read(`${origin(server)}/silent`, {}, undefined, 300),
      `The scorecard ${origin(server)}/silent does not answer within 0.3 s.`,
    );
  });

  for (const [name, token] of Object.entries({
    "is not set": undefined,
    "is empty": " ",
    "holds what is no token": `${secret}\nof two lines`,
  }))
    it(`is not asked for where that variable ${name}`, async () => {
      assert.equal(
        await read(`${origin(server)}/now.json`, { TOKEN: token }, "TOKEN"),
        "The environment variable TOKEN must hold the token for the scorecard.",
      );
      assert.deepEqual(asked, []);
    });

  it("is asked for with a token that a file's last line break follows", async () => {
    assert.deepEqual(await read(`${origin(server)}/now.json`, { TOKEN: `${secret}\n` }, "TOKEN"), ["prod"]);
    assert.deepEqual(asked, [{ url: "/now.json", authorization: `Bearer ${secret}` }]);
  });
});
