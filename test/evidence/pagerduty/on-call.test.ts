import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { observe } from "../../../evidence/observe";
import { addressDigest } from "../../../evidence/pagerduty/schemas";
import { ask, now, toldValue, wanted } from "../fake-vendor";
import { collectorOf, page, policy, schedule, service, shifts, whole } from "./account";

/** The one set of an orchestration's router. */
function router(rules: readonly unknown[]): unknown {
  return {
    orchestration_path: { sets: [{ id: "start", rules }], catch_all: { actions: { route_to: "unrouted" } } },
  };
}

const amy = { login: "amy", email: "AMY@shop.example" };

describe("PagerDuty's on-call", () => {
  it("is told in the shape of the resources that would declare it", async () => {
    const { resources } = await toldValue(collectorOf().collector, "on-call");
    const byId = new Map(resources.map((one) => [one.id, one]));
    deepStrictEqual(byId.get("PSVC")?.props, {
      name: "Checkout",
      status: "active",
      escalationPolicy: "PPOL",
      alertCreation: "create_alerts_and_incidents",
      acknowledgementTimeout: "1800",
      autoResolveTimeout: "null",
      incidentUrgencyRule: {
        type: "use_support_hours",
        duringSupportHours: { type: "constant", urgency: "high" },
        outsideSupportHours: { type: "constant", urgency: "low" },
      },
    });
    deepStrictEqual(byId.get("PINT")?.props, {
      name: "Datadog",
      service: "PSVC",
      type: "events_api_v2_inbound_integration",
      vendor: "PDD",
    });
    deepStrictEqual(byId.get("PPOL")?.props.rules, [
      { escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id: "PSCHED" }] },
      { escalationDelayInMinutes: 15, targets: [{ type: "user_reference", id: "PPIA" }] },
    ]);
    deepStrictEqual(byId.get("PAMY")?.props, { name: "Amy", role: "limited_user" });
    ok(byId.has("PCHO"), "who stands in is among the people");
    ok(!byId.has("POTHER"));
  });

  it("has layers in the order of the SDK, in which the last one overrides", async () => {
    const { resources } = await toldValue(collectorOf().collector, "on-call");
    const layers = resources.find(({ id }) => id === "PSCHED")?.props.layers;
    deepStrictEqual(layers, [
      {
        name: "weeks",
        start: "2026-01-05T09:00:00+01:00",
        rotationVirtualStart: "2026-01-05T09:00:00+01:00",
        rotationTurnLengthSeconds: 604_800,
        users: ["PAMY", "PBEN"],
        restrictions: [],
      },
      {
        name: "nights",
        start: "2026-01-05T09:00:00+01:00",
        rotationVirtualStart: "2026-01-05T09:00:00+01:00",
        rotationTurnLengthSeconds: 604_800,
        users: ["PBEN"],
        restrictions: [
          {
            type: "weekly_restriction",
            durationSeconds: 3600,
            startTimeOfDay: "20:00:00",
            startDayOfWeek: 1,
          },
        ],
      },
    ]);
  });

  it("keeps no key, address or description", async () => {
    const facts = await observe([collectorOf().collector], [wanted("checkout", { people: [amy] })], {
      now: () => now,
    });
    const text = JSON.stringify([...facts]);
    for (const secret of ["SECRETKEY", "shop.example", "5550100", "555-0100", addressDigest(amy.email)])
      ok(!text.toLowerCase().includes(secret.toLowerCase()), secret);
  });

  it("is absent where the account has nothing by the service's names", async () => {
    const { collector } = collectorOf();
    for (const kind of ["on-call", "on-call-shifts", "incidents", "pages", "maintenance-windows"] as const)
      strictEqual((await ask(collector, kind, [wanted("cart")], "cart")).state, "absent", kind);
  });

  it("is found by a policy or schedule that the catalog names, whatever its case", async () => {
    const named = { services: [], policy: "SHOP" };
    const { resources } = await toldValue(collectorOf().collector, "on-call", [
      wanted("checkout", { paging: named }),
    ]);
    ok(resources.some(({ id }) => id === "PPOL") && !resources.some(({ id }) => id === "PSVC"));
    const bySchedule = await toldValue(collectorOf().collector, "on-call", [
      wanted("checkout", { paging: { services: [], schedule: "shop PRIMARY" } }),
    ]);
    ok(bySchedule.resources.some(({ id }) => id === "PSCHED"));
  });

  it("looks for routers where nothing but e-mail feeds a service", async () => {
    const unfed = {
      ...service,
      integrations: [{ id: "PM", type: "generic_email_inbound_integration_reference" }],
    };
    const route = { id: "r", conditions: [{ expression: "event.summary matches part 'amy'" }] };
    const { collector } = collectorOf({
      "/services": page("services", unfed),
      "/event_orchestrations": page("orchestrations", { id: "ORCH" }, { id: "IDLE" }),
      "/event_orchestrations/ORCH/router": router([{ ...route, actions: { route_to: "PSVC" } }]),
      "/event_orchestrations/IDLE/router": router([
        { ...route, disabled: true, actions: { route_to: "PSVC" } },
      ]),
    });
    const { resources } = await toldValue(collector, "on-call");
    const found = resources.filter(({ type }) => type.includes("eventOrchestrationRouter"));
    deepStrictEqual(
      found.map(({ id, props }) => [id, props.sets]),
      [["ORCH", [{ id: "start", rules: [{ actions: { routeTo: "PSVC" } }] }]]],
    );
  });

  it("is hidden, and never missing, where a list or a schedule is", async () => {
    for (const [path, permission] of [
      ["/services", "services.read"],
      ["/escalation_policies", "escalation_policies.read"],
      ["/schedules/PSCHED", "schedules.read"],
      ["/users", "users.read"],
    ] as const) {
      for (const status of [403, 404]) {
        const told = await ask(collectorOf({ [path]: status }).collector, "on-call");
        deepStrictEqual(told, { state: "not-visible", permission }, `${path} ${status}`);
      }
    }
  });

  it("is unanswered where an answer has another shape, and where the token is refused", async () => {
    const odd = await ask(collectorOf({ "/services": { services: "none" } }).collector, "on-call");
    strictEqual(odd.state, "unanswered");
    const refused = await ask(collectorOf({ "/services": 401 }).collector, "incidents");
    deepStrictEqual(refused, { state: "unanswered", reason: "it refused the credentials (401)" });
  });

  it("is unanswered beyond what the API shows of a list", async () => {
    const endless = { ...(page("services", service) as object), more: true };
    const { collector, asked } = collectorOf({ "/services": endless });
    const told = await ask(collector, "on-call");
    strictEqual(asked.filter((one) => one.startsWith("GET /services")).length, 100);
    deepStrictEqual(told, {
      state: "unanswered",
      reason: "it shows no more than 10,000 entries of /services",
    });
  });

  it("reads every page of a list", async () => {
    const pages = (query: URLSearchParams) =>
      query.get("offset") === "0"
        ? { ...(page("services", { ...service, id: "PFIRST", name: "First" }) as object), more: true }
        : page("services", service);
    const { resources } = await toldValue(collectorOf({ "/services": pages }).collector, "on-call");
    ok(resources.some(({ id }) => id === "PSVC"));
  });
});

