import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { onCallScheduled } from "../../../../policy-pack/rules/on-call/on-call-scheduled";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { observedCases } from "./on-call-scheduled-observed-cases";

const { schedule, scheduleV2, escalationPolicy, service, serviceIntegration, user } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const target = "rules[0].targets[0]";

function layer(users: readonly unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  const start = "2026-01-05T09:00:00+01:00";
  return { start, rotationVirtualStart: start, rotationTurnLengthSeconds: 604_800, users, ...more };
}

function daily(startTimeOfDay: string, hours: number): Record<string, unknown> {
  return { type: "daily_restriction", startTimeOfDay, durationSeconds: hours * 3600 };
}

function layers(...all: readonly Record<string, unknown>[]): Given {
  return given.service().with(schedule, "checkout-schedule", { layers: all });
}

/** People whom the stack declares; their ids are unknown until they are made, so that only relations name them. */
function withUsers(
  slots: readonly unknown[],
  people: Readonly<Record<string, Record<string, unknown>>>,
): Given {
  const start = given.service().without(schedule, "checkout-schedule");
  const withPeople = Object.entries(people).reduce(
    (all, [name, props]) => all.add({ type: user, name, props: { email: `${name}@example.com`, ...props } }),
    start,
  );
  return withPeople.add({
    type: schedule,
    name: "checkout-schedule",
    props: {
      name: "checkout-schedule",
      id: "PSCHED-checkout",
      timeZone: "Europe/Berlin",
      layers: [layer(slots)],
    },
    dependsOn: { layers: Object.keys(people) },
  });
}

/** The policy, as the first preview shows it: the id of its schedule is unknown. */
function beforeFirstUpdate(input: Given): Given {
  return input
    .with(schedule, "checkout-schedule", { id: unknown })
    .with(escalationPolicy, "checkout-policy", { id: unknown, [`${target}.id`]: unknown })
    .with(service, "checkout-pagerduty", { id: unknown, escalationPolicy: unknown });
}

function withoutOnCall(): Given {
  return given
    .service()
    .without(schedule, "checkout-schedule")
    .without(escalationPolicy, "checkout-policy")
    .without(service, "checkout-pagerduty")
    .without(serviceIntegration, "checkout-integration")
    .without(datadog.pagerdutyServiceObject, "checkout-handle");
}

function onDatadog(users: readonly unknown[], step: Record<string, unknown> = { schedule: "DSCHED" }): Given {
  return withoutOnCall()
    .add({
      type: datadog.onCallSchedule,
      name: "checkout-rotation",
      props: {
        id: "DSCHED",
        name: "checkout-rotation",
        timeZone: "UTC",
        layers: [
          {
            effectiveDate: "2026-01-05T09:00:00Z",
            rotationStart: "2026-01-05T09:00:00Z",
            interval: { days: 7 },
            users,
          },
        ],
      },
    })
    .add({
      type: datadog.onCallEscalationPolicy,
      name: "checkout-steps",
      props: { id: "DPOL", name: "checkout-steps", steps: [{ escalateAfterSeconds: 300, targets: [step] }] },
    });
}

function tooFew(found: number, least = 4, policy = "checkout-policy") {
  return { message: "tooFew", data: { policy, least, found }, subject: policy, on: policy };
}

const unscheduled = {
  message: "unscheduled",
  data: { policy: "checkout-policy" },
  subject: "checkout-policy",
  on: "checkout-policy",
};
const four = ["amy", "ben", "cho", "dia"];
const nobodySpecial = { amy: {}, ben: {}, cho: {}, dia: {} };

