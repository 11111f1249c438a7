import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { onCallCovered } from "../../../../policy-pack/rules/on-call/on-call-covered";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { observedCases } from "./on-call-covered-observed-cases";

const { schedule, scheduleV2, escalationPolicy, service, user } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function layer(more: Record<string, unknown> = {}): Record<string, unknown> {
  const start = "2026-01-05T09:00:00+01:00";
  return {
    start,
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: 604_800,
    users: ["amy", "ben"],
    ...more,
  };
}

function layers(...all: readonly Record<string, unknown>[]): Given {
  return given.service().with(schedule, "checkout-schedule", { layers: all });
}

function daily(startTimeOfDay: string, hours: number): Record<string, unknown> {
  return { type: "daily_restriction", startTimeOfDay, durationSeconds: hours * 3600 };
}

function weekly(startDayOfWeek: number, startTimeOfDay: string, hours: number): Record<string, unknown> {
  return { type: "weekly_restriction", startDayOfWeek, startTimeOfDay, durationSeconds: hours * 3600 };
}

const officeWeek = [1, 2, 3, 4, 5].map((day) => weekly(day, "09:00:00", 8));

/** A further schedule on the first level. */
function second(
  timeZone: string,
  ...restrictions: readonly Record<string, unknown>[]
): (input: Given) => Given {
  return (input) =>
    input
      .add({
        type: schedule,
        name: "checkout-second",
        props: { id: "PSECOND", timeZone, layers: [layer({ restrictions })] },
      })
      .with(escalationPolicy, "checkout-policy", {
        "rules[0].targets[1]": { type: "schedule_reference", id: "PSECOND" },
      });
}

function onDatadog(...all: readonly Record<string, unknown>[]): Given {
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
        timeZone: "Europe/Berlin",
        layers: all.map((one) => ({
          effectiveDate: "2026-01-01T00:00:00Z",
          rotationStart: "2026-11-16T08:00:00Z",
          interval: { days: 7 },
          users: ["amy", "ben"],
          ...one,
        })),
      },
    })
    .add({
      type: datadog.onCallEscalationPolicy,
      name: "checkout-policy",
      props: { id: "DPOL", steps: [{ escalateAfterSeconds: 300, targets: [{ schedule: "DSCHED" }] }] },
    });
}

function gap(from: string, to: string, zone = "Europe/Berlin", hours = "at all times") {
  const policy = "checkout-policy";
  return [{ message: "gap", data: { policy, hours, from, to, zone }, subject: policy, on: policy }];
}

