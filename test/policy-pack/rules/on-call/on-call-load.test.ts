import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { onCallLoad } from "../../../../policy-pack/rules/on-call/on-call-load";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { observedCases } from "./on-call-load-observed-cases";

const { schedule, scheduleV2, escalationPolicy, service, user } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const policy = "checkout-policy";
const site = { subject: policy, on: policy, observed: false };
const four = ["amy", "ben", "cho", "dia"];
/** So many that a cycle lasts until the clocks change in April. */
const twenty = Array.from({ length: 20 }, (_, at) => `person ${at + 1}`);
const daySeconds = 86_400;

function layer(users: readonly unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  const start = "2026-01-05T09:00:00+01:00";
  return { start, rotationVirtualStart: start, rotationTurnLengthSeconds: 7 * daySeconds, users, ...more };
}

function layers(...all: readonly Record<string, unknown>[]): Given {
  return given.service().with(schedule, "checkout-schedule", { layers: all });
}

/** A further schedule on a level, the second by default. */
function second(input: Given, all: readonly Record<string, unknown>[], level = 1): Given {
  return input
    .add({ type: schedule, name: "checkout-second", props: { id: "PSECOND", timeZone: "UTC", layers: all } })
    .with(escalationPolicy, policy, {
      [`rules[${level}].targets[1]`]: { type: "schedule_reference", id: "PSECOND" },
    });
}

function daily(startTimeOfDay: string, hours: number): Record<string, unknown> {
  return { type: "daily_restriction", startTimeOfDay, durationSeconds: hours * 3600 };
}

const officeWeek = [1, 2, 3, 4, 5].map((startDayOfWeek) => ({
  type: "weekly_restriction",
  startDayOfWeek,
  startTimeOfDay: "09:00:00",
  durationSeconds: 8 * 3600,
}));

/** Days by the four in turn, nights by these. */
function daysAndNights(nights: readonly string[]): Given {
  return layers(
    layer(four, { restrictions: [daily("09:00:00", 12)] }),
    layer(nights, { restrictions: [daily("21:00:00", 12)] }),
  );
}

function onDatadog(all: readonly Record<string, unknown>[], ...targets: Record<string, unknown>[]): Given {
  return given
    .service()
    .without(schedule, "checkout-schedule")
    .without(escalationPolicy, policy)
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
          ...one,
        })),
      },
    })
    .add({
      type: datadog.onCallEscalationPolicy,
      name: policy,
      props: {
        id: "DPOL",
        steps: targets.map((target) => ({ targets: [{ schedule: "DSCHED", ...target }] })),
      },
    });
}

/** The schedule of people whom this preview makes; one of them may be somebody who only reads. */
function ofNewPeople(slots: readonly unknown[], people: readonly string[], reader?: string): Given {
  const start = people.reduce(
    (all, name) =>
      all.add({ type: user, name, props: { name, role: name === reader ? "read_only_user" : "user" } }),
    given.service().without(schedule, "checkout-schedule"),
  );
  return start.add({
    type: schedule,
    name: "checkout-schedule",
    props: { id: "PSCHED-checkout", timeZone: "Europe/Berlin", layers: [layer(slots)] },
    dependsOn: { layers: people },
  });
}

function long(who: string, found: number) {
  return { message: "long", data: { policy, most: 7, who, found }, ...site };
}

function often(who: string, found: number, most = 25) {
  return { message: "often", data: { policy, most, who, found }, ...site };
}

