import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { teamsNotified } from "../../../evidence/datadog/on-call";
import { observe } from "../../../evidence/observe";
import { type Answers, ask, now, toldValue, wanted } from "../fake-vendor";
import { collectorOf, data, list, monitor, plain, tests } from "./organisation";

const at = "/api/v2/on-call";
const reference = (type: string, id: string) => ({ type, id });
const person = (id: string, name: string) => ({
  ...reference("users", id),
  attributes: { name, email: `${name}@shop.example`, status: "active" },
});
const member = (id: string, user: string | undefined) => ({
  ...reference("members", id),
  relationships: { user: { data: user === undefined ? null : reference("users", user) } },
});

const routing = {
  data: {
    ...reference("team_routing_rules", "t1"),
    relationships: {
      rules: { data: [reference("team_routing_rules", "r1"), reference("team_routing_rules", "r2")] },
    },
  },
  included: [
    {
      ...reference("team_routing_rules", "r2"),
      attributes: { query: "", urgency: "high", actions: [] },
      relationships: { policy: { data: reference("policies", "p1") } },
    },
    {
      ...reference("team_routing_rules", "r1"),
      attributes: {
        query: "tags.env:dev",
        urgency: "low",
        actions: [{ type: "send_slack_message", channel: "C0SECRET", workspace: "T0" }],
      },
      relationships: { policy: { data: null } },
    },
  ],
};
const policy = {
  data: {
    ...reference("policies", "p1"),
    attributes: { name: "Orders", retries: 2, resolve_page_on_policy_end: false },
    relationships: { steps: { data: [reference("steps", "s1"), reference("steps", "s2")] } },
  },
  included: [
    {
      ...reference("steps", "s1"),
      attributes: { assignment: "default", escalate_after_seconds: 600 },
      relationships: { targets: { data: [reference("schedules", "c1")] } },
    },
    {
      ...reference("steps", "s2"),
      attributes: { assignment: "default", escalate_after_seconds: 900 },
      relationships: { targets: { data: [reference("users", "u-pia"), reference("teams", "t9")] } },
    },
    person("u-pia", "Pia"),
  ],
};
const schedule = {
  data: {
    ...reference("schedules", "c1"),
    attributes: { name: "Orders primary", time_zone: "Europe/Berlin" },
    relationships: { layers: { data: [reference("layers", "l1")] } },
  },
  included: [
    {
      ...reference("layers", "l1"),
      attributes: {
        name: "weeks",
        effective_date: "2026-01-05T08:00:00Z",
        end_date: null,
        rotation_start: "2026-01-05T08:00:00Z",
        interval: { days: 7, seconds: null },
        restrictions: [
          { start_day: "monday", start_time: "08:00:00", end_day: "friday", end_time: "18:00:00" },
        ],
      },
      relationships: { members: { data: [reference("members", "m1"), reference("members", "m2")] } },
    },
    member("m1", "u-amy"),
    member("m2", undefined),
    person("u-amy", "Amy"),
  ],
};

const paging: Answers = {
  "/api/v1/monitor": list(
    plain,
    monitor(1, { message: "{{#is_alert}}@oncall-Orders{{/is_alert}} https://r.example" }),
  ),
  "/api/v2/team": list(data, { id: "t1", type: "team", attributes: { handle: "orders", name: "Orders" } }),
  [`${at}/teams/t1/routing-rules`]: routing,
  [`${at}/escalation-policies/p1`]: policy,
  [`${at}/schedules/c1`]: schedule,
};

