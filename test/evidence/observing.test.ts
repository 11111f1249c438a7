import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { usualLimits } from "../../evidence/http/transport";
import { cacheSettings, observeVendors } from "../../evidence/observing";
import type { WantedService } from "../../evidence/wanted";
import { startSimulators } from "../../sandbox/simulators/server";
import { temporaryFolder } from "../sandbox/temporary";

const cart: WantedService = {
  name: "cart",
  names: ["cart"],
  teams: [],
  apps: [],
  repository: {
    subject: "shop",
    owner: "acme",
    name: "shop",
    folder: "",
    files: [],
    workflows: [],
    environments: ["production"],
  },
  paging: { services: ["cart"] },
  people: [],
  slos: [],
  dashboards: [],
};
const limits = { ...usualLimits, retries: 0, pauseMs: 500, answerMs: 500 };
const surround = { now: () => new Date(), cacheFolder: undefined, cacheSeconds: 3600, limits };

/** Observes one vendor through a server that answers everything alike. */
async function observedAt(status: number, text: string, vendor: "github" | "pagerduty" = "pagerduty") {
  const seen = new Set<string | undefined>();
  const server = http.createServer((request, response) => {
    seen.add(request.headers.authorization);
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port, not on a pipe
  const config = {
    "pagerduty:token": "canary-token",
    "pagerduty:apiUrlOverride": url,
    "github:token": "canary-token",
    "github:baseUrl": url,
  };
  try {
    const observed = await observeVendors([vendor], [cart], {
      ...surround,
      settings: { config, env: {} },
    });
    return { ...observed, seen };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("observing vendors", () => {
  it("leaves every fact of a vendor open whose credentials are missing, and says so once", async () => {
    const settings = { config: {}, env: { DATADOG_API_KEY: "a" } };
    const { facts, remarks } = await observeVendors(["pagerduty", "datadog"], [cart], {
      ...surround,
      settings,
    });
    const told = facts.get("cart") ?? [];
    assert.ok(told.length > 15, String(told.length));
    assert.deepEqual([...new Set(told.map(({ answer }) => answer.state))], ["unanswered"]);
    const [pagerduty, datadog] = ["pagerduty", "datadog"].map(
      (vendor) => told.filter(({ source }) => source === vendor).length,
    );
    assert.deepEqual(remarks, [
      `PagerDuty did not answer ${pagerduty} of ${pagerduty} questions: PAGERDUTY_TOKEN must be set (${pagerduty}).`,
      `Datadog did not answer ${datadog} of ${datadog} questions: DATADOG_APP_KEY must be set (${datadog}).`,
    ]);
  });

  it("says of simulated vendors that they are no evidence, whatever they answer", async () => {
    const settings = {
      config: {},
      env: { READINESS_SIMULATORS: "http://127.0.0.1:1", GITHUB_TOKEN: "canary-token" },
    };
    const { remarks } = await observeVendors(["pagerduty"], [cart], { ...surround, settings });
    assert.equal(
      remarks[0],
      "The vendors are simulated on this machine: what was observed is no evidence of the real ones. Unset READINESS_SIMULATORS to ask them.",
    );
  });

  it("is the same where nothing can be kept: answers are asked for again", async () => {
    const file = path.join(temporaryFolder(), "a-file");
    fs.writeFileSync(file, "");
    const folders = [undefined, file, path.join(file, "below")];
    const worldDir = temporaryFolder();
    const simulators = await startSimulators({ worldDir, now: () => new Date() });
    const settings = { config: {}, env: { READINESS_SIMULATORS: simulators.origin } };
    const states: string[] = [];
    for (const cacheFolder of folders) {
      const { facts } = await observeVendors(["pagerduty"], [cart], { ...surround, settings, cacheFolder });
      states.push((facts.get("cart") ?? []).map(({ kind, answer }) => `${kind} ${answer.state}`).join());
    }
    await simulators.close();
    assert.ok(states[0]?.includes("on-call absent"), states[0]);
    assert.deepEqual([...new Set(states)], [states[0]]);
  });

  const answers: Readonly<Record<string, readonly [number, string, RegExp]>> = {
    "is down": [
      500,
      "oops canary-token",
      /^PagerDuty did not answer (\d+) of \1 questions: it answered 500: oops \[credential\] \(\1\)\.$/,
    ],
    "refuses the credentials": [401, "{}", /: it refused the credentials \(401\) \(\d+\)\.$/],
    "hides everything": [403, "{}", /^PagerDuty hides the answers to \d+ of \d+ questions: /],
    "answers something else": [200, "<html>", /was no JSON/],
  };
  for (const [name, [status, text, expected]] of Object.entries(answers)) {
    it(`ends, and says why, where a vendor ${name}`, async () => {
      const { facts, remarks, seen } = await observedAt(status, text);
      assert.match(remarks.join("\n"), expected);
      assert.ok(!JSON.stringify([...facts, remarks]).includes("canary-token"));
      assert.ok(!(facts.get("cart") ?? []).some(({ answer }) => ["value", "absent"].includes(answer.state)));
      assert.deepEqual([...seen], ["Token token=canary-token"]);
    });
  }

  for (const [status, text] of [
    [401, "{}"],
    [200, "<html>"],
  ] as const) {
    it(`takes nothing for told where GitHub answers ${status} ${text}`, async () => {
      const { facts, remarks, seen } = await observedAt(status, text, "github");
      const states = new Set((facts.get("cart") ?? []).map(({ answer }) => answer.state));
      assert.deepEqual([...states].sort(), ["unanswered"]);
      assert.match(remarks.join("\n"), /^GitHub did not answer (\d+) of \1 questions: /);
      assert.ok(!JSON.stringify([...facts, remarks]).includes("canary-token"));
      assert.deepEqual([...seen], ["Bearer canary-token"]);
    });
  }

  it("keeps answers in the user's cache folder, where somebody says, or nowhere", () => {
    const folders = [
      { HOME: "/home/amy" },
      { HOME: "/home/amy", XDG_CACHE_HOME: "/caches" },
      { HOME: "/home/amy", READINESS_CACHE: "/tmp/answers" },
      { HOME: "/home/amy", READINESS_CACHE: "off" },
      {},
    ].map((env) => cacheSettings(env).cacheFolder);
    assert.deepEqual(folders, [
      "/home/amy/.cache/readiness",
      "/caches/readiness",
      "/tmp/answers",
      undefined,
      undefined,
    ]);
  });
});