testRule(onCallLoad, {
  pass: {
    ...observedCases.pass,
    "a week in four": given.service(),
    "a week in three at tier 2": layers(layer(["amy", "ben", "cho"])).tier(2),
    "every other week at tier 3": layers(layer(["amy", "ben"])).tier(3),
    "five people, whose cycle of 35 days is looked at": layers(layer([...four, "eve"])),
    "a week of 169 hours, in which the clocks go back": layers(layer(twenty)).with(
      schedule,
      "checkout-schedule",
      { timeZone: "America/Santiago" },
    ),
    "every workday of all weeks, in office hours and with weekends off": layers(
      layer(["amy"], { restrictions: officeWeek }),
    ),
    "the day by four people and the night by others": layers(
      layer(four, { restrictions: [daily("08:00:00", 12)] }),
      layer(["eve", "fay", "gus", "hal"], { restrictions: [daily("20:00:00", 12)] }),
    ),
    "days of one week and nights of the next, with a whole day between": daysAndNights([
      "dia",
      "amy",
      "ben",
      "cho",
    ]),
    "an earlier layer of one person that a later one overrides at all times": layers(
      layer(["amy"]),
      layer(["ben", "cho", "dia", "eve"]),
    ),
    "a layer of one person that has ended": layers(
      layer(["amy"], { end: "2026-11-01T00:00:00Z" }),
      layer(four),
    ),
    "a layer of one person that starts in months": layers(
      layer(twenty),
      layer(["person 1"], { start: "2027-03-10T00:00:00Z" }),
    ),
    "the same people twice at the same time, which counts once": second(layers(layer(four)), [layer(four)]),
    "a second level of one person whom the policy names": given.service().with(escalationPolicy, policy, {
      "rules[0].targets[1]": { type: "user_reference", id: "PUSER-pia" },
    }),
    "turns of somebody who may only read": layers(layer(["1", "1", "amy", "ben"])).add({
      type: user,
      name: "reader",
      props: { id: "1", role: "read_only_user" },
    }),
    "people whom this preview makes, each with one place": ofNewPeople(
      [unknown, unknown, unknown, unknown],
      four,
    ),
    "Datadog's four people, with weeks of nobody": onDatadog([{ users: ["amy", null, "ben", "cho"] }], {}),
    "three days in a row that a parameter allows": layers(
      layer(four, { rotationTurnLengthSeconds: 3 * daySeconds }),
    ).parameters({ daysInARow: 3 }),
  },
  fail: {
    ...observedCases.fail,
    "a week in three at tier 1": [layers(layer(["amy", "ben", "cho"])), [often("amy (and 2 more)", 33)]],
    "every other week at tier 2": [
      layers(layer(["amy", "ben"])).tier(2),
      [often("amy (and 1 more)", 50, 34)],
    ],
    "one person for ever at tier 3": [
      layers(layer(["amy"])).tier(3),
      [long("amy", 28), often("amy", 100, 50)],
    ],
    "turns of ten days": [
      layers(layer(four, { rotationTurnLengthSeconds: 10 * daySeconds })),
      [long("amy (and 3 more)", 10)],
    ],
    "turns of seven days and an hour": [
      layers(layer(four, { rotationTurnLengthSeconds: 7 * daySeconds + 3600 })),
      [long("amy (and 3 more)", 7.1)],
    ],
    "somebody who follows himself in the list": [
      layers(layer(["amy", "amy", "ben", "cho", "dia", "eve", "fay", "gus"])),
      [long("amy", 14)],
    ],
    "somebody who follows himself round the list's end": [
      layers(layer(["amy", "ben", "cho", "dia", "eve", "fay", "gus", "amy"])),
      [long("amy", 14)],
    ],
    "nights of one week and days of the next": [
      daysAndNights(["ben", "cho", "dia", "amy"]),
      [long("amy (and 3 more)", 13)],
    ],
    "every night of two weeks": [
      layers(
        layer(four),
        layer(["eve", "fay", "gus", "hal"], {
          restrictions: [daily("20:00:00", 12)],
          rotationTurnLengthSeconds: 14 * daySeconds,
        }),
      ),
      [long("eve (and 3 more)", 13.5)],
    ],
    "weeks on one level, then on the other": [
      second(layers(layer(four)), [layer(["dia", "amy", "ben", "cho"], { start: "2026-01-05T08:00:00Z" })]),
      [long("amy (and 3 more)", 14), often("amy (and 3 more)", 50)],
    ],
    "weeks on one level and other weeks on the other": [
      second(layers(layer(four)), [layer(["cho", "dia", "amy", "ben"], { start: "2026-01-05T08:00:00Z" })]),
      [often("amy (and 3 more)", 50)],
    ],
    "a schedule of a later level alone": [
      second(given.service(), [layer(["amy", "ben", "cho"])]),
      [often("amy (and 2 more)", 33)],
    ],
    "people whom this preview makes, too few whoever they are": [
      ofNewPeople([unknown, unknown, unknown], ["amy", "ben", "cho"]),
      [often("place 1 of layer 1 of checkout-schedule (and 2 more)", 33)],
    ],
    "somebody known beside somebody whom only an update will tell": [
      layers(layer(["amy", unknown])),
      [often("amy (and 1 more)", 50)],
    ],
    "the current and the next person of a schedule at Datadog": [
      onDatadog([{ users: four }], {}, { position: "next" }),
      [long("amy (and 3 more)", 14), often("amy (and 3 more)", 50)],
    ],
    "an hour a day at the weekend, and the office": [
      layers(
        layer(["amy"], {
          restrictions: [
            ...officeWeek,
            ...[6, 7].map((startDayOfWeek) => ({ ...officeWeek[0], startDayOfWeek, durationSeconds: 3600 })),
          ],
        }),
      ),
      [long("amy", 28)],
    ],
  },
  notApplicable: {
    "a service without on-call": given
      .service()
      .without(schedule, "checkout-schedule")
      .without(escalationPolicy, policy)
      .without(service, "checkout-pagerduty"),
    "a policy that names people": given.service().with(escalationPolicy, policy, {
      "rules[0].targets": [{ type: "user_reference", id: "PUSER-amy" }],
    }),
    "a schedule in which nobody is": layers(),
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
    "a schedule that is not managed here": [
      given.service().with(escalationPolicy, policy, { "rules[0].targets[0].id": "PELSEWHERE" }),
      "no-collector: who is on call in schedule PELSEWHERE",
    ],
    "a schedule of the newer kind": [
      given
        .service()
        .without(schedule, "checkout-schedule")
        .add({ type: scheduleV2, name: "checkout-schedule", props: { id: "PSCHED-checkout" } }),
      "unobserved: the recurrence",
    ],
    "a place of which nothing tells whose it is": [layers(layer([...four, unknown])), "planned: who is in"],
    "which of two new people has two places": [
      ofNewPeople([unknown, unknown, unknown, unknown], ["amy", "ben"]),
      "planned: who is in the rotation",
    ],
    "new people of whom one may only read": [
      ofNewPeople([unknown, unknown, unknown, unknown], four, "dia"),
      "planned: who is in the rotation",
    ],
    "whether new people of two schedules are the same": [
      ofNewPeople([unknown, unknown, unknown, unknown], four)
        .add({
          type: schedule,
          name: "checkout-second",
          props: { id: "PSECOND", timeZone: "UTC", layers: [layer([unknown, unknown, unknown, unknown])] },
          dependsOn: { layers: four },
        })
        .with(escalationPolicy, policy, {
          "rules[1].targets[1]": { type: "schedule_reference", id: "PSECOND" },
        }),
      "planned: whom policy checkout-policy has on call",
    ],
    "the length of turns before the update": [
      given.service().unknown(schedule, "checkout-schedule", "layers[0].rotationTurnLengthSeconds"),
      "planned: layers[0].rotationTurnLengthSeconds",
    ],
    "turns of a second": [
      layers(layer(four, { rotationTurnLengthSeconds: 1 })),
      "unobserved: turns of 1 seconds are too short",
    ],
  },
});
