import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { escalationLayered } from "../../../../policy-pack/rules/on-call/escalation-layered";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { observedCases } from "./escalation-layered-observed-cases";

const { schedule, escalationPolicy, service, user } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Target {
  readonly type?: string;
  readonly id: string;
}

function rota(id: string): Target {
  return { type: "schedule_reference", id };
}

function person(id: string): Target {
  return { type: "user_reference", id };
}

/** The policy with these levels, each with its targets, in a stack where `dependsOn` are what its rules came from. */
function levels(
  all: readonly (readonly Target[])[],
  dependsOn: readonly string[] = ["checkout-schedule"],
): Given {
  return given
    .service()
    .without(escalationPolicy, "checkout-policy")
    .add({
      type: escalationPolicy,
      name: "checkout-policy",
      props: {
        id: "PPOL-checkout",
        name: "checkout-policy",
        numLoops: 1,
        rules: all.map((targets) => ({ escalationDelayInMinutes: 10, targets })),
      },
      dependsOn: { rules: dependsOn },
    });
}

function withSchedule(
  input: Given,
  name: string,
  id: string,
  users: readonly string[],
  people: readonly string[] = [],
): Given {
  const start = "2026-01-05T09:00:00+01:00";
  return input.add({
    type: schedule,
    name,
    props: {
      id,
      timeZone: "UTC",
      layers: [{ start, rotationVirtualStart: start, rotationTurnLengthSeconds: 604_800, users }],
    },
    dependsOn: { layers: people },
  });
}

function withUser(input: Given, name: string, props: Record<string, unknown> = {}): Given {
  return input.add({ type: user, name, props: { email: `${name}@example.com`, ...props } });
}

const own = "PSCHED-checkout";
const team = ["PUSER-amy", "PUSER-ben", "PUSER-cho", "PUSER-dia"];

/** Two schedules on two levels, as the first preview shows them: neither has an id yet. */
function twoNewSchedules(users: readonly string[]): Given {
  const input = withSchedule(
    levels([[rota(unknown)], [rota(unknown)]], ["checkout-schedule", "checkout-second"]),
    "checkout-second",
    unknown,
    users,
  );
  return input.with(schedule, "checkout-schedule", { id: unknown });
}

function onDatadog(...targets: readonly Record<string, unknown>[]): Given {
  return given
    .service()
    .without(schedule, "checkout-schedule")
    .without(escalationPolicy, "checkout-policy")
    .without(service, "checkout-pagerduty")
    .add({
      type: datadog.onCallSchedule,
      name: "rotation",
      props: {
        id: "DSCHED",
        timeZone: "UTC",
        layers: [
          {
            effectiveDate: "2026-01-05T09:00:00Z",
            rotationStart: "2026-01-05T09:00:00Z",
            interval: { days: 7 },
            users: ["amy", "ben"],
          },
        ],
      },
    })
    .add({
      type: datadog.onCallEscalationPolicy,
      name: "checkout-policy",
      props: {
        id: "DPOL",
        retries: 1,
        steps: targets.map((target) => ({ escalateAfterSeconds: 600, targets: [target] })),
      },
    });
}

const policy = "checkout-policy";
const site = { subject: policy, on: policy };

function flat(found: number, least = 2) {
  return { message: "flat", data: { policy, least, found }, ...site };
}

