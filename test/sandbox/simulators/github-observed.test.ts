import assert from "node:assert/strict";
import type { ObservedFact } from "../../../evidence/facts";
import { observeVendors } from "../../../evidence/observing";
import type { WantedService } from "../../../evidence/wanted";
import { type SimulatorOptions, type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { temporaryFolder } from "../temporary";

const now = () => new Date("2026-11-26T10:00:00Z");

function wanted(name: string, environment: string, files: readonly string[] = []): WantedService {
  return {
    name,
    names: [name],
    repository: {
      subject: "astronomy-shop",
      owner: "astronomy-shop",
      name: "astronomy-shop",
      folder: `src/${name}`,
      files,
      workflows: [".github/workflows/release.yml"],
      environments: [environment],
    },
    teams: ["orders"],
    apps: ["release-bot"],
    paging: { services: [] },
    people: [],
    slos: [],
    dashboards: [],
  };
}

const services = [wanted("checkout", "staging"), wanted("shipping", "production", ["docs/runbooks/shipping.md"])];

describe("the collector of GitHub at the simulator", () => {
  let open: Simulators | undefined;
  afterEach(() => open?.close());

  const observed = async (token: string, options: Partial<SimulatorOptions> = {}) => {
    open = await startSimulators({ worldDir: temporaryFolder(), now, ...options });
    const env = { GITHUB_TOKEN: token, GITHUB_BASE_URL: `${open.github}/api/v3` };
    const surround = { settings: { config: {}, env }, now, cacheFolder: undefined, cacheSeconds: 0 };
    const { facts } = await observeVendors(["github"], services, surround);
    return facts;
  };
  const statesOf = (facts: readonly ObservedFact[] = []) => {
    const states: Record<string, string> = {};
    for (const { kind, answer } of facts) states[kind] = answer.state;
    return states;
  };

  it("gets a value of every kind from the shipped world", async () => {
    const facts = await observed("admin");
    const all = [...facts.values()].flat();
    assert.deepEqual(
      all.filter(({ answer: { state } }) => state !== "value" && state !== "absent"),
      [],
    );
    const kinds = new Set(all.map(({ kind }) => kind));
    const valued = new Set(all.filter(({ answer: { state } }) => state === "value").map(({ kind }) => kind));
    assert.equal(kinds.size, 22);
    assert.deepEqual([...kinds].filter((kind) => !valued.has(kind)), []);
    const used = open?.requests().github;
    console.log(used, statesOf(facts.get("shipping")));
    if (process.env.DUMP) console.log(JSON.stringify(all, null, 1));
  });

  it("is told which facts a token that only reads does not see", async () => {
    const facts = await observed("reader");
    const hidden = [...facts.values()].flat().filter(({ answer: { state } }) => state === "not-visible");
    console.log(JSON.stringify([...facts.values()].flat().filter(({ answer: { state } }) => state === "unanswered")));
    assert.deepEqual([...new Set(hidden.map(({ kind }) => kind))].sort(), [
      "actions-permissions",
      "branch-protections",
      "code-scanning",
      "collaborators",
      "leaked-secrets",
      "secret-scanning",
      "vulnerabilities",
    ]);
  });
});
