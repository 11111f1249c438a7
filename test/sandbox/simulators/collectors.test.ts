import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { FactKind, FactValue, ObservedResource } from "../../../evidence/facts";
import { usualLimits } from "../../../evidence/http/transport";
import type { Observed } from "../../../evidence/observe";
import { observeVendors } from "../../../evidence/observing";
import { projectDir } from "../../../sandbox/folders";
import { type Simulators, startSimulators } from "../../../sandbox/simulators/server";
import { wanted } from "../../evidence/fake-vendor";
import { temporaryFolder } from "../temporary";
import { datadogObjects, declareCheckout } from "./declared-checkout";
import { toldValue } from "./told-value";

const now = () => new Date("2026-11-23T07:00:00Z");

/** Services as the demo shop's catalog wants them. */
const services = readdirSync(join(projectDir, "catalog", "services")).map((file) => {
  const name = basename(file, ".yaml");
  const people = [{ login: "amy", email: "amy@astronomy-shop.example" }];
  return wanted(name, { paging: { services: [`${name}-prod`, name] }, people });
});

describe("the collectors on the simulators", () => {
  let open: Simulators;
  let all: Observed;
  before(async () => {
    const worldDir = temporaryFolder();
    await declareCheckout(worldDir);
    open = await startSimulators({ worldDir, now });
    all = await observed("key");
  });
  after(() => open.close());

  async function observed(key: string): Promise<Observed> {
    const config = {
      "pagerduty:token": key,
      "pagerduty:apiUrlOverride": open.pagerduty,
      "datadog:apiKey": "a",
      "datadog:appKey": key,
      "datadog:apiUrl": open.datadog,
    };
    const { facts } = await observeVendors(["pagerduty", "datadog"], services, {
      settings: { config, env: {} },
      now,
      cacheFolder: undefined,
      cacheSeconds: 0,
      limits: { ...usualLimits, retries: 0 },
    });
    return facts;
  }

  const ofCheckout = () => all.get("checkout") ?? [];

  const told = <K extends FactKind>(kind: K): FactValue<K> => toldValue(ofCheckout(), kind);

  it("get a value of every kind", () => {
    const states = ofCheckout().map(({ source, kind, answer }) => `${source} ${kind} ${answer.state}`);
    assert.deepEqual(
      states.filter((text) => !text.endsWith(" value")),
      [],
    );
    assert.equal(states.length, 20, states.join("\n"));
    const empty = ofCheckout().filter(({ answer }) => /"resources":\[\]/.test(JSON.stringify(answer)));
    assert.deepEqual(empty, []);
  });

  it("tell of on-call who has duty, who is who, and how they are reached", () => {
    const [, second] = told("on-call-shifts").policies[0]?.shifts ?? [];
    assert.deepEqual(second, {
      level: 1,
      person: "PJN4GKNEENLZGR",
      schedule: "PSCHEDULE00001",
      from: "2026-11-23T08:00:00.000Z",
      to: "2026-11-30T08:00:00.000Z",
    });
    const amy = { person: "PJN4GKNEENLZGR", login: "amy" };
    assert.ok(told("on-call-members").people.some((one) => isDeepStrictEqual(one, amy)));
    const reach = told("contact-methods").people.find(({ person }) => person === amy.person);
    assert.deepEqual(
      [reach?.methods.map(({ kind }) => kind), reach?.urgentRules.map(({ delayMinutes }) => delayMinutes)],
      [
        ["email", "phone", "push"],
        [0, 2],
      ],
    );
    assert.deepEqual(typesOf(told("on-call").resources), {
      Service: 1,
      ServiceIntegration: 1,
      EscalationPolicy: 1,
      Schedule: 1,
      User: 3,
    });
  });

  it("tell of incidents that are older than the service, with their reviews and who ended them", () => {
    assert.deepEqual(
      told("incidents").incidents.map(({ title, priority, resolvedBy, review }) => [
        title,
        priority,
        resolvedBy,
        review?.url,
      ]),
      [
        [
          "Orders failed after a currency release",
          "P1",
          "person",
          "https://wiki.astronomy-shop.example/reviews/2026-10-03-checkout",
        ],
        ["Checkout takes longer than a second", "P3", "automation", undefined],
      ],
    );
    const [policy] = told("pages").policies;
    assert.deepEqual(
      [policy?.services, policy?.pages.map(({ autoResolved }) => autoResolved)],
      [["checkout-prod"], [true]],
    );
  });

  it("tell what is wanted of alerts, objectives and dashboards in the words of the SDK", () => {
    const [monitor] = told("monitors").resources;
    assert.deepEqual(
      [monitor?.props.monitorThresholds, monitor?.props.assets, monitor?.props.silenced],
      [{ critical: "5", warning: "2" }, datadogObjects.monitor.assets, { "env:prod": 1_795_420_800 }],
    );
    const [slo] = told("slos").resources;
    assert.deepEqual(slo?.props.sliSpecification, datadogObjects.serviceLevelObjective.sliSpecification);
    assert.deepEqual(
      told("error-budgets").budgets.map(({ timeframe, left }) => [timeframe, left]),
      [["30d", 40]],
    );
    const names = told("dashboards").resources.map(({ name }) => name);
    assert.deepEqual(names, ["checkout-prod", "The shop at a glance"]);
    const [check] = told("checks").resources;
    assert.deepEqual(check?.props.assertions, datadogObjects.syntheticsTest.assertions);
  });

  it("tell when telemetry last arrived and what was deployed", () => {
    const last = (["telemetry-logs", "telemetry-traces", "telemetry-metrics"] as const).map(
      (kind) => told(kind).last,
    );
    // The counts are by the hour, and no later than when they were told.
    assert.deepEqual(
      last,
      Array.from({ length: 3 }, () => "2026-11-23T07:00:00.000Z"),
    );
    const [newest] = told("service-deployments").deployments;
    assert.deepEqual(newest, { at: "2026-11-21T04:00:00.000Z", states: ["success"] });
  });

  it("find the on-call of a team that Datadog pages by", () => {
    const fact = all.get("email")?.find(({ kind, source }) => kind === "on-call" && source === "datadog");
    assert.ok(fact?.kind === "on-call" && fact.answer.state === "value", JSON.stringify(fact));
    assert.deepEqual(typesOf(fact.answer.value.resources), {
      Team: 1,
      OnCallTeamRoutingRules: 1,
      OnCallEscalationPolicy: 1,
      OnCallSchedule: 1,
      User: 3,
    });
  });

  it("leave nothing open about any service of the demo shop", () => {
    const open = [...all].flatMap(([service, facts]) =>
      facts.flatMap(({ kind, answer }) =>
        answer.state === "value" || answer.state === "absent" ? [] : [`${service} ${kind} ${answer.state}`],
      ),
    );
    assert.ok(all.size >= 20, String(all.size));
    assert.deepEqual(open, []);
  });

  it("are told what a reader may not see, and get the rest", async () => {
    const facts = await observed("reader");
    const states = (facts.get("checkout") ?? []).map(({ kind, answer }) => [kind, answer.state] as const);
    const kindsOf = (state: string) => states.flatMap(([kind, is]) => (is === state ? [kind] : []));
    assert.deepEqual(kindsOf("not-visible").sort(), [
      "contact-methods",
      "deployment-gates",
      "incident-response",
      "incidents",
      "pager-handles",
      "pages",
      "service-deployments",
      "telemetry-logs",
      "telemetry-traces",
    ]);
    assert.equal(kindsOf("value").length, states.length - 9);
    const onCall = facts.get("email")?.find(({ kind, source }) => kind === "on-call" && source === "datadog");
    assert.deepEqual(onCall?.answer, { state: "not-visible", permission: "on_call_read" });
  });
});

function typesOf(resources: readonly ObservedResource[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of resources) {
    const name = type.slice(type.lastIndexOf(":") + 1);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