describe("Datadog's on-call", () => {
  it("is told from the team that the service's monitors notify, in the shape of the resources", async () => {
    const { resources } = await toldValue(collectorOf(paging).collector, "on-call");
    deepStrictEqual(
      resources.map(({ type, id, props }) => [type.split(":").pop(), id, props]),
      [
        ["Team", "t1", { handle: "orders", name: "Orders" }],
        [
          "OnCallTeamRoutingRules",
          "t1",
          {
            teamId: "t1",
            rules: [
              { query: "tags.env:dev", urgency: "low", actions: [{ sendSlackMessage: {} }] },
              { query: "", urgency: "high", escalationPolicy: "p1", actions: [] },
            ],
          },
        ],
        [
          "OnCallEscalationPolicy",
          "p1",
          {
            name: "Orders",
            retries: 2,
            steps: [
              { escalateAfterSeconds: 600, assignment: "default", targets: [{ schedule: "c1" }] },
              {
                escalateAfterSeconds: 900,
                assignment: "default",
                targets: [{ user: "u-pia" }, { team: "t9" }],
              },
            ],
          },
        ],
        [
          "OnCallSchedule",
          "c1",
          {
            name: "Orders primary",
            timeZone: "Europe/Berlin",
            layers: [
              {
                name: "weeks",
                effectiveDate: "2026-01-05T08:00:00Z",
                rotationStart: "2026-01-05T08:00:00Z",
                interval: { days: 7 },
                users: ["u-amy", ""],
                restrictions: [
                  { startDay: "monday", startTime: "08:00:00", endDay: "friday", endTime: "18:00:00" },
                ],
              },
            ],
          },
        ],
        ["User", "u-pia", { name: "Pia" }],
        ["User", "u-amy", { name: "Amy" }],
      ],
    );
  });

  it("is left to the vendor that a service pages by instead", async () => {
    const { collector, asked } = collectorOf({ ...paging, "/api/v1/monitor": list(plain, monitor(1)) });
    const facts = (await observe([collector], [wanted("checkout")], { now: () => now })).get("checkout");
    ok(facts?.length && !facts.some(({ kind }) => kind === "on-call"));
    ok(!asked.some((one) => one.includes("/team")));
  });

  it("is found by what a test or a notification rule notifies as well", async () => {
    const rule = {
      id: "rule",
      attributes: { name: "rule", filter: { tags: ["service:checkout"] }, recipients: ["oncall-orders"] },
    };
    const test = {
      public_id: "a",
      name: "a",
      type: "browser",
      tags: ["service:checkout"],
      message: "@oncall-orders",
    };
    for (const changes of [
      {
        "/api/v1/monitor": list(plain, monitor(1)),
        "/api/v2/monitor/notification_rule": list(data, rule),
      },
      { "/api/v1/monitor": list(plain), "/api/v1/synthetics/tests": list(tests, test) },
    ])
      strictEqual((await ask(collectorOf({ ...paging, ...changes }).collector, "on-call")).state, "value");
  });

  it("is hidden where one of its things is", async () => {
    for (const [path, permission] of [
      ["/api/v2/team", "teams_read"],
      [`${at}/teams/t1/routing-rules`, "on_call_read"],
      [`${at}/escalation-policies/p1`, "on_call_read"],
      [`${at}/schedules/c1`, "on_call_read"],
    ] as const)
      for (const status of [403, 404])
        deepStrictEqual(await ask(collectorOf({ ...paging, [path]: status }).collector, "on-call"), {
          state: "not-visible",
          permission,
        });
  });

  it("is unanswered where a team, a target or what is referred to is not known", async () => {
    const odd = structuredClone(policy);
    odd.included[0] = {
      ...reference("steps", "s1"),
      attributes: { assignment: "default", escalate_after_seconds: 600 },
      relationships: { targets: { data: [reference("robots", "x")] } },
    };
    for (const changes of [
      { "/api/v2/team": list(data) },
      { [`${at}/escalation-policies/p1`]: odd },
      { [`${at}/schedules/c1`]: { ...schedule, included: [] } },
    ])
      strictEqual(
        (await ask(collectorOf({ ...paging, ...changes }).collector, "on-call")).state,
        "unanswered",
      );
  });
});

describe("the teams that a text of Datadog's notifies", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["@oncall-Orders and @oncall-shop-eu.", ["orders", "shop-eu"]],
    ["oncall-orders", ["orders"]],
    ["@slack-oncall-orders", []],
  ];
  for (const [text, expected] of cases)
    it(`are ${expected.join(" and ") || "none"}: ${text}`, () => {
      deepStrictEqual(teamsNotified(text), expected);
    });
});