describe("PagerDuty's shifts", () => {
  it("are rendered for 90 days from the start of the day on, in UTC", async () => {
    const { collector, asked } = collectorOf();
    deepStrictEqual(await toldValue(collector, "on-call-shifts"), {
      from: "2026-11-23T00:00:00.000Z",
      to: "2027-02-21T00:00:00.000Z",
      policies: [
        {
          id: "PPOL",
          shifts: [
            {
              level: 1,
              person: "PCHO",
              schedule: "PSCHED",
              from: "2026-11-23T08:00:00.000Z",
              to: "2026-11-30T08:00:00.000Z",
            },
            { level: 2, person: "PPIA" },
          ],
        },
      ],
    });
    strictEqual(asked.filter((one) => one.startsWith("GET /oncalls")).length, 1);
  });

  it("are hidden by themselves, without hiding who is in the schedules", async () => {
    const { collector } = collectorOf({ "/oncalls": 403 });
    deepStrictEqual(await ask(collector, "on-call-shifts"), {
      state: "not-visible",
      permission: "oncalls.read",
    });
    strictEqual((await ask(collector, "on-call")).state, "value");
  });

  it("are each policy's own where several are asked for at once", async () => {
    const other = { ...policy, id: "PTWO", name: "Two" };
    const { collector } = collectorOf({
      "/services": page("services", service, {
        ...service,
        id: "PCART",
        name: "cart",
        escalation_policy: { id: "PTWO" },
      }),
      "/escalation_policies": page("escalation_policies", policy, other),
      "/oncalls": page("oncalls", shifts[1], {
        ...shifts[1],
        escalation_policy: { id: "PTWO" },
        user: { id: "PBEN" },
      }),
    });
    const both = [wanted("checkout"), wanted("cart")];
    const { policies } = await toldValue(collector, "on-call-shifts", both, "cart");
    deepStrictEqual(policies, [{ id: "PTWO", shifts: [{ level: 2, person: "PBEN" }] }]);
  });
});

