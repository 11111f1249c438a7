import assert from "node:assert/strict";
import { check } from "../../../sandbox/providers/check";
import { vendorTables } from "../../../sandbox/providers/vendor-tables";
import { unknown } from "../../../sandbox/providers/wire";
import type { JsonObject } from "../../../sandbox/world/schema";
import { dashboard, monitor, protection, schedule, slo, syntheticsTest, tokens } from "./samples";

const allTypes = Object.assign(
  {},
  ...Object.values(vendorTables).map(({ types }) => types),
) as (typeof vendorTables)["github"]["types"];
const naming = { name: "thing", suffix: "abcdef0" };

function checked(token: string, inputs: JsonObject, before: JsonObject = {}) {
  const type = allTypes[token];
  assert.ok(type, token);
  return check(type, before, inputs, naming);
}

const [layer] = schedule.layers as JsonObject[];
const restricted = (restriction: JsonObject): JsonObject => ({
  ...schedule,
  layers: [{ ...layer, restrictions: [restriction] }],
});
const daily = { type: "daily_restriction", startTimeOfDay: "08:00:00", durationSeconds: 43_200 };
const policy = (rule: JsonObject): JsonObject => ({ name: "checkout", rules: [rule] });
const missing = (name: string) =>
  `Missing required argument. The argument "${name}" is required, but no definition was found.`;

