import assert from "node:assert/strict";
import fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { z } from "zod";
import { rules } from "../../policy-pack/rules/index";
import { runPulumi, sandboxEnvironment, setUpEngine } from "../../sandbox/environment";
import { projectDir } from "../../sandbox/folders";
import { servePack } from "../policy-pack/pack-client";
import { temporaryFolder } from "../sandbox/temporary";
import { bootstrap, linkDependencies, unpack } from "./installed";

const metadata = z.object({
  name: z.string(),
  versionTag: z.string(),
  policies: z.array(z.object({ name: z.string() })),
});

/** Stands in for Pulumi Cloud, as far as publishing a policy pack asks it. */
function startCloud() {
  const got = new Map<string, Buffer>();
  const server = createServer((request, reply) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      got.set(`${method} ${url}`, Buffer.concat(pieces));
      const answers: Readonly<Record<string, object>> = {
        "GET /api/user": { id: "1", githubLogin: "pia", name: "pia", organizations: [] },
        "POST /api/orgs/shop/policypacks": {
          version: 1,
          uploadURI: `${origin()}/upload`,
          requiredHeaders: {},
        },
        "PUT /upload": {},
        "POST /api/orgs/shop/policypacks/readiness/versions/0.1.0/complete": {},
      };
      const answer = answers[`${method} ${url}`];
      reply.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      reply.end(JSON.stringify(answer ?? { code: 404, message: "not here" }));
    });
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening
  const listening = new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = (): void => server.close().closeAllConnections();
  return { got, origin, listening, close };
}

describe("the pack alone, published to Pulumi Cloud", function () {
  this.timeout(120_000);
  const cloud = startCloud();
  const folder = path.join(temporaryFolder(), "policy-pack");
  const fetched = path.join(temporaryFolder(), "policy-pack");

  before(async () => {
    await cloud.listening;
    const { writePolicyFolder } = await bootstrap<{
      writePolicyFolder: (root: string, target: string) => { readonly packages: readonly string[] };
    }>("policy-folder.mjs");
    const { packages } = writePolicyFolder(projectDir, folder);
    // The program's SDKs are large, and no policy needs them.
    assert.deepEqual(
      packages.filter((name) => /^@(octokit|pulumi\/(datadog|github|pagerduty))/.test(name)),
      [],
    );
    linkDependencies(folder, path.join(folder, "node_modules"));
  });
  after(() => cloud.close());

  it("is taken by pulumi policy publish", async () => {
    const root = temporaryFolder();
    const places = { stateDir: path.join(root, "state"), worldDir: path.join(root, "world") };
    const env = {
      ...sandboxEnvironment({ engine: await setUpEngine(), homeDir: path.join(root, "home"), ...places }),
      PULUMI_BACKEND_URL: cloud.origin(),
      PULUMI_ACCESS_TOKEN: "pul-of-nobody",
    };
    const { code, stdout, stderr } = await runPulumi(["policy", "publish", "shop"], env, folder, {
      timeoutMs: 90_000,
    });
    assert.equal(code, 0, stdout + stderr);
    const told = cloud.got.get("POST /api/orgs/shop/policypacks")?.toString("utf8") ?? "";
    const { name, versionTag, policies } = metadata.parse(JSON.parse(told));
    assert.deepEqual([name, versionTag], ["readiness", "0.1.0"]);
    assert.deepEqual(
      policies.map((policy) => policy.name),
      [...rules.map(({ id }) => id), "readiness"].sort(),
    );
  });

  it("runs where it is fetched, with what its package.json names and nothing else", async () => {
    const file = path.join(temporaryFolder(), "pack.tgz");
    fs.writeFileSync(file, cloud.got.get("PUT /upload") ?? "");
    await unpack(file, fetched);
    linkDependencies(fetched, path.join(fetched, "node_modules"));
    const served = await servePack(fetched);
    try {
      await served.configure({
        readiness: { gate: { scorecard: `${cloud.origin()}/now.json`, service: "cart" } },
      });
      const [first] = await served.analyze({
        urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod",
        type: "pulumi:pulumi:Stack",
        name: "shop-prod",
        props: {},
        parent: undefined,
        dependencies: [],
        propertyDependencies: {},
      });
      assert.equal(
        first?.message.split("\n")[0],
        `Nobody can tell whether cart may be deployed, so it may not. The scorecard ${cloud.origin()}/now.json answers with status 404.`,
      );
    } finally {
      served.stop();
    }
  });
});