describe("the people of PagerDuty's rotation", () => {
  it("are matched to members by their addresses, in whatever case", async () => {
    const services = [wanted("checkout", { people: [amy, { login: "ben" }] })];
    const { people } = await toldValue(collectorOf().collector, "on-call-members", services);
    deepStrictEqual(
      [...people].sort((a, b) => a.person.localeCompare(b.person)),
      [{ person: "PAMY", login: "amy" }, { person: "PBEN" }, { person: "PCHO" }, { person: "PPIA" }],
    );
  });

  it("are reached by methods that are enabled and not blocked, with the rules for what is urgent", async () => {
    const { people } = await toldValue(collectorOf().collector, "contact-methods");
    strictEqual(people.length, 4);
    deepStrictEqual(
      people.find(({ person }) => person === "PAMY"),
      {
        person: "PAMY",
        methods: [
          { id: "EAmy", kind: "email" },
          { id: "TAmy", kind: "phone" },
        ],
        urgentRules: [{ method: "TAmy", delayMinutes: 0 }],
      },
    );
  });

  it("are unanswered where methods or rules are of a kind that nobody knows, or references", async () => {
    const methods = [{ id: "X", type: "pigeon_contact_method" }];
    const rules = [{ id: "R", type: "assignment_notification_rule_reference" }];
    for (const more of [
      { contact_methods: methods, notification_rules: [] },
      { contact_methods: [], notification_rules: rules },
    ]) {
      const users = page("users", { id: "PAMY", name: "Amy", ...more });
      strictEqual(
        (await ask(collectorOf({ "/users": users }).collector, "contact-methods")).state,
        "unanswered",
      );
    }
  });

  it("are hidden where their methods are, while their names are told", async () => {
    const users = (query: URLSearchParams) => (query.has("include[]") ? 403 : whole["/users"]);
    const { collector } = collectorOf({ "/users": users });
    deepStrictEqual(await ask(collector, "contact-methods"), {
      state: "not-visible",
      permission: "users:contact_methods.read",
    });
    strictEqual((await ask(collector, "on-call-members")).state, "value");
  });
});

describe("the number of PagerDuty's calls", () => {
  it("grows with pages and groups and not with services", async () => {
    const names = Array.from({ length: 200 }, (_, index) => `service-${index}`);
    const list = names.map((name) => ({ ...service, id: `P-${name}`, name }));
    const { collector, asked } = collectorOf({
      "/services": page("services", ...list),
      "/schedules/PSCHED": { schedule },
    });
    await observe(
      [collector],
      names.map((name) => wanted(name)),
      { now: () => now },
    );
    strictEqual(asked.filter((one) => one.startsWith("GET /incidents?")).length, 20);
    ok(asked.length <= 32, `${asked.length}`);
  });
});