describe("sandbox/providers: check", () => {
  const refused: Record<
    string,
    [token: string, inputs: JsonObject, failures: Record<string, RegExp | string>]
  > = {
    "every missing input at once, by path": [
      tokens.schedule,
      { layers: [{ restrictions: [{}] }] },
      {
        timeZone: missing("timeZone"),
        "layers[0].rotationTurnLengthSeconds": missing("rotationTurnLengthSeconds"),
        "layers[0].rotationVirtualStart": missing("rotationVirtualStart"),
        "layers[0].start": missing("start"),
        "layers[0].users": missing("users"),
        "layers[0].restrictions[0].durationSeconds": missing("durationSeconds"),
        "layers[0].restrictions[0].startTimeOfDay": missing("startTimeOfDay"),
        "layers[0].restrictions[0].type": missing("type"),
      },
    ],
    "a protection without pattern": [
      tokens.branchProtection,
      { repositoryId: "shop" },
      { pattern: missing("pattern") },
    ],
    "more than six approvals": [
      tokens.branchProtection,
      { ...protection, requiredPullRequestReviews: [{ requiredApprovingReviewCount: 7 }] },
      { "requiredPullRequestReviews[0].requiredApprovingReviewCount": /in the range \(0 - 6\), got 7/ },
    ],
    "an enforcement that GitHub does not know": [
      "github:index/repositoryRuleset:RepositoryRuleset",
      {
        repository: "shop",
        target: "branch",
        enforcement: "on",
        rules: {},
        conditions: { refName: { includes: [], excludes: [] } },
      },
      { enforcement: /one of \["disabled" "active" "evaluate"\], got "on"/ },
    ],
    "the camel-case restriction type of the SDK's prose": [
      tokens.schedule,
      restricted({ ...daily, type: "dailyRestriction" }),
      { "layers[0].restrictions[0].type": /"daily_restriction" "weekly_restriction"/ },
    ],
    "a weekly restriction without a day": [
      tokens.schedule,
      restricted({ ...daily, type: "weekly_restriction" }),
      { "layers[0].restrictions[0].startDayOfWeek": /must be set for a weekly_restriction/ },
    ],
    "a daily restriction with a day": [
      tokens.schedule,
      restricted({ ...daily, startDayOfWeek: 1 }),
      { "layers[0].restrictions[0].startDayOfWeek": /must only be set for a weekly_restriction/ },
    ],
    "a time zone that does not exist": [
      tokens.schedule,
      { ...schedule, timeZone: "Mars/North" },
      { timeZone: /IANA/ },
    ],
    "a layer without people": [
      tokens.schedule,
      { ...schedule, layers: [{ ...layer, users: [] }] },
      { "layers[0].users": /1 item minimum/ },
    ],
    "an escalation without delay": [
      tokens.escalationPolicy,
      policy({ escalationDelayInMinutes: 0, targets: [{ id: "P1" }] }),
      { "rules[0].escalationDelayInMinutes": /at least \(1\), got 0/ },
    ],
    "a target of an unknown kind": [
      tokens.escalationPolicy,
      policy({ escalationDelayInMinutes: 5, targets: [{ id: "P1", type: "team" }] }),
      { "rules[0].targets[0].type": /"user_reference" "schedule_reference"/ },
    ],
    "an urgency that PagerDuty does not know": [
      tokens.service,
      { escalationPolicy: "P1", incidentUrgencyRule: { type: "constant", urgency: "severityBased" } },
      { "incidentUrgencyRule.urgency": /"low" "high" "severity_based"/ },
    ],
    "a vendor and a type together": [
      tokens.integration,
      { service: "P1", vendor: "P2", type: "events_api_v2_inbound_integration" },
      { type: /conflicts with vendor/ },
    ],
    "a monitor type that does not exist": [
      tokens.monitor,
      { ...monitor, type: "latency" },
      { type: /"query alert"/ },
    ],
    "a threshold that the query does not have": [
      tokens.monitor,
      { ...monitor, monitorThresholds: { critical: "0.6" } },
      { "monitorThresholds.critical": /\(0\.6\) does not match that used in the query \(0\.5\)/ },
    ],
    "a threshold that is no number": [
      tokens.monitor,
      { ...monitor, monitorThresholds: { warning: "much" } },
      { "monitorThresholds.warning": /a number in quotes, got "much"/ },
    ],
    "an SLO over 28 days at 100 %": [
      tokens.slo,
      { ...slo, thresholds: [{ timeframe: "28d", target: 100 }] },
      {
        "thresholds[0].timeframe": /"7d" "30d" "90d" "custom"/,
        "thresholds[0].target": /\(0, 100\), both excluded, got 100/,
      },
    ],
    "a warning below the target": [
      tokens.slo,
      { ...slo, thresholds: [{ timeframe: "30d", target: 99.9, warning: 99 }] },
      { "thresholds[0].warning": /must be greater than the target/ },
    ],
    "a primary time frame without threshold": [
      tokens.slo,
      { ...slo, timeframe: "7d" },
      { timeframe: /no threshold for the primary/ },
    ],
    "a time-slice SLO without slice": [
      tokens.slo,
      { name: "x", type: "time_slice", thresholds: slo.thresholds ?? [] },
      { sliSpecification: /is required for a time_slice SLO/ },
    ],
    "a synthetic test that runs too often": [
      tokens.syntheticsTest,
      { ...syntheticsTest, optionsList: { tickEvery: 10 } },
      { "optionsList.tickEvery": /in the range \(30 - 604800\), got 10/ },
    ],
    "an API test without request": [
      tokens.syntheticsTest,
      { name: "x", type: "api", status: "live", locations: ["aws:eu-central-1"] },
      { requestDefinition: /is required for an api test/ },
    ],
    "a dashboard tag that is no team": [
      tokens.dashboard,
      { ...dashboard, tags: ["service:x"] },
      { "tags[0]": /"team:<name>"/ },
    ],
    "an SLO widget without its SLO": [
      tokens.dashboard,
      {
        ...dashboard,
        widgets: [
          {
            serviceLevelObjectiveDefinition: {
              viewType: "detail",
              viewMode: "overall",
              timeWindows: ["30d"],
            },
          },
        ],
      },
      { "widgets[0].serviceLevelObjectiveDefinition.sloId": missing("sloId") },
    ],
  };
  for (const [what, [token, inputs, expected]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      const { failures } = checked(token, inputs);
      assert.deepEqual(failures.map(({ property }) => property).sort(), Object.keys(expected).sort());
      for (const { property, reason } of failures) {
        const wanted = expected[property];
        if (typeof wanted === "string") assert.equal(reason, wanted);
        else assert.match(reason, wanted ?? /never/);
      }
    });
  }

  const accepted: Record<string, [token: string, inputs: JsonObject]> = {
    "a schedule of unknown people in an unknown zone": [
      tokens.schedule,
      { ...schedule, timeZone: unknown, layers: [{ ...layer, users: [unknown] }] },
    ],
    "a zone that the time zone data lists under another name": [
      tokens.schedule,
      { ...schedule, timeZone: "Asia/Kolkata" },
    ],
    "layers that are not known at all": [tokens.schedule, { ...schedule, layers: unknown }],
    "a weekly restriction on a Monday": [
      tokens.schedule,
      restricted({ ...daily, type: "weekly_restriction", startDayOfWeek: 1 }),
    ],
    "a query that is not known yet": [
      tokens.monitor,
      { ...monitor, type: "slo alert", query: unknown, monitorThresholds: { critical: "14.4" } },
    ],
    "a target that is not known yet": [
      tokens.slo,
      { ...slo, thresholds: [{ timeframe: "30d", target: unknown }] },
    ],
  };
  for (const [what, [token, inputs]] of Object.entries(accepted)) {
    it(`accepts ${what}`, () => {
      assert.deepEqual(checked(token, inputs).failures, []);
    });
  }

  it("fills in the documented defaults, also inside lists", () => {
    assert.deepEqual(
      checked(tokens.escalationPolicy, policy({ escalationDelayInMinutes: 5, targets: [{ id: "P1" }] }))
        .inputs,
      {
        name: "checkout",
        description: "Managed by Pulumi",
        numLoops: 0,
        rules: [{ escalationDelayInMinutes: 5, targets: [{ id: "P1", type: "user_reference" }] }],
      },
    );
  });

  it("never overwrites what is given", () => {
    const given = { escalationPolicy: "P1", name: "x", description: "", acknowledgementTimeout: "null" };
    const { inputs } = checked(tokens.service, given);
    assert.deepEqual({ ...inputs, ...given }, inputs);
  });

  it("makes a name from the resource's name, and keeps it later", () => {
    assert.equal(checked(tokens.team, {}).inputs.name, "thing-abcdef0");
    assert.equal(checked(tokens.team, {}, { name: "thing-1234567" }).inputs.name, "thing-1234567");
  });

  it("asks for a name where automatic names are off", () => {
    const type = allTypes[tokens.team];
    assert.ok(type);
    const { failures } = check(type, {}, {}, { ...naming, disabled: true });
    assert.deepEqual(failures, [{ property: "name", reason: missing("name") }]);
  });
});
