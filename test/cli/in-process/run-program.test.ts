import assert from "node:assert/strict";
import type { VendorChoice } from "../../../cli/in-process/run-program";
import { type ProgramRun, runProgram } from "../../../cli/in-process/run-program";
import { projectWith, smallProject } from "../command";

const now = new Date("2026-11-23T12:00:00Z");
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const stack = smallProject["stacks/Pulumi.prod.yaml"] ?? "";

const run = (
  files: Readonly<Record<string, string | undefined>> = {},
  vendors: VendorChoice = "sandbox",
  env: NodeJS.ProcessEnv = {},
): Promise<ProgramRun> => runProgram({ root: projectWith(files) }, "prod", { vendors, now, env });

const find = ({ resources }: ProgramRun, type: string, name: string) => {
  const found = resources.filter((one) => one.type.endsWith(`:${type}`) && one.name === name);
  assert.equal(found.length, 1, `${type} ${name} among ${resources.map(({ urn }) => urn).join("\n")}`);
  return found[0];
};

const paged = `name: cart
owner: orders
repository: astronomy-shop
onCall: { rotation: [amy, pia] }
slos:
  - { name: availability, kind: availability, good: "sum:ok{service:cart}", total: "sum:all{service:cart}" }
`;

describe("a program that runs in process", () => {
  it("has the names, parents and dependencies that the engine gives", async () => {
    const ran = await run({ "catalog/services/cart.yaml": paged });
    const service = find(ran, "Service", "cart");
    assert.equal(service?.urn, "urn:pulumi:prod::shop::readiness:index:Service::cart");
    assert.equal(service?.parent, "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod");
    const policy = find(ran, "EscalationPolicy", "cart/escalation");
    const schedule =
      "urn:pulumi:prod::shop::readiness:index:Service$pagerduty:index/schedule:Schedule::cart/schedule";
    assert.deepEqual(policy?.propertyDependencies, { rules: [schedule] });
    assert.deepEqual(policy?.dependencies, [schedule]);
    assert.equal(policy?.parent, service?.urn);
  });

  it("knows of what is new as much as a first preview: defaults filled in, ids and computed values unknown", async () => {
    const ran = await run({ "catalog/services/cart.yaml": paged });
    const monitor = find(ran, "Monitor", "cart/availability-burn-slow");
    assert.deepEqual(
      [monitor?.props.id, monitor?.props.query, monitor?.props.draftStatus, monitor?.props.type],
      [unknown, unknown, "published", "slo alert"],
    );
    assert.equal(
      find(ran, "Repository", "astronomy-shop")?.props.visibility,
      "public",
      "taken over as it is found",
    );
    assert.deepEqual(find(ran, "github", "default_6_15_0")?.props, {
      owner: "astronomy-shop",
      version: "6.15.0",
    });
  });

  it("registers outputs of components, and those of the stack", async () => {
    const ran = await run();
    assert.deepEqual(Object.keys(find(ran, "Service", "cart")?.props ?? {}).sort(), [
      "declares",
      "facts",
      "observed",
      "schemaVersion",
    ]);
    assert.deepEqual(find(ran, "Stack", "shop-prod")?.props.catalog, {
      schemaVersion: 1,
      programVersion: "0.1.0",
      environment: "prod",
      owns: true,
    });
  });

  it("passes on what the program warns of", async () => {
    const ran = await run({
      "catalog/services/cart.yaml": paged.replace("[amy, pia]", "[amy, uma]"),
      "catalog/teams/platform.yaml":
        "name: platform\ngithub: { team: platform }\nmembers: [{ login: uma, email: uma@nowhere.example }]\n",
    });
    assert.deepEqual(
      ran.warnings.map((line) => line.slice(0, 60)),
      ["catalog/teams/platform.yaml:3:32: PagerDuty must have a user"],
    );
  });

  it("takes no secret out of the stack's config", async () => {
    const ran = await run({
      "stacks/Pulumi.prod.yaml": `${stack}  datadog:apiKey: { secure: v1:abc }\n  datadog:apiUrl: https://x/\n`,
      "catalog/services/cart.yaml": paged,
    });
    assert.deepEqual(find(ran, "datadog", "default_5_11_0")?.props, {
      apiUrl: "https://x/",
      version: "5.11.0",
    });
  });

  it("refuses a config of which nothing would count, as its mode would be advise", async () => {
    await assert.rejects(run({ "stacks/Pulumi.prod.yaml": `${stack}  readiness:owns: false\n` }), {
      message:
        'stacks/Pulumi.prod.yaml:6:3: "readiness:owns" is given twice, first on line 4. Remove one of them.',
    });
  });

  it("takes a config without a key for an empty one", async () => {
    const { resources } = await run({ "stacks/Pulumi.prod.yaml": "config:\n" });
    const catalog = resources.find(({ type }) => type === "readiness:index:Catalog");
    assert.equal(JSON.stringify(catalog?.props).includes('"mode":"advise"'), true);
  });

  it("leaves no trace in one run of another", async () => {
    const first = await run({ "catalog/services/cart.yaml": paged });
    const second = await run({ "catalog/services/cart.yaml": "name: cart\n" });
    const third = await run({ "catalog/services/cart.yaml": paged });
    assert.ok(second.resources.length < first.resources.length);
    assert.deepEqual(third.resources, first.resources);
  });
});

describe("a program for which no vendor is asked", () => {
  it("has unknown ids where it looked something up, and goes on by what the catalog states", async () => {
    const ran = await run({ "catalog/services/cart.yaml": `${paged}branch: trunk\n` }, "none");
    const layers = find(ran, "Schedule", "cart/schedule")?.props.layers;
    assert.deepEqual(Array.isArray(layers) && layers[0].users, [unknown, unknown]);
    assert.equal(find(ran, "BranchProtection", "astronomy-shop/protection")?.props.pattern, "trunk");
    const { name, visibility, archived, id } = find(ran, "Repository", "astronomy-shop")?.props ?? {};
    assert.deepEqual(
      [name, id, visibility, archived],
      ["astronomy-shop", "astronomy-shop", unknown, unknown],
    );
    assert.deepEqual([...new Set(ran.notLookedUp)].sort(), [
      "github:index/getRepository:getRepository",
      "pagerduty:index/getUser:getUser",
      "pagerduty:index/getVendor:getVendor",
    ]);
  });

  it("takes the default branch for main where the catalog states none, and ids to adopt as they are", async () => {
    const adopting = `${paged}adopt: { schedule: PXYZ, repository: astronomy-shop }\n`;
    const ran = await run({ "catalog/services/cart.yaml": adopting }, "none");
    assert.equal(find(ran, "BranchProtection", "astronomy-shop/protection")?.props.pattern, "main");
    const schedule = find(ran, "Schedule", "cart/schedule");
    assert.deepEqual(
      [schedule?.props.id, schedule?.props.layers, schedule?.props.name],
      ["PXYZ", unknown, unknown],
    );
  });

  it("asks no vendor for teams that exist, whatever rests on their ids", async () => {
    const tier2 = stack.replace("cart: 3", "cart: 2");
    const ran = await run({ "catalog/services/cart.yaml": paged, "stacks/Pulumi.prod.yaml": tier2 }, "none");
    const reviewers = find(ran, "RepositoryEnvironment", "astronomy-shop/environment-production")?.props
      .reviewers;
    assert.deepEqual(reviewers, [{ teams: [unknown] }]);
  });
});
