import assert from "node:assert/strict";
import { unknown } from "../../../sandbox/providers/wire";
import type { JsonObject } from "../../../sandbox/world/schema";
import { openWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";
import { connect, now, type ProviderClient } from "./client";
import { dashboard, monitor, protection, schedule, seeded, slo, syntheticsTest, tokens } from "./samples";

describe("sandbox/providers: new resources", () => {
  let dir: string;
  let github: ProviderClient;
  let pagerduty: ProviderClient;
  let datadog: ProviderClient;

  beforeEach(async () => {
    dir = temporaryFolder();
    [github, pagerduty, datadog] = await Promise.all([
      connect(dir, "github"),
      connect(dir, "pagerduty"),
      connect(dir, "datadog"),
    ]);
  });
  afterEach(() => {
    for (const client of [github, pagerduty, datadog]) client.close();
  });

  const providerOf = (token: string) => ({ github, pagerduty, datadog })[token.split(":")[0] ?? ""] ?? github;
  const policyFor = (id: string): JsonObject => ({
    name: "checkout",
    rules: [{ escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id }] }],
  });
  const service = (): JsonObject => ({ name: "checkout", escalationPolicy: seeded.legacyPolicy });

  describe("create", () => {
    const ids: readonly [string, string, JsonObject, RegExp][] = [
      ["a repository by its name", tokens.repository, { name: "telescope" }, /^telescope$/],
      ["a branch protection by a node id", tokens.branchProtection, protection, /^BPR_kwDO\w{12}$/],
      ["a team by a number", tokens.team, { name: "search" }, /^\d{9}$/],
      ["a schedule by P and base 32", tokens.schedule, schedule, /^P[A-Z2-7]{13}$/],
      ["a monitor by a number", tokens.monitor, monitor, /^\d{9}$/],
      ["an SLO by 32 hexadecimal digits", tokens.slo, slo, /^[0-9a-f]{32}$/],
      [
        "a synthetic test by a public id",
        tokens.syntheticsTest,
        syntheticsTest,
        /^[a-z0-9]{3}(-[a-z0-9]{3}){2}$/,
      ],
      ["a dashboard by a public id", tokens.dashboard, dashboard, /^[a-z0-9]{3}(-[a-z0-9]{3}){2}$/],
    ];
    for (const [what, type, inputs, shape] of ids) {
      it(`names ${what}`, async () => {
        assert.match((await providerOf(type).create(type, inputs)).id, shape);
      });
    }

    it("answers the vendor's outputs beside the inputs", async () => {
      const { state } = await github.create(tokens.repository, { name: "telescope" });
      assert.equal(state.fullName, "astronomy-shop/telescope");
      assert.equal(state.httpCloneUrl, "https://github.com/astronomy-shop/telescope.git");
      assert.equal(state.defaultBranch, "main");
      assert.match(String(state.nodeId), /^R_kgDO\w{12}$/);
      assert.equal(state.id, "telescope", "a bridged provider repeats the id among its outputs");
    });

    it("marks an integration key secret and derives the type from its vendor", async () => {
      const owner = await pagerduty.create(tokens.service, service());
      const inputs = { name: "Datadog", service: owner.id, vendor: seeded.datadog };
      const { state, secrets } = await pagerduty.create(tokens.integration, inputs);
      assert.deepEqual(secrets, ["integrationKey"]);
      assert.match(String(state.integrationKey), /^[0-9a-f]{32}$/);
      assert.equal(state.type, "event_transformer_api_inbound_integration");
    });

    it("keeps a secret input secret in the state, and plain in the world", async () => {
      const { secrets, id } = await github.create(
        tokens.repository,
        { name: "x", description: "d" },
        { secrets: ["description"] },
      );
      assert.deepEqual(secrets, ["description"]);
      assert.equal(openWorld(dir, "github").get("repository", id)?.description, "d");
    });

    it("lasts in the world when it is answered", async () => {
      const { id } = await datadog.create(tokens.monitor, monitor);
      const held = openWorld(dir, "datadog").get("monitor", id);
      assert.equal(held?.name, "checkout latency");
      assert.deepEqual(held?.api, { createdAt: now });
    });

    it("puts unknown for what only the vendor sets in a preview, and makes nothing", async () => {
      const { id, state } = await pagerduty.create(
        tokens.schedule,
        { ...schedule, timeZone: unknown },
        { preview: true },
      );
      assert.equal(id, "");
      assert.deepEqual(state, {
        ...schedule,
        timeZone: unknown,
        id: unknown,
        description: "Managed by Pulumi",
        layers: [{ ...(schedule.layers as JsonObject[])[0], id: unknown }],
      });
      assert.equal(openWorld(dir, "pagerduty").list("schedule").length, 1);
    });
  });

  describe("refusals", () => {
    const twice: readonly [string, string, JsonObject, RegExp][] = [
      [
        "a repository's name",
        tokens.repository,
        { name: "telescope" },
        /name already exists on this account/,
      ],
      ["a protection's pattern", tokens.branchProtection, protection, /Name already protected: main/],
      ["a team's name", tokens.team, { name: "search" }, /Name must be unique for this org/],
      ["a schedule's name", tokens.schedule, schedule, /Name has already been taken/],
      [
        "a service object's name",
        tokens.serviceObject,
        { serviceName: "checkout", serviceKey: "k" },
        /already exists/,
      ],
    ];
    for (const [what, type, inputs, message] of twice) {
      it(`refuses ${what} a second time`, async () => {
        await providerOf(type).create(type, inputs);
        await assert.rejects(providerOf(type).create(type, inputs), message);
      });
    }

    it("refuses a protection of the same repository under its node id", async () => {
      const { state } = await github.create(tokens.repository, { name: "telescope" });
      await github.create(tokens.branchProtection, { ...protection, repositoryId: "telescope" });
      const again = { ...protection, repositoryId: state.nodeId ?? "" };
      await assert.rejects(github.create(tokens.branchProtection, again), /Name already protected/);
    });

    it("lets monitors and SLOs have the same name", async () => {
      const first = await datadog.create(tokens.slo, slo);
      const second = await datadog.create(tokens.slo, slo);
      assert.notEqual(first.id, second.id);
    });

    const lost: readonly [string, string, JsonObject, RegExp][] = [
      [
        "a repository",
        tokens.branchProtection,
        { ...protection, repositoryId: "nope" },
        /Repository with the name 'nope'/,
      ],
      [
        "a person in a rotation",
        tokens.schedule,
        { ...schedule, layers: [{ ...(schedule.layers as JsonObject[])[0], users: ["PNOBODY"] }] },
        /layers\[0\]\.users\[0\]: no user has the id PNOBODY/,
      ],
      [
        "an escalation target",
        tokens.escalationPolicy,
        policyFor("PNOTHING"),
        /no schedule_reference has the id PNOTHING/,
      ],
      [
        "a service's policy",
        tokens.service,
        { name: "x", escalationPolicy: "PNOTHING" },
        /no escalationPolicy has the id PNOTHING/,
      ],
      [
        "an integration's service",
        tokens.integration,
        { service: "PNOTHING", vendor: seeded.datadog },
        /no service has the id PNOTHING/,
      ],
      [
        "an alert's SLO",
        tokens.monitor,
        {
          ...monitor,
          type: "slo alert",
          query: 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
        },
        /SLO abc of the query does not exist/,
      ],
      [
        "an environment",
        tokens.environmentPolicy,
        { repository: "astronomy-shop", environment: "production", branchPattern: "main" },
        /environment 'production' of 'astronomy-shop' does not exist/,
      ],
      [
        "a team member",
        tokens.teamMembers,
        { teamId: "orders", members: [{ username: "nobody" }] },
        /no user has the login 'nobody'/,
      ],
    ];
    for (const [what, type, inputs, message] of lost) {
      it(`refuses ${what} that does not exist`, async () => {
        await assert.rejects(providerOf(type).create(type, inputs), message);
      });
    }
  });
});
