import assert from "node:assert/strict";
import type { Vendor } from "../../evidence/facts";
import { usualLimits } from "../../evidence/http/transport";
import { observeVendors } from "../../evidence/observing";
import type { WantedService } from "../../evidence/wanted";
import type { FaultKind } from "../../sandbox/simulators/faults";
import { startSimulators } from "../../sandbox/simulators/server";
import { canaries, refuseCanaries } from "../canaries";
import { temporaryFolder } from "../sandbox/temporary";

const cart: WantedService = {
  name: "cart",
  names: ["cart"],
  teams: ["orders"],
  apps: [],
  repository: {
    subject: "shop",
    owner: "astronomy-shop",
    name: "astronomy-shop",
    folder: "src/cart",
    files: ["src/cart/README.md"],
    workflows: [".github/workflows/deploy.yml"],
    environments: ["production"],
  },
  paging: { services: ["cart"] },
  people: [{ login: "amy", email: "amy@astronomy-shop.example" }],
  slos: [],
  dashboards: [],
};

const limits = { ...usualLimits, retries: 1, firstWaitMs: 10, pauseMs: 250, answerMs: 350 };

/** What observing comes to, as often as asked, with one cache for all of it. */
async function observedWith(vendor: Vendor, kind: FaultKind | "dns", times?: number) {
  const faults = kind === "dns" ? [] : [{ vendor, kind, ...(times === undefined ? {} : { times }) }];
  const worldDir = temporaryFolder();
  const simulators = await startSimulators({ worldDir, faults, now: () => new Date() });
  const address = kind === "dns" ? "https://nobody.invalid" : undefined;
  const config = {
    "github:token": canaries.GITHUB_TOKEN,
    "github:baseUrl": address ?? `${simulators.github}/api/v3`,
    "pagerduty:token": canaries.PAGERDUTY_TOKEN,
    "pagerduty:apiUrlOverride": address ?? simulators.pagerduty,
    "datadog:apiKey": canaries.DATADOG_API_KEY,
    "datadog:appKey": canaries.DATADOG_APP_KEY,
    "datadog:apiUrl": address ?? simulators.datadog,
  };
  const cacheFolder = temporaryFolder();
  const rest = { now: () => new Date(), cacheFolder, cacheSeconds: 3600, limits };
  const observed = () => observeVendors([vendor], [cart], { settings: { config, env: {} }, ...rest });
  try {
    return { ...(await observed()), again: times === undefined ? undefined : await observed() };
  } finally {
    await simulators.close();
  }
}

const everywhere: Readonly<Record<FaultKind | "dns", RegExp>> = {
  timeout: /did not answer .*it did not answer in time/,
  unauthorized: /did not answer (\d+) of \1 questions: it refused the credentials \(401\) \(\1\)/,
  "rate-limit": /its rate limit is spent/,
  "secondary-limit": /hides the answers to/,
  "gateway-timeout": /it answered 502/,
  "not-found": /hides the answers to/,
  "too-many": /its rate limit is spent/,
  "server-error": /it answered 500/,
  truncated: /was no JSON/,
  "wrong-shape": /has another shape/,
  "slow-drip": /it did not answer in time/,
  reset: /the connection broke off/,
  echo: /it answered 400: .*Cannot process/,
  slow: /it did not answer in time/,
  dns: /its address could not be resolved/,
};
/** What GitHub's client and its GraphQL say in other words. */
const atGithub: Partial<typeof everywhere> = {
  "secondary-limit": /its rate limit is spent/,
  "server-error": /it could not answer a query in time/,
  "gateway-timeout": /it could not answer a query in time/,
};

describe("a vendor's API that fails in every way", function () {
  this.timeout(20_000);
  for (const vendor of ["github", "pagerduty", "datadog"] as const)
    for (const [kind, usual] of Object.entries(everywhere) as [FaultKind | "dns", RegExp][]) // its own keys
      it(`leaves ${vendor}'s facts unknown with the reason, and ends: ${kind}`, async () => {
        const { facts, remarks } = await observedWith(vendor, kind);
        const told = facts.get("cart") ?? [];
        assert.ok(told.length >= 8, String(told.length));
        const known = told.filter(({ answer }) => answer.state === "value" || answer.state === "absent");
        assert.deepEqual(known, []);
        const expected = (vendor === "github" ? atGithub[kind] : undefined) ?? usual;
        assert.match(remarks.join("\n"), expected);
        refuseCanaries(JSON.stringify([...facts, remarks]));
        assert.doesNotMatch(remarks.join("\n"), /did not ask/, "every fact has the vendor's reason");
      });

  it("is not what the next run is told: an answer in a wrong shape is not kept", async () => {
    const { facts, again } = await observedWith("github", "wrong-shape", 1);
    const states = [facts, again?.facts].map(
      (all) => all?.get("cart")?.find(({ kind }) => kind === "repository")?.answer.state,
    );
    assert.deepEqual(states, ["unanswered", "value"]);
  });
});
