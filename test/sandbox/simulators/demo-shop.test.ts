import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { declareReadiness } from "../../../catalog/program";
import type { FactKind, FactValue, ObservedResource } from "../../../evidence/facts";
import type { Observed } from "../../../evidence/observe";
import { observeVendors } from "../../../evidence/observing";
import type { WantedService } from "../../../evidence/wanted";
import { projectDir } from "../../../sandbox/folders";
import { vendorTables } from "../../../sandbox/providers/vendor-tables";
import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import type { Json, WorldObject } from "../../../sandbox/world/schema";
import { editWorld, openWorld } from "../../../sandbox/world/world";
import { type Recorded, record } from "../../catalog/components/recorder";
import { temporaryFolder } from "../temporary";
import { toldValue } from "./told-value";

const now = () => new Date("2026-11-23T07:00:00Z");
const stackFile = z.object({ config: z.record(z.string(), z.unknown()) });

/** The config of the stack prod, asking both vendors. */
function configOfProd(): Readonly<Record<string, string>> {
  const text = readFileSync(join(projectDir, "stacks", "Pulumi.prod.yaml"), "utf8");
  const { config } = stackFile.parse(parse(text));
  const whole = { ...config, "readiness:observe": ["pagerduty", "datadog"] };
  return Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** Declares the demo shop in prod with the people of a world, and tells whom the collectors would look for. */
async function declareShop(worldDir: string) {
  const people = openWorld(worldDir, "pagerduty");
  let wanted: readonly WantedService[] = [];
  const config = configOfProd();
  const recording = await record(
    () =>
      declareReadiness({
        root: projectDir,
        stack: "prod",
        config,
        githubOwner: config["github:owner"],
        programVersion: "1.0.0",
        now: now(),
        warn: async () => undefined,
        observe: async (_vendors, services) => {
          wanted = services;
          return { facts: new Map(), remarks: [] };
        },
      }),
    {
      answers: {
        "pagerduty:index/getUser:getUser": ({ email = "" }) => ({
          id: people.find("user", "email", email)[0]?.id,
          email,
        }),
        "pagerduty:index/getVendor:getVendor": ({ name = "" }) => ({
          id: people.find("vendor", "name", name)[0]?.id,
          name,
        }),
      },
    },
  );
  return { recording, wanted };
}

/** Puts what was declared at the two vendors into a world, with ids as the vendors give them. */
async function makeReal(worldDir: string, resources: readonly Recorded[]): Promise<void> {
  const ids = new Map(resources.map(({ name }, index) => [`${name}-id`, String(80_000_000 + index)]));
  const real = (value: unknown): Record<string, Json> => {
    let text = JSON.stringify(value);
    for (const [made, id] of ids) text = text.replaceAll(made, id);
    return JSON.parse(text);
  };
  for (const vendor of ["pagerduty", "datadog"] as const) {
    const { types } = vendorTables[vendor];
    await editWorld(worldDir, vendor, (objects) => {
      for (const { type, name, inputs } of resources) {
        const kind = types[type]?.kind;
        if (typeof kind !== "string") continue;
        const object: WorldObject = { ...real(inputs), id: ids.get(`${name}-id`) ?? "" };
        objects[kind] = { ...objects[kind], [object.id]: object };
      }
    });
  }
}

describe("the demo shop on the simulators, once it is declared", function () {
  this.timeout(60_000);
  let open: Simulators;
  let all: Observed;
  let declared: Awaited<ReturnType<typeof declareShop>>;
  before(async () => {
    const worldDir = temporaryFolder();
    declared = await declareShop(worldDir);
    await makeReal(worldDir, declared.recording.resources);
    open = await startSimulators({ worldDir, now });
    const config = {
      "pagerduty:token": "key",
      "pagerduty:apiUrlOverride": open.pagerduty,
      "datadog:apiKey": "a",
      "datadog:appKey": "b",
      "datadog:apiUrl": open.datadog,
    };
    const surround = { settings: { config, env: {} }, now, cacheFolder: undefined, cacheSeconds: 0 };
    all = (await observeVendors(["pagerduty", "datadog"], declared.wanted, surround)).facts;
  });
  after(() => open.close());

  /** Names of things that were told of. */
  const observed = (type: string): readonly string[] => {
    const told = [...all.values()]
      .flat()
      .flatMap(({ answer }): readonly ObservedResource[] =>
        answer.state === "value" && "resources" in answer.value ? answer.value.resources : [],
      );
    return [...new Set(told.filter((one) => one.type.endsWith(`:${type}`)).map(({ name }) => name))].sort();
  };
  const planned = (type: string, property = "name"): readonly string[] =>
    declared.recording.resources
      .filter((one) => !one.type.startsWith("readiness:") && one.type.endsWith(`:${type}`))
      .map(({ inputs }) => String(inputs[property]))
      .sort();

  it("is seen whole: everything that was declared is told of", () => {
    for (const [type, property] of [
      ["Schedule", "name"],
      ["EscalationPolicy", "name"],
      ["Service", "name"],
      ["Monitor", "name"],
      ["ServiceLevelObjective", "name"],
      ["SyntheticsTest", "name"],
      ["ServiceObject", "serviceName"],
    ] as const) {
      const names = planned(type, property);
      const seen = observed(type);
      assert.ok(names.length > 5, `${type}: ${names.length}`);
      assert.deepEqual(
        names.filter((name) => !seen.includes(name)),
        [],
        type,
      );
    }
    const boards = observed("DashboardJson");
    assert.deepEqual(
      planned("Dashboard", "title").filter((title) => !boards.includes(title)),
      [],
    );
  });

  it("leaves open what no API tells, and nothing else", () => {
    const open = [...all.values()]
      .flat()
      .flatMap(({ kind, answer }) =>
        answer.state === "value" || answer.state === "absent" ? [] : [`${kind}: ${JSON.stringify(answer)}`],
      );
    const slack = "connections of Slack are not shown by its REST API, and it has nothing else";
    assert.deepEqual(
      [...new Set(open)],
      [`incident-response: ${JSON.stringify({ state: "unanswered", reason: slack })}`],
    );
  });

  const told = <K extends FactKind>(service: string, kind: K): FactValue<K> =>
    toldValue(all.get(service) ?? [], kind);

  it("has a past with good and with bad in it", () => {
    const serious = [...all.keys()].flatMap((service) =>
      all.get(service)?.some(({ kind, answer }) => kind === "incidents" && answer.state === "value")
        ? told(service, "incidents").incidents.filter(
            ({ priority }) => priority === "P1" || priority === "P2",
          )
        : [],
    );
    const reviewed = serious.filter(({ review }) => review !== undefined).length;
    assert.deepEqual([serious.length, reviewed], [7, 5]);
    assert.equal(told("shipping", "incidents").incidents[0]?.resolvedAt, undefined);
    const pages = told("product-catalog", "pages").policies.flatMap((policy) => policy.pages);
    assert.deepEqual([pages.length, pages.every(({ autoResolved }) => autoResolved)], [10, true]);
    const left = (service: string) => told(service, "error-budgets").budgets.map((budget) => budget.left);
    assert.deepEqual([left("payment")[0], left("cart")[0], left("image-provider")[0]], [40, -30, undefined]);
    const [window] = told("image-provider", "maintenance-windows").resources;
    assert.equal(window?.props.endTime, "2027-03-23T07:00:00Z"); // which somebody forgot
    const status = (service: string) =>
      told(service, "on-call").resources.find(({ type }) => type.endsWith(":Service"))?.props.status;
    const statuses = ["image-provider", "shipping", "payment"].map(status);
    assert.deepEqual(statuses, ["maintenance", "warning", "active"]);
    assert.equal(told("fraud-detection", "telemetry-logs").last, "2026-11-21T04:00:00.000Z");
  });
});
