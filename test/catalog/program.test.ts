import assert from "node:assert/strict";
import { catalogOutputsSchema, catalogToken, serviceOutputsSchema, serviceToken } from "../../catalog/graph";
import { checkout, declared, type GivenProject, newPlatform, orders, platform } from "./components/project";
import { find, listed, type Recording } from "./components/recorder";

const atTier = (tier: number): GivenProject => ({
  services: { checkout },
  config: { "readiness:tiers": { checkout: tier } },
});

const ofService = ({ resources }: Recording, service: string) =>
  listed(resources.filter(({ name }) => name.startsWith(`${service}/`)));

const shared = [
  "BranchDefault shop/default-branch",
  "BranchProtection shop/protection",
  "RepositoryVulnerabilityAlerts shop/alerts",
  "WorkflowRepositoryPermissions shop/workflow-token",
];
const own = [
  "Dashboard checkout/dashboard",
  "EscalationPolicy checkout/escalation",
  "Monitor checkout/availability-burn-slow",
  "Monitor checkout/errors",
  "Monitor checkout/latency-burn-slow",
  "Schedule checkout/schedule",
  "Service checkout/pagerduty",
  "ServiceIntegration checkout/datadog",
  "ServiceLevelObjective checkout/availability",
  "ServiceLevelObjective checkout/latency",
  "ServiceObject checkout/handle",
  "SyntheticsTest checkout/health",
];
const fastAlerts = ["Monitor checkout/availability-burn-fast", "Monitor checkout/latency-burn-fast"];

describe("what the program declares", () => {
  const perTier: Readonly<Record<number, readonly [readonly string[], readonly string[]]>> = {
    1: [[...own, ...fastAlerts], [...shared, "RepositoryEnvironment shop/environment-production"].sort()],
    2: [[...own, ...fastAlerts], [...shared, "RepositoryEnvironment shop/environment-production"].sort()],
    3: [own, shared],
  };
  for (const [tier, [parts, guards]] of Object.entries(perTier)) {
    it(`is what tier ${tier} asks, below the service and once for its repository`, async () => {
      const recording = await declared(atTier(Number(tier)));
      assert.deepEqual(ofService(recording, "checkout"), [...parts].sort());
      assert.deepEqual(ofService(recording, "shop"), guards);
      assert.equal(find(recording, "Repository", "shop").importId, "shop");
    });
  }

  it("leaves what exists once per account to the stack that owns it", async () => {
    const recording = await declared({
      services: { checkout },
      config: { "readiness:owns": false, "readiness:tiers": { checkout: 1 } },
    });
    const components = ["Catalog catalog", "Service checkout"];
    assert.deepEqual(listed(recording.resources), [...components, ...own, ...fastAlerts].sort());
    assert.deepEqual(
      recording.lookups.filter((lookup) => lookup.startsWith("getRepository")),
      [],
    );
  });

  it("is nothing but the component for a service that states only its name", async () => {
    const { resources } = await declared({ services: { bare: "name: bare\n" }, teams: {} });
    assert.deepEqual(listed(resources), ["Catalog catalog", "Service bare"]);
  });

  it("is nothing but the component for a retired service", async () => {
    const recording = await declared({ services: { checkout: `${checkout}lifecycle: retired\n` } });
    assert.deepEqual(ofService(recording, "checkout"), []);
    assert.deepEqual(ofService(recording, "shop"), []);
    assert.deepEqual(find(recording, "Service", "checkout").outputs?.declares, []);
  });

  it("carries the environment in the names of what exists per environment", async () => {
    const { resources } = await declared({ ...atTier(1), stack: "eu-prod" });
    const names = resources
      .filter(({ type, name }) => name.startsWith("checkout/") && !/ServiceIntegration/.test(type))
      .map(({ inputs }) => String(inputs.name ?? inputs.title ?? inputs.serviceName));
    assert.equal(names.length, 13);
    assert.deepEqual(
      names.filter((name) => !name.startsWith("checkout-eu-prod")),
      [],
    );
  });

  it("declares GitHub teams that do not exist yet, with members and access to their repositories", async () => {
    const recording = await declared({
      services: { checkout: checkout.replace("owner: orders", "owner: platform") },
      teams: { orders, platform: newPlatform },
    });
    assert.deepEqual(find(recording, "Team", "platform").inputs, { name: "platform", privacy: "closed" });
    assert.deepEqual(find(recording, "TeamMembers", "platform/members").inputs, {
      teamId: "900",
      members: [{ username: "pia", role: "member" }],
    });
    assert.deepEqual(find(recording, "TeamRepository", "platform/shop").inputs, {
      teamId: "900",
      repository: "shop",
      permission: "push",
    });
    assert.deepEqual(
      recording.resources.filter(({ name }) => name === "orders"),
      [],
    );
  });
});

