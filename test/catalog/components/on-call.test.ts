import assert from "node:assert/strict";
import { declared, orders, platform } from "./project";
import { find, listed, type Recording } from "./recorder";

const paged = "name: checkout\nowner: orders\nonCall: {}\n";

function atTier(tier: number, service = paged, teams = { orders, platform }): Promise<Recording> {
  return declared({
    services: { checkout: service },
    teams,
    config: { "readiness:tiers": { checkout: tier } },
  });
}

const workday = (day: number) => ({
  type: "weekly_restriction",
  startDayOfWeek: day,
  startTimeOfDay: "09:00:00",
  durationSeconds: 28_800,
});

describe("on-call of a service", () => {
  const office = { restrictions: [1, 2, 3, 4, 5].map(workday) };
  const schedules = { 1: {}, 2: office, 3: office } as const;
  for (const [tier, hours] of Object.entries(schedules)) {
    it(`has at tier ${tier} a weekly rotation over the hours that it asks, in the team's zone`, async () => {
      const { inputs } = find(await atTier(Number(tier)), "Schedule", "checkout/schedule");
      assert.deepEqual(inputs, {
        name: "checkout-prod",
        description: "Who is on call for checkout.",
        timeZone: "Europe/Berlin",
        layers: [
          {
            name: "Rotation",
            start: "2026-01-05T09:00:00+01:00",
            rotationVirtualStart: "2026-01-05T09:00:00+01:00",
            rotationTurnLengthSeconds: 604_800,
            users: ["P-amy", "P-ben"],
            ...hours,
          },
        ],
      });
    });
  }

  const rule = (minutes: number, ...targets: readonly { type: string; id: string }[]) => ({
    escalationDelayInMinutes: minutes,
    targets,
  });
  const schedule = { type: "schedule_reference", id: "checkout/schedule-id" };
  const pia = { type: "user_reference", id: "P-pia" };
  const policies = {
    1: [1, [rule(10, schedule), rule(10, pia)]],
    2: [0, [rule(15, schedule), rule(15, pia)]],
    3: [0, [rule(30, schedule)]],
  } as const;
  for (const [tier, [numLoops, rules]] of Object.entries(policies)) {
    it(`has at tier ${tier} the levels, delays and repeats that it asks`, async () => {
      const { inputs } = find(await atTier(Number(tier)), "EscalationPolicy", "checkout/escalation");
      assert.deepEqual([inputs.numLoops, inputs.rules], [numLoops, rules]);
    });
  }

  it("is wired from Datadog through an integration to the handle that monitors use", async () => {
    const recording = await atTier(2);
    const { inputs } = find(recording, "Service", "checkout/pagerduty");
    assert.deepEqual(inputs, {
      name: "checkout-prod",
      description: "The service checkout.",
      escalationPolicy: "checkout/escalation-id",
      alertCreation: "create_alerts_and_incidents",
      acknowledgementTimeout: "1800",
      incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
    });
    assert.deepEqual(find(recording, "ServiceIntegration", "checkout/datadog").inputs, {
      name: "Datadog",
      service: "checkout/pagerduty-id",
      vendor: "PDATADOG",
    });
    // Whoever knows the key can page the team.
    assert.deepEqual(find(recording, "ServiceIntegration", "checkout/datadog").secretOutputs, [
      "integrationKey",
    ]);
    assert.equal(find(recording, "ServiceObject", "checkout/handle").inputs.serviceName, "checkout-prod");
  });

  it("brings responders together in the chat that the catalog names", async () => {
    const chat = "onCall: { chat: { workspace: T04SHOP2026, channel: C07CHECKOUT1 } }";
    const { inputs } = find(
      await atTier(1, paged.replace("onCall: {}", chat)),
      "SlackConnection",
      "checkout/chat",
    );
    const { configs, ...rest } = inputs as { configs: [{ events: string[] }] }; // What is asked of them stands below.
    assert.deepEqual(rest, {
      sourceId: "checkout/pagerduty-id",
      sourceType: "service_reference",
      workspaceId: "T04SHOP2026",
      channelId: "C07CHECKOUT1",
      notificationType: "responder",
    });
    for (const event of ["incident.triggered", "incident.escalated", "incident.resolved"])
      assert.ok(configs[0].events.includes(event), event);
    const without = listed((await atTier(1)).resources);
    assert.deepEqual(
      without.filter((name) => name.startsWith("SlackConnection")),
      [],
    );
  });

  it("prefers the service's own rotation and escalation to the team's, and pages nobody on both levels", async () => {
    const own = `${paged.replace("onCall: {}", "onCall: { rotation: [pia, amy], escalateTo: [amy, ben] }")}`;
    const recording = await atTier(1, own);
    const [layer] = find(recording, "Schedule", "checkout/schedule").inputs.layers as [{ users: string[] }]; // The test above has the whole shape.
    assert.deepEqual(layer.users, ["P-pia", "P-amy"]);
    const [, second] = find(recording, "EscalationPolicy", "checkout/escalation").inputs.rules as unknown[]; // As above.
    assert.deepEqual(second, rule(10, { type: "user_reference", id: "P-ben" }));
  });

  const nothing: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
    "the service does not ask for it": ["name: checkout\nowner: orders\n", { orders, platform }],
    "no member has an address": [
      paged,
      { orders: "name: orders\ngithub: { team: orders }\nmembers: [{ login: amy }]\n" },
    ],
    "the owner is no team and nobody is named": [paged.replace("orders", "strangers"), { orders, platform }],
    "its PagerDuty service exists": [
      paged.replace("onCall: {}", "onCall: { existing: { service: Old checkout } }"),
      { orders, platform },
    ],
  };
  for (const [reason, [service, teams]] of Object.entries(nothing)) {
    it(`is not declared where ${reason}`, async () => {
      const { resources } = await declared({ services: { checkout: service }, teams });
      assert.deepEqual(listed(resources), ["Catalog catalog", "Service checkout"]);
    });
  }

  it("hangs a new service on the policy that exists", async () => {
    const recording = await atTier(1, paged.replace("{}", "{ existing: { policy: Old } }"));
    assert.deepEqual(
      listed(recording.resources).filter((name) => name.includes("checkout/")),
      ["Service checkout/pagerduty", "ServiceIntegration checkout/datadog", "ServiceObject checkout/handle"],
    );
    assert.equal(find(recording, "Service", "checkout/pagerduty").inputs.escalationPolicy, "PP-Old");
  });

  it("puts the schedule that exists on the first level of a new policy", async () => {
    const recording = await atTier(1, paged.replace("{}", "{ existing: { schedule: Old } }"));
    assert.deepEqual(find(recording, "EscalationPolicy", "checkout/escalation").inputs.rules, [
      rule(10, { type: "schedule_reference", id: "PS-Old" }),
      rule(10, pia),
    ]);
    assert.ok(!listed(recording.resources).includes("Schedule checkout/schedule"));
  });

  const starts: Readonly<Record<string, string>> = {
    UTC: "+00:00",
    "Asia/Kolkata": "+05:30",
    "America/New_York": "-05:00",
    "Australia/Sydney": "+11:00",
  };
  for (const [zone, offset] of Object.entries(starts)) {
    it(`begins on a Monday at nine in ${zone}`, async () => {
      const teams = { orders: orders.replace("Europe/Berlin", zone), platform };
      const { inputs } = find(await atTier(1, paged, teams), "Schedule", "checkout/schedule");
      const [layer] = inputs.layers as [{ start: string }]; // A test above has the whole shape.
      assert.equal(layer.start, `2026-01-05T09:00:00${offset}`);
    });
  }
});
