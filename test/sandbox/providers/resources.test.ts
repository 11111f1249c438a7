import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unknown } from "../../../sandbox/providers/wire";
import type { JsonObject } from "../../../sandbox/world/schema";
import { editWorld, openWorld } from "../../../sandbox/world/world";
import { connect, now, type ProviderClient } from "./client";
import { dashboard, monitor, protection, schedule, seeded, slo, syntheticsTest, tokens } from "./samples";

describe("sandbox/providers: resources", () => {
  let dir: string;
  let github: ProviderClient;
  let pagerduty: ProviderClient;
  let datadog: ProviderClient;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "world-"));
    [github, pagerduty, datadog] = await Promise.all([
      connect(dir, "github"),
      connect(dir, "pagerduty"),
      connect(dir, "datadog"),
    ]);
  });
  afterEach(() => {
    for (const client of [github, pagerduty, datadog]) client.close();
    rmSync(dir, { recursive: true });
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
      assert.equal(state.id, undefined);
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

  describe("diff and update", () => {
    const samples: readonly [string, JsonObject][] = [
      [tokens.branchProtection, protection],
      [tokens.repository, { name: "telescope" }],
      [tokens.teamMembers, { teamId: "orders", members: [{ username: "dia" }, { username: "amy" }] }],
      [tokens.schedule, schedule],
      [tokens.escalationPolicy, policyFor(seeded.legacySchedule)],
      [tokens.service, { name: "checkout", escalationPolicy: seeded.legacyPolicy }],
      [tokens.slo, slo],
      [tokens.monitor, monitor],
      [tokens.syntheticsTest, syntheticsTest],
      [tokens.dashboard, dashboard],
    ];
    for (const [type, given] of samples) {
      it(`finds nothing to do for ${type} right after it was made and after a refresh`, async () => {
        const { id, state, inputs } = await providerOf(type).create(type, given);
        const again = await providerOf(type).check(type, given, inputs);
        assert.deepEqual(await providerOf(type).diff(type, id, state, again.inputs), {});
        const held = await providerOf(type).read(type, id, { state, inputs });
        assert.deepEqual(held?.state, state);
        assert.deepEqual(held?.inputs, inputs);
      });
    }

    it("names each changed property, and those that need a new object", async () => {
      const { id, state, inputs } = await github.create(tokens.branchProtection, protection);
      const wanted = {
        ...inputs,
        repositoryId: "telescope",
        enforceAdmins: true,
        requiredPullRequestReviews: [{ requiredApprovingReviewCount: unknown }],
        requiredStatusChecks: [{ contexts: ["build"] }],
      };
      assert.deepEqual(await github.diff(tokens.branchProtection, id, state, wanted), {
        repositoryId: "UPDATE_REPLACE",
        enforceAdmins: "UPDATE",
        "requiredPullRequestReviews[0].requiredApprovingReviewCount": "UPDATE",
        requiredStatusChecks: "ADD",
      });
    });

    it("reports a list element and an optional property that are gone", async () => {
      const { id, state, inputs } = await datadog.create(tokens.slo, { ...slo, description: "Old." });
      const { description: _gone, ...wanted } = inputs;
      assert.deepEqual(await datadog.diff(tokens.slo, id, state, { ...wanted, tags: ["service:checkout"] }), {
        "tags[1]": "DELETE",
        description: "DELETE",
      });
    });

    it("ignores the order of tags", async () => {
      const { id, state, inputs } = await datadog.create(tokens.slo, slo);
      const turned = { ...inputs, tags: ["team:payments", "service:checkout"] };
      assert.deepEqual(await datadog.diff(tokens.slo, id, state, turned), {});
    });

    it("changes the object, keeps what the vendor set and drops what is no longer given", async () => {
      const made = await pagerduty.create(tokens.schedule, { ...schedule, teams: [] });
      const wanted = { ...made.inputs, description: "New." };
      const state = await pagerduty.update(tokens.schedule, made.id, made.state, wanted);
      assert.deepEqual(state, { ...made.state, description: "New." });
      assert.equal(openWorld(dir, "pagerduty").get("schedule", made.id)?.description, "New.");
    });

    it("changes nothing in a preview of an update", async () => {
      const made = await pagerduty.create(tokens.schedule, schedule);
      const wanted = { ...made.inputs, description: "New." };
      const state = await pagerduty.update(tokens.schedule, made.id, made.state, wanted, true);
      assert.deepEqual(state, { ...made.state, description: "New." });
      assert.equal(openWorld(dir, "pagerduty").get("schedule", made.id)?.description, "Managed by Pulumi");
    });

    it("refuses to update what is gone", async () => {
      const made = await datadog.create(tokens.monitor, monitor);
      await datadog.remove(tokens.monitor, made.id, made.state);
      await assert.rejects(
        datadog.update(tokens.monitor, made.id, made.state, made.inputs),
        /does not exist any more/,
      );
    });
  });

  describe("read", () => {
    it("shows a change made behind Pulumi's back in state and inputs", async () => {
      const made = await github.create(tokens.branchProtection, protection);
      await editWorld(dir, "github", (objects) => {
        const held = objects.branchProtection?.[made.id];
        assert.ok(held);
        objects.branchProtection = { [made.id]: { ...held, enforceAdmins: true, lockBranch: true } };
      });
      const held = await github.read(tokens.branchProtection, made.id, made);
      assert.deepEqual(held?.state, { ...made.state, enforceAdmins: true, lockBranch: true });
      assert.deepEqual(held?.inputs, { ...made.inputs, enforceAdmins: true, lockBranch: true });
      assert.deepEqual(await github.diff(tokens.branchProtection, made.id, held?.state ?? {}, made.inputs), {
        enforceAdmins: "UPDATE",
        lockBranch: "UPDATE",
      });
    });

    it("answers no id for what was deleted behind Pulumi's back", async () => {
      const made = await datadog.create(tokens.monitor, monitor);
      await editWorld(dir, "datadog", (objects) => {
        objects.monitor = {};
      });
      assert.equal(await datadog.read(tokens.monitor, made.id, made), undefined);
    });

    it("follows the repository for its default branch and its members for a team", async () => {
      const type = "github:index/branchDefault:BranchDefault";
      const made = await github.create(type, { repository: "astronomy-shop", branch: "trunk" });
      assert.equal(openWorld(dir, "github").get("repository", "astronomy-shop")?.defaultBranch, "trunk");
      assert.equal((await github.read(type, made.id, made))?.state.branch, "trunk");
      const members = await github.read(tokens.teamMembers, "orders");
      assert.deepEqual(
        members?.inputs.members,
        ["amy", "ben", "cho", "dia"].map((username) => ({
          username,
          role: username === "amy" ? "maintainer" : "member",
        })),
      );
    });

    it("imports the seed's repository by name with all its inputs", async () => {
      const held = await github.read(tokens.repository, "astronomy-shop");
      assert.equal(held?.id, "astronomy-shop");
      assert.equal(held?.state.fullName, "astronomy-shop/astronomy-shop");
      assert.equal(held?.inputs.visibility, "public");
      assert.equal(held?.inputs.fullName, undefined);
      assert.equal(held?.inputs.api, undefined);
      const { inputs } = await github.check(tokens.repository, held?.inputs ?? {});
      assert.deepEqual(await github.diff(tokens.repository, "astronomy-shop", held?.state ?? {}, inputs), {});
    });

    const imports: readonly [string, string, () => Promise<{ id: string; given: string }>][] = [
      [
        "a protection by repository and pattern",
        tokens.branchProtection,
        async () => ({
          id: (await github.create(tokens.branchProtection, protection)).id,
          given: "astronomy-shop:main",
        }),
      ],
      [
        "a team by its slug",
        tokens.team,
        async () => ({
          id: (await github.create(tokens.team, { name: "Search Team" })).id,
          given: "search-team",
        }),
      ],
      [
        "a schedule made by hand by its id",
        tokens.schedule,
        async () => ({ id: seeded.legacySchedule, given: seeded.legacySchedule }),
      ],
      [
        "a service made by hand by its id",
        tokens.service,
        async () => ({ id: seeded.legacyService, given: seeded.legacyService }),
      ],
    ];
    for (const [what, type, prepare] of imports) {
      it(`imports ${what}, and its inputs make no difference`, async () => {
        const { id, given } = await prepare();
        const held = await providerOf(type).read(type, given);
        assert.equal(held?.id, id);
        const { inputs, failures } = await providerOf(type).check(type, held?.inputs ?? {});
        assert.deepEqual(failures, []);
        assert.deepEqual(await providerOf(type).diff(type, id, held?.state ?? {}, inputs), {});
      });
    }

    it("answers no id for an import of what never was", async () => {
      assert.equal(await github.read(tokens.repository, "nope"), undefined);
    });
  });

  describe("delete", () => {
    it("really removes, and does not mind what is gone already", async () => {
      const made = await datadog.create(tokens.monitor, monitor);
      await datadog.remove(tokens.monitor, made.id, made.state);
      await datadog.remove(tokens.monitor, made.id, made.state);
      assert.equal(openWorld(dir, "datadog").get("monitor", made.id), undefined);
    });

    it("leaves a team but none of its members when the membership list goes", async () => {
      const made = await github.create(tokens.teamMembers, {
        teamId: "orders",
        members: [{ username: "amy" }],
      });
      await github.remove(tokens.teamMembers, made.id, made.state);
      const world = openWorld(dir, "github");
      assert.deepEqual(world.find("teamMembership", "teamId", made.id), []);
      assert.equal(world.get("team", made.id)?.slug, "orders");
    });
  });
});