describe("what the components register", () => {
  for (const preview of [false, true]) {
    it(`keeps to the graph's contract in ${preview ? "a preview" : "an update"}`, async () => {
      const { resources } = await declared({ ...atTier(1), preview });
      const [catalog] = resources.filter(({ type }) => type === catalogToken);
      const [service] = resources.filter(({ type }) => type === serviceToken);
      const catalogOutputs = catalogOutputsSchema.parse(catalog?.outputs);
      const serviceOutputs = serviceOutputsSchema.parse(service?.outputs);
      assert.equal(catalogOutputs.programVersion, "1.2.3");
      assert.deepEqual(catalogOutputs.facts.tiers, { checkout: 1 });
      assert.deepEqual(catalog?.inputs.facts, catalog?.outputs?.facts);
      assert.deepEqual(service?.inputs.facts, service?.outputs?.facts);
      assert.equal(serviceOutputs.facts.tierFrom, "stack");
    });
  }

  it("lists every child, and what is shared by each service that it serves", async () => {
    const recording = await declared({
      services: { checkout, cart: "name: cart\nowner: platform\nrepository: shop\n" },
      teams: { orders, platform: newPlatform },
      config: { "readiness:tiers": { checkout: 1 } },
    });
    const urns = (names: (name: string) => boolean) =>
      recording.resources
        .filter(({ type, name }) => !type.startsWith("readiness:") && names(name))
        .map(({ urn }) => urn)
        .sort();
    const declaredBy = (type: string, name: string) =>
      serviceOutputsSchema.shape.declares
        .parse(find(recording, type, name).outputs?.declares)
        .map(({ urn }) => urn)
        .sort();
    const isShop = (name: string) => name === "shop" || name.startsWith("shop/");
    const isPlatform = (name: string) => name === "platform" || name.startsWith("platform/");
    assert.deepEqual(
      declaredBy("Service", "checkout"),
      urns((name) => name.startsWith("checkout/") || isShop(name)),
    );
    assert.deepEqual(
      declaredBy("Service", "cart"),
      urns((name) => isShop(name) || isPlatform(name)),
    );
    assert.deepEqual(
      declaredBy("Catalog", "catalog"),
      urns((name) => isShop(name) || isPlatform(name)),
    );
  });

  it("states types without parents, and the plain numbers, booleans and lengths that were given", async () => {
    const recording = await declared({ ...atTier(1), preview: true });
    const entries = serviceOutputsSchema.parse(find(recording, "Service", "checkout").outputs).declares;
    const entry = (type: string) => entries.find((one) => one.type === type)?.expects;
    assert.deepEqual(entry("pagerduty:index/escalationPolicy:EscalationPolicy"), {
      numLoops: 1,
      "rules.length": 2,
      "rules[0].escalationDelayInMinutes": 10,
      "rules[0].targets.length": 1,
      "rules[1].escalationDelayInMinutes": 10,
      "rules[1].targets.length": 1,
    });
    assert.deepEqual(entry("github:index/repository:Repository"), {});
  });

  it("gives an unlisted service tier 3, and says where that is from", async () => {
    const recording = await declared({ services: { checkout }, teams: { platform } });
    const { facts } = serviceOutputsSchema.parse(find(recording, "Service", "checkout").outputs);
    assert.deepEqual([facts.tier, facts.tierFrom], [3, "default"]);
  });
});

describe("what is renamed", () => {
  it("keeps a service under its earlier names, and with it what begins with them", async () => {
    const { resources } = await declared({
      services: { checkout: `${checkout}aliases: [till, paydesk]\n` },
      config: { "readiness:tiers": { checkout: 1 } },
    });
    const parts = resources.filter(({ name }) => name.startsWith("checkout/"));
    assert.equal(parts.length, own.length + fastAlerts.length);
    for (const { name, earlierNames } of parts) {
      const part = name.slice("checkout".length);
      assert.deepEqual(earlierNames, [`till${part}`, `paydesk${part}`]);
    }
  });

  it("keeps a team at GitHub, its members and its access", async () => {
    const { resources } = await declared({
      services: { checkout: checkout.replace("owner: orders", "owner: platform") },
      teams: { orders, platform: `${newPlatform}aliases: [infra]\n` },
    });
    const earlier = resources
      .filter(({ name }) => /^platform(\/|$)/.test(name))
      .map(({ name, earlierNames }) => [name, ...earlierNames]);
    assert.deepEqual(earlier.sort(), [
      ["platform", "infra"],
      ["platform/members", "infra/members"],
      ["platform/shop", "infra/shop"],
    ]);
  });
});

describe("what the program asks the vendors", () => {
  it("is each thing once, however many services need it", async () => {
    const names = ["a", "b", "c", "d"];
    const services = Object.fromEntries(
      names.map((name) => [name, `name: ${name}\nowner: orders\nonCall: {}\nrepository: shop\n`]),
    );
    const tiers = Object.fromEntries(names.map((name) => [name, 1]));
    const { lookups } = await declared({ services, config: { "readiness:tiers": tiers } });
    assert.deepEqual([...lookups].sort(), [
      "getRepository shop",
      "getTeam orders",
      "getUser amy@example.com",
      "getUser ben@example.com",
      "getUser pia@example.com",
      "getVendor Datadog",
    ]);
  });

  it("is nothing where nothing needs it", async () => {
    assert.deepEqual((await declared({ services: { bare: "name: bare\n" } })).lookups, []);
  });
});