testRule(onCallScheduled, {
  pass: {
    ...observedCases.pass,
    "four people at tier 1": given.service(),
    "three people at tier 2": layers(layer(["a", "b", "c"])).tier(2),
    "two people at tier 3": layers(layer(["a", "b"])).tier(3),
    "people of a layer for the day and one for the night": layers(
      layer(["a", "b"]),
      layer(["c", "d"], { restrictions: [daily("20:00:00", 12)] }),
    ),
    "a layer that ends next week and the one that follows it": layers(
      layer(["a", "b"], { end: "2026-11-30T00:00:00Z" }),
      layer(["c", "d"], { start: "2026-11-30T00:00:00Z" }),
    ),
    "people of several schedules on the first level": layers(layer(["a", "b"]))
      .add({
        type: schedule,
        name: "checkout-second",
        props: { id: "PSECOND", timeZone: "UTC", layers: [layer(["c", "d"])] },
      })
      .with(escalationPolicy, "checkout-policy", {
        "rules[0].targets[1]": { type: "schedule", id: "PSECOND" },
      }),
    "a layer that ends tomorrow": layers(layer(four, { end: "2026-11-24T00:00:00Z" })),
    "people whom this preview makes": beforeFirstUpdate(
      withUsers([unknown, unknown, unknown, unknown], nobodySpecial),
    ),
    "people whom this preview makes beside people looked up": beforeFirstUpdate(
      withUsers([unknown, "c", "d", unknown, unknown], { amy: {}, ben: {} }),
    ),
    "people whom this stack has made": withUsers(["1", "2", "3", "4"], {
      amy: { id: "1" },
      ben: { id: "2" },
      cho: { id: "3" },
      dia: { id: "4", role: "limited_user" },
    }),
    "people of whom the provider keeps no id": withUsers(["1", "2", "3", "4"], nobodySpecial),
    "enough people beside one who is not known yet": layers(layer([...four, unknown])),
    "a schedule of Datadog On-Call": onDatadog(four),
    "a ticket queue of low urgency with another policy": given.service().add({
      type: service,
      name: "checkout-tickets",
      props: {
        name: "checkout-tickets",
        escalationPolicy: "PTICKETS",
        incidentUrgencyRule: { type: "constant", urgency: "low" },
      },
    }),
    "a policy that nothing leads to yet": given.service().without(service, "checkout-pagerduty"),
    "a service that only its PagerDuty service names": given.service().withoutComponent(),
  },
  fail: {
    ...observedCases.fail,
    "a service without on-call": [withoutOnCall(), [{ message: "missing" }]],
    "four entries, one person twice": [layers(layer(["a", "b", "c", "a"])), [tooFew(3)]],
    "two people at tier 2": [layers(layer(["a", "b"])).tier(2), [tooFew(2, 3)]],
    "one person at tier 3": [layers(layer(["a"])).tier(3), [tooFew(1, 2)]],
    "a schedule without layers": [layers(), [tooFew(0)]],
    "a layer that has ended": [
      layers(layer(["a", "b"]), layer(["c", "d"], { end: "2026-11-23T00:00:00Z" })),
      [tooFew(2)],
    ],
    "people whom a later layer overrides at all times": [layers(layer(four), layer(["a", "e"])), [tooFew(2)]],
    "people whom a day layer and a night layer override together": [
      layers(
        layer(four),
        layer(["a"], { restrictions: [daily("08:00:00", 12)] }),
        layer(["b"], { restrictions: [daily("20:00:00", 12)] }),
      ),
      [tooFew(2)],
    ],
    "a layer that only starts in years": [
      layers(layer(["a"]), layer(["b", "c", "d"], { start: "2036-01-01T00:00:00Z" })),
      [tooFew(1)],
    ],
    "a schedule on a later level only": [
      given.service().with(escalationPolicy, "checkout-policy", {
        rules: [
          { escalationDelayInMinutes: 10, targets: [{ type: "user_reference", id: "PUSER-pia" }] },
          { escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id: "PSCHED-checkout" }] },
        ],
      }),
      [unscheduled],
    ],
    "a target without a type, which is a user": [
      given.service().with(escalationPolicy, "checkout-policy", { [target]: { id: "PUSER-amy" } }),
      [unscheduled],
    ],
    "a policy without levels": [
      given.service().with(escalationPolicy, "checkout-policy", { rules: [] }),
      [unscheduled],
    ],
    "somebody who may only read": [
      withUsers(["1", "2", "3", "4"], {
        amy: { id: "1" },
        ben: { id: "2" },
        cho: { id: "3" },
        dia: { id: "4", role: "read_only_user" },
      }),
      [tooFew(3)],
    ],
    "somebody who may only read, before the first update": [
      beforeFirstUpdate(
        withUsers([unknown, unknown, unknown, unknown], {
          ...nobodySpecial,
          dia: { role: "read_only_limited_user" },
        }),
      ),
      [tooFew(3)],
    ],
    "four entries of two people whom this preview makes": [
      beforeFirstUpdate(withUsers([unknown, unknown, unknown, unknown], { amy: {}, ben: {} })),
      [tooFew(2)],
    ],
    "too few even if all who are not known are different": [layers(layer(["a", "b", unknown])), [tooFew(3)]],
    "turns of nobody at Datadog": [onDatadog(["a", null, "b", null]), [tooFew(2, 4, "checkout-steps")]],
    "a whole team at Datadog instead of a schedule": [
      onDatadog(four, { team: "DTEAM" }),
      [
        {
          message: "unscheduled",
          data: { policy: "checkout-steps" },
          subject: "checkout-steps",
          on: "checkout-steps",
        },
      ],
    ],
  },
  unknown: {
    ...observedCases.unknown,
    "a schedule that a partial run leaves out": [
      given
        .service()
        .without(schedule, "checkout-schedule")
        .add({ type: schedule, name: "checkout-schedule", props: {} }),
      "partial: checkout-schedule is left out of this run",
    ],
    "a PagerDuty service that a partial run leaves out": [
      given.service().without(service, "checkout-pagerduty").add({
        type: service,
        name: "checkout-pagerduty",
        props: {},
      }),
      "partial: checkout-pagerduty is left out of this run",
    ],
    "somebody who may make the rotation large enough": [layers(layer(["a", "b", "c", unknown])), "planned"],
    "people of ended and running layers whom only relations name": [
      beforeFirstUpdate(withUsers([unknown, unknown, unknown, unknown], nobodySpecial)).with(
        schedule,
        "checkout-schedule",
        { "layers[1]": layer([unknown], { end: "2026-01-06T00:00:00Z" }) },
      ),
      "planned",
    ],
    "layers that only an update will know": [
      given.service().unknown(schedule, "checkout-schedule", "layers"),
      "planned: layers of",
    ],
    "a schedule that is not managed here": [
      given.service().with(escalationPolicy, "checkout-policy", { [`${target}.id`]: "PELSEWHERE" }),
      "no-collector: who is on call in schedule PELSEWHERE",
    ],
    "a policy that is not managed here": [
      given.service().with(service, "checkout-pagerduty", { escalationPolicy: "PELSEWHERE" }),
      "no-collector: the escalation policy of checkout",
    ],
    "what the catalog says exists elsewhere": [
      withoutOnCall().facts({ onCall: { existing: { policy: "Shop" } } }),
      "no-collector: who is on call for Shop",
    ],
    "what an observed vendor did not tell": [
      withoutOnCall()
        .facts({ onCall: { existing: { policy: "Shop" } } })
        .catalog({ observe: ["pagerduty"] }),
      "unobserved: PagerDuty did not tell",
    ],
    "a schedule of the newer kind": [
      given
        .service()
        .without(schedule, "checkout-schedule")
        .add({ type: scheduleV2, name: "checkout-schedule", props: { id: "PSCHED-checkout" } }),
      "unobserved: the recurrence",
    ],
    "which known id is the one who may only read": [
      withUsers(["1", "2", "3", "4"], { ...nobodySpecial, dia: { role: "read_only_user" } }),
      "unobserved: it cannot be told",
    ],
  },
});
