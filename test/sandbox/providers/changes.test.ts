import assert from "node:assert/strict";
import { unknown } from "../../../sandbox/providers/wire";
import type { JsonObject } from "../../../sandbox/world/schema";
import { editWorld, openWorld } from "../../../sandbox/world/world";
import { temporaryFolder } from "../temporary";
import { connect, type ProviderClient } from "./client";
import { dashboard, monitor, protection, schedule, seeded, slo, syntheticsTest, tokens } from "./samples";

describe("sandbox/providers: existing resources", () => {
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