testRule(onCallCovered, {
  pass: {
    ...observedCases.pass,
    "a schedule without restrictions": given.service(),
    "a day layer and a night layer": layers(
      layer({ restrictions: [daily("08:00:00", 12)] }),
      layer({ restrictions: [daily("20:00:00", 12)] }),
    ),
    "restrictions that meet at the end of the week": layers(
      layer({ restrictions: [weekly(1, "09:00:00", 80), weekly(4, "17:00:00", 88)] }),
    ),
    "a week in one restriction": layers(layer({ restrictions: [weekly(7, "23:00:00", 168)] })),
    "two schedules of the first level that follow the sun": second(
      "America/New_York",
      daily("14:00:00", 12),
    )(layers(layer({ restrictions: [daily("08:00:00", 12)] }))),
    "a user on the first level beside a restricted schedule": layers(
      layer({ restrictions: [daily("08:00:00", 12)] }),
    ).with(escalationPolicy, "checkout-policy", {
      "rules[0].targets[1]": { type: "user_reference", id: "PUSER-pia" },
    }),
    "a user on the first level beside a schedule that is not managed here": given
      .service()
      .with(escalationPolicy, "checkout-policy", {
        "rules[0].targets": [
          { type: "schedule_reference", id: "PELSEWHERE" },
          { type: "user_reference", id: "PUSER-pia" },
        ],
      }),
    "office hours at tier 2": layers(layer({ restrictions: officeWeek })).tier(2),
    "a later layer that overrides but adds no gap": layers(
      layer(),
      layer({ restrictions: [daily("08:00:00", 1)], users: [null] }),
    ),
    "a layer that starts in the first minute of the window": layers(layer({ start: "2026-11-23T00:00:00Z" })),
    "a layer that ends with the window": layers(layer({ end: "2026-12-21T00:00:00Z" })),
    "a start without an offset, which is in the schedule's zone": layers(
      layer({ start: "2026-11-23T01:00:00" }),
    ),
    "a shorter window that a parameter asks for": layers(layer({ end: "2026-12-01T00:00:00Z" })).parameters({
      days: 7,
    }),
    "hours that only an update will name the people of": layers(layer({ users: [unknown, unknown] })),
    "the first preview, in which the schedule has no id": given
      .service()
      .unknown(schedule, "checkout-schedule", "id")
      .unknown(escalationPolicy, "checkout-policy", "rules[0].targets[0].id")
      .unknown(service, "checkout-pagerduty", "escalationPolicy"),
    "Datadog layers of which one has a zone of its own": onDatadog(
      {
        restrictions: [{ startDay: "monday", startTime: "00:00:00", endDay: "friday", endTime: "18:00:00" }],
      },
      {
        timeZone: "America/New_York",
        restrictions: [{ startDay: "friday", startTime: "12:00:00", endDay: "sunday", endTime: "18:00:00" }],
      },
    ),
  },
  fail: {
    ...observedCases.fail,
    "nights without anybody": [
      layers(layer({ restrictions: [daily("08:00:00", 12)] })),
      gap("Mon 2026-11-23 01:00", "Mon 2026-11-23 08:00"),
    ],
    "one night in the week": [
      layers(layer({ restrictions: [weekly(2, "08:00:00", 156)] })),
      gap("Mon 2026-11-23 20:00", "Tue 2026-11-24 08:00"),
    ],
    "an hour that only clocks that differ open": [
      second(
        "America/New_York",
        daily("14:00:00", 12),
      )(layers(layer({ restrictions: [daily("09:00:00", 11)] }))),
      gap("Mon 2026-11-23 08:00", "Mon 2026-11-23 09:00"),
    ],
    "a gap of one minute": [
      layers(layer({ restrictions: [daily("00:00:00", 12), daily("12:01:00", 12)] })),
      gap("Mon 2026-11-23 12:00", "Mon 2026-11-23 12:01"),
    ],
    "a schedule that only a later level has": [
      layers(layer({ restrictions: [weekly(1, "00:00:00", 160)] }))
        .add({
          type: schedule,
          name: "checkout-second",
          props: { id: "PSECOND", timeZone: "UTC", layers: [layer()] },
        })
        .with(escalationPolicy, "checkout-policy", {
          "rules[1].targets": [{ type: "schedule_reference", id: "PSECOND" }],
        }),
      gap("Sun 2026-11-29 16:00", "Mon 2026-11-30 00:00"),
    ],
    "a layer that starts too late": [
      layers(layer({ start: "2026-12-01T09:00:00+01:00" })),
      gap("Mon 2026-11-23 01:00", "Tue 2026-12-01 09:00"),
    ],
    "a layer that ends before the window does": [
      layers(layer({ end: "2026-12-18T17:30:00Z" })),
      gap("Fri 2026-12-18 18:30", "Mon 2026-12-21 01:00"),
    ],
    "office hours that end early on Fridays at tier 2": [
      layers(layer({ restrictions: [...officeWeek.slice(0, 4), weekly(5, "09:00:00", 6)] })).tier(2),
      gap("Fri 2026-11-27 15:00", "Fri 2026-11-27 17:00", "Europe/Berlin", "in office hours"),
    ],
    "office hours of another zone than the team's at tier 2": [
      layers(layer({ restrictions: officeWeek }))
        .tier(2)
        .team({ timeZone: "Asia/Kolkata" }),
      gap("Mon 2026-11-23 09:00", "Mon 2026-11-23 13:30", "Asia/Kolkata", "in office hours"),
    ],
    "nights of a service without a team, in the schedule's zone": [
      layers(layer({ restrictions: [daily("08:00:00", 12)] }))
        .facts({ owner: undefined })
        .with(schedule, "checkout-schedule", { timeZone: "America/New_York" }),
      gap("Sun 2026-11-22 20:00", "Mon 2026-11-23 08:00", "America/New_York"),
    ],
    "hours that a parameter asks of tier 3": [
      layers(layer({ restrictions: officeWeek }))
        .tier(3)
        .parameters({ hours: "always" }),
      gap("Mon 2026-11-23 01:00", "Mon 2026-11-23 09:00"),
    ],
    "a week at Datadog in which nobody has the turn": [
      onDatadog({ users: ["amy", null] }),
      gap("Mon 2026-11-23 09:00", "Mon 2026-11-30 09:00"),
    ],
    "turns of somebody who may only read": [
      layers(layer({ users: ["1", "2"], rotationTurnLengthSeconds: 86_400 })).add({
        type: user,
        name: "ben",
        props: { id: "2", role: "read_only_user" },
      }),
      gap("Mon 2026-11-23 01:00", "Mon 2026-11-23 09:00"),
    ],
    "weekends without anybody at Datadog": [
      onDatadog({
        restrictions: [{ startDay: "sunday", startTime: "18:00:00", endDay: "friday", endTime: "22:00:00" }],
      }),
      gap("Fri 2026-11-27 22:00", "Sun 2026-11-29 18:00"),
    ],
  },
  notApplicable: {
    "tier 3, which asks for no hours": given.service({ tier: 3 }),
    "a service without on-call": given
      .service()
      .without(schedule, "checkout-schedule")
      .without(escalationPolicy, "checkout-policy")
      .without(service, "checkout-pagerduty"),
    "a schedule in which nobody is, since on-call-scheduled fails": layers(),
    "a schedule that has ended, since on-call-scheduled fails": layers(
      layer({ end: "2026-11-01T00:00:00Z" }),
    ),
  },
  unknown: {
    ...observedCases.unknown,
    "a gap that a schedule which a partial run leaves out may fill": [
      given
        .service()
        .without(schedule, "checkout-schedule")
        .add({ type: schedule, name: "checkout-schedule", props: {} }),
      "partial: checkout-schedule is left out of this run",
    ],
    "a gap that a schedule which is not managed here may fill": [
      given.service().with(escalationPolicy, "checkout-policy", {
        "rules[0].targets[0].id": "PELSEWHERE",
      }),
      "no-collector: who is on call in schedule PELSEWHERE",
    ],
    "a gap that a schedule of the newer kind may fill": [
      given
        .service()
        .without(schedule, "checkout-schedule")
        .add({ type: scheduleV2, name: "checkout-schedule", props: { id: "PSCHED-checkout" } }),
      "unobserved: the recurrence",
    ],
    "a start that only an update will know": [
      given.service().unknown(schedule, "checkout-schedule", "layers[0].start"),
      "planned: layers[0].start",
    ],
    "a gap that another level's schedule would not have": [
      layers(layer({ restrictions: [daily("08:00:00", 12)] }))
        .without(escalationPolicy, "checkout-policy")
        .add({ type: schedule, name: "checkout-second", props: { timeZone: "UTC", layers: [layer()] } })
        .with(schedule, "checkout-schedule", { id: unknown })
        .add({
          type: escalationPolicy,
          name: "checkout-policy",
          props: {
            id: "PPOL-checkout",
            rules: [0, 1].map(() => ({
              escalationDelayInMinutes: 10,
              targets: [{ type: "schedule_reference", id: unknown }],
            })),
          },
          dependsOn: { rules: ["checkout-schedule", "checkout-second"] },
        }),
      "planned: which level of policy checkout-policy pages whom",
    ],
    "a Datadog restriction that ends when it starts": [
      onDatadog({
        restrictions: [{ startDay: "monday", startTime: "00:00:00", endDay: "monday", endTime: "00:00:00" }],
      }),
      "unobserved: layers[0].restrictions[0]",
    ],
  },
});