testRule(escalationLayered, {
  pass: {
    ...observedCases.pass,
    "a schedule, then somebody else, within 10 minutes and twice": given.service(),
    "15 minutes and no repeat at tier 2": given
      .service({ tier: 2 })
      .with(escalationPolicy, policy, { "rules[0].escalationDelayInMinutes": 15, numLoops: undefined }),
    "one level and 30 minutes at tier 3": levels([[rota(own)]])
      .tier(3)
      .with(escalationPolicy, policy, { "rules[0].escalationDelayInMinutes": 30, numLoops: 0 }),
    "two schedules with other people": withSchedule(
      levels([[rota(own)], [rota("PSECOND")]]),
      "checkout-second",
      "PSECOND",
      ["PUSER-pia"],
    ),
    "a second level that shares some people": levels([[rota(own)], [person("PUSER-amy")]]),
    "the first preview of a schedule and a person who exists": levels([
      [rota(unknown)],
      [person("PUSER-pia")],
    ]).with(schedule, "checkout-schedule", { id: unknown }),
    "the first preview of a schedule and a person who is made with it": withUser(
      levels([[rota(unknown)], [person(unknown)]], ["checkout-schedule", "pia"]).with(
        schedule,
        "checkout-schedule",
        { id: unknown },
      ),
      "pia",
    ),
    "two new schedules with different people, whichever is first": twoNewSchedules(["PUSER-pia"]),
    "a person who exists before a schedule that the provider keeps no id of": levels([
      [person("PUSER-pia")],
      [rota("PMADE")],
    ]).with(schedule, "checkout-schedule", { id: undefined }),
    "the current and the next person of one schedule at Datadog": onDatadog(
      { schedule: "DSCHED" },
      { schedule: "DSCHED", position: "next" },
    ),
    "a person after a schedule at Datadog": onDatadog({ schedule: "DSCHED" }, { user: "pia" }),
  },
  fail: {
    ...observedCases.fail,
    "one level": [levels([[rota(own)]]), [flat(1)]],
    "the same schedule twice": [levels([[rota(own)], [rota(own)]]), [flat(1)]],
    "the same new schedule twice": [
      levels([[rota(unknown)], [rota(unknown)]]).with(schedule, "checkout-schedule", { id: unknown }),
      [flat(1)],
    ],
    "two schedules with the same people in another order": [
      withSchedule(
        levels([[rota(own)], [rota("PSECOND")]]),
        "checkout-second",
        "PSECOND",
        [...team].reverse(),
      ),
      [flat(1)],
    ],
    "two new schedules with the same people": [twoNewSchedules(team), [flat(1)]],
    "the schedule's people named one by one": [levels([[rota(own)], team.map(person)]), [flat(1)]],
    "the same schedule twice, not managed here": [
      levels([[rota("PELSEWHERE")], [rota("PELSEWHERE")]]),
      [flat(1)],
    ],
    "a second level of somebody who may only read": [
      withUser(levels([[rota(own)], [person("PSTAKE")]]), "stake", {
        id: "PSTAKE",
        role: "read_only_user",
      }),
      [flat(1)],
    ],
    "the same position of one schedule twice at Datadog": [
      onDatadog({ schedule: "DSCHED" }, { schedule: "DSCHED", position: "current" }),
      [flat(1)],
    ],
    "the current and the next person of a schedule of one": [
      onDatadog({ schedule: "DSCHED" }, { schedule: "DSCHED", position: "next" }).with(
        datadog.onCallSchedule,
        "rotation",
        { "layers[0].users": ["amy", "amy"] },
      ),
      [flat(1)],
    ],
    "a delay of 11 minutes": [
      given.service().with(escalationPolicy, policy, { "rules[0].escalationDelayInMinutes": 11 }),
      [{ message: "slow", data: { policy, most: 10, delay: 11 }, ...site }],
    ],
    "a delay of 16 minutes at tier 2": [
      given.service({ tier: 2 }).with(escalationPolicy, policy, { "rules[0].escalationDelayInMinutes": 16 }),
      [{ message: "slow", data: { policy, most: 15, delay: 16 }, ...site }],
    ],
    "a delay in seconds at Datadog": [
      onDatadog({ schedule: "DSCHED" }, { user: "pia" }).with(datadog.onCallEscalationPolicy, policy, {
        "steps[0].escalateAfterSeconds": 660,
      }),
      [{ message: "slow", data: { policy, most: 10, delay: 11 }, ...site }],
    ],
    "no repeat, which is the default": [
      given.service().with(escalationPolicy, policy, { numLoops: undefined }),
      [{ message: "once", data: { policy, least: 1, found: 0 }, ...site }],
    ],
    "all that can be wrong": [
      levels([[rota(own)]]).with(escalationPolicy, policy, {
        "rules[0].escalationDelayInMinutes": 60,
        numLoops: 0,
      }),
      [
        flat(1),
        { message: "slow", data: { policy, most: 10, delay: 60 }, ...site },
        { message: "once", data: { policy, least: 1, found: 0 }, ...site },
      ],
    ],
    "a delay that is too long, whatever the second level may be": [
      levels([[rota(own)], [rota("PELSEWHERE")]]).with(escalationPolicy, policy, {
        "rules[0].escalationDelayInMinutes": 20,
      }),
      [{ message: "slow", data: { policy, most: 10, delay: 20 }, ...site }],
    ],
  },
  notApplicable: {
    "a service without on-call": given
      .service()
      .without(schedule, "checkout-schedule")
      .without(escalationPolicy, policy)
      .without(service, "checkout-pagerduty"),
    "a first level that nobody is on": given.service().with(schedule, "checkout-schedule", { layers: [] }),
  },
  unknown: {
    ...observedCases.unknown,
    "a policy that a partial run leaves out": [
      given
        .service()
        .without(escalationPolicy, policy)
        .add({ type: escalationPolicy, name: policy, props: {} }),
      "partial: checkout-policy is left out of this run",
    ],
    "whether a schedule elsewhere has other people": [
      levels([[rota(own)], [rota("PELSEWHERE")]]),
      "no-collector: who is on call in schedule PELSEWHERE",
    ],
    "whom a level pages whose target nothing tells": [
      levels([[rota(own)], [person(unknown)]]),
      "planned: rules[1].targets[0].id",
    ],
    "how often it starts over before the update": [
      given.service().unknown(escalationPolicy, policy, "numLoops"),
      "planned: numLoops",
    ],
    "a whole team at Datadog": [
      onDatadog({ schedule: "DSCHED" }, { team: "DTEAM" }),
      "no-collector: who is on call in team DTEAM",
    ],
  },
});
