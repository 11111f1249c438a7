import type { ObservedResource } from "../../../../evidence/facts";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import {
  changed,
  rendered,
  seen,
  seenOnCall,
  seenThings,
  shift,
  weekLayer,
  weekly,
} from "../../observed-on-call";
import type { RuleCases } from "../../rule-tester";

const { schedule, scheduleV2, escalationPolicy } = pagerduty;
const four = ["PAMY", "PBEN", "PCHO", "PDIA"];
const direct = { level: 1, person: "PPIA" };

function seenGap(from: string, to: string, more: Record<string, string> = {}, on = "Shop") {
  const { policy = "Shop", hours = "at all times", zone = "Europe/Berlin" } = more;
  return [
    { message: "seenGap", data: { policy, hours, from, to, zone }, subject: policy, on, observed: true },
  ];
}

/** Weekly shifts but for one stretch of the first Monday that they leave out. */
const withHole = [
  shift("PAMY", "2026-11-23T00:00:00Z", "2026-11-23T19:00:00Z"),
  shift("PAMY", "2026-11-24T07:00:00Z", "2026-11-30T00:00:00Z"),
  ...weekly(four).slice(1),
];

/** The declared service, of whose policy PagerDuty tells shifts as well. */
function declared(shifts: Parameters<typeof rendered>[1], input: Given = given.service()): Given {
  return rendered(input, shifts, { policy: "PPOL-checkout" });
}

const nightless = { ...weekLayer, restrictions: [daily("08:00:00", 12)] };
function daily(startTimeOfDay: string, hours: number): Record<string, string | number> {
  return { type: "daily_restriction", startTimeOfDay, durationSeconds: hours * 3600 };
}

function onDatadog(days: readonly string[]): Given {
  const restrictions = days.map((day) => ({
    startDay: day,
    startTime: "00:00:00",
    endDay: day,
    endTime: "23:59:59",
  }));
  return seenOnCall([
    seen(datadog.onCallTeamRoutingRules, "DTEAM", { teamId: "DTEAM", rules: [{ escalationPolicy: "DPOL" }] }),
    seen(datadog.onCallEscalationPolicy, "DPOL", {
      name: "Shop",
      steps: [{ targets: [{ schedule: "DS" }] }],
    }),
    seen(datadog.onCallSchedule, "DS", {
      name: "Rotation",
      timeZone: "Europe/Berlin",
      layers: [
        {
          effectiveDate: "2026-01-05T09:00:00Z",
          rotationStart: "2026-01-05T09:00:00Z",
          interval: { days: 7 },
          users: ["a", "b"],
          restrictions,
        },
      ],
    }),
  ]);
}

const week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const newer = (input: Given): Given =>
  input
    .without(schedule, "checkout-schedule")
    .add({ type: scheduleV2, name: "checkout-schedule", props: { id: "PSCHED-checkout" } });

/** The declared policy pages a schedule that exists, with these layers. */
function onExisting(layers: ObservedResource["props"][]): Given {
  return given
    .service()
    .without(schedule, "checkout-schedule")
    .with(escalationPolicy, "checkout-policy", { "rules[0].targets[0].id": "PSCHED" })
    .observed("on-call", "checkout", {
      value: { resources: changed("PSCHED", { layers }).filter(({ id }) => id === "PSCHED") },
    });
}

export const observedCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "shifts that PagerDuty rendered": rendered(seenOnCall(), weekly(four)),
    "shifts that override the nights which the layers leave out": rendered(
      seenOnCall(changed("PSCHED", { layers: [nightless] })),
      weekly(four),
    ),
    "shifts of two schedules that fill each other's hole": rendered(seenOnCall(), [
      ...withHole,
      shift("PBEN", "2026-11-23T19:00:00Z", "2026-11-24T07:00:00Z", { schedule: "PSECOND" }),
    ]),
    "somebody whom the policy names, who has neither schedule nor times": rendered(seenOnCall(), [direct]),
    "shifts of a schedule of the newer kind": rendered(
      seenOnCall([
        ...seenThings.filter(({ type }) => type !== schedule),
        seen(scheduleV2, "PSCHED", { name: "Newer" }),
      ]),
      weekly(four),
    ),
    "shifts from the hour of the day at which PagerDuty was asked": rendered(seenOnCall(), weekly(four), {
      from: "2026-11-23T07:00:00Z",
    }),
    "shifts at tier 2 that leave out a night": rendered(seenOnCall(), withHole).tier(2),
    "days at Datadog, which tells no shifts": onDatadog(week),
    "a declared policy with a schedule that exists, whose nights overrides fill": rendered(
      onExisting([nightless]),
      weekly(four),
      { policy: "PPOL-checkout" },
    ),
    "a declared policy with a schedule that exists, of which nothing was rendered yet": onExisting([
      weekLayer,
    ]),
    "a declared schedule whose shifts PagerDuty tells": declared(weekly(four)),
    "a declared policy with a schedule of the newer kind, whose shifts PagerDuty tells": declared(
      weekly(four),
      newer(given.service()),
    ),
    "a declared schedule of which another policy's shifts are told": rendered(given.service(), withHole),
  },
  fail: {
    "a night that an override opens": [
      rendered(seenOnCall(), withHole),
      seenGap("Mon 2026-11-23 20:00", "Tue 2026-11-24 08:00"),
    ],
    "a night that only the second level has": [
      rendered(seenOnCall(), [
        ...withHole,
        shift("PPIA", "2026-11-23T19:00:00Z", "2026-11-24T07:00:00Z", { level: 2 }),
      ]),
      seenGap("Mon 2026-11-23 20:00", "Tue 2026-11-24 08:00"),
    ],
    "a week of somebody who may only read": [
      rendered(seenOnCall(changed("PAMY", { role: "read_only_user" })), weekly(four)),
      seenGap("Mon 2026-11-23 01:00", "Mon 2026-11-30 01:00"),
    ],
    "a gap in what was told, whatever comes after it": [
      rendered(seenOnCall(), withHole, { to: "2026-11-26T00:00:00Z" }),
      seenGap("Mon 2026-11-23 20:00", "Tue 2026-11-24 08:00"),
    ],
    "a morning at tier 2": [
      rendered(seenOnCall(), [
        shift("PAMY", "2026-11-23T00:00:00Z", "2026-11-27T08:30:00Z"),
        ...weekly(four).slice(1),
      ]).tier(2),
      seenGap("Fri 2026-11-27 09:30", "Fri 2026-11-27 17:00", { hours: "in office hours" }),
    ],
    "shifts of nobody": [rendered(seenOnCall(), []), seenGap("Mon 2026-11-23 01:00", "Mon 2026-12-21 01:00")],
    "a team without a zone, by the schedule's": [
      rendered(
        seenOnCall(changed("PSCHED", { timeZone: "America/New_York" })).facts({ owner: undefined }),
        withHole,
      ),
      seenGap("Mon 2026-11-23 14:00", "Tue 2026-11-24 02:00", { zone: "America/New_York" }),
    ],
    "a declared schedule that an override opens": [
      declared(withHole),
      seenGap(
        "Mon 2026-11-23 20:00",
        "Tue 2026-11-24 08:00",
        { policy: "checkout-policy" },
        "checkout-policy",
      ),
    ],
    "a declared schedule that leaves out nights, whatever an override fills today": [
      declared(weekly(four), given.service().with(schedule, "checkout-schedule", { layers: [nightless] })),
      [
        {
          message: "gap",
          data: {
            policy: "checkout-policy",
            hours: "at all times",
            from: "Mon 2026-11-23 01:00",
            to: "Mon 2026-11-23 08:00",
            zone: "Europe/Berlin",
          },
          subject: "checkout-policy",
          on: "checkout-policy",
        },
      ],
    ],
    "nights of a schedule that exists, of which nothing was rendered yet": [
      onExisting([nightless]),
      [
        {
          message: "gap",
          data: {
            policy: "checkout-policy",
            hours: "at all times",
            from: "Mon 2026-11-23 01:00",
            to: "Mon 2026-11-23 08:00",
            zone: "Europe/Berlin",
          },
          subject: "checkout-policy",
          on: "checkout-policy",
        },
      ],
    ],
    "Saturdays at Datadog": [
      onDatadog(week.filter((day) => day !== "saturday")),
      [
        {
          message: "gap",
          data: {
            policy: "Shop",
            hours: "at all times",
            from: "Fri 2026-11-27 23:59:59",
            to: "Sun 2026-11-29 00:00",
            zone: "Europe/Berlin",
          },
          subject: "Shop",
          on: "Shop",
        },
      ],
    ],
  },
  unknown: {
    "overrides that PagerDuty did not tell": [
      seenOnCall(),
      "unobserved: PagerDuty did not tell who is on call when by policy Shop",
    ],
    "overrides that the token may not see": [
      seenOnCall().observed("on-call-shifts", "checkout", { permission: "oncalls.read" }),
      "unobserved: PagerDuty shows who is on call when by policy Shop only with the permission oncalls.read",
    ],
    "shifts of another policy": [
      rendered(seenOnCall(), weekly(four), { policy: "POTHER" }),
      "unobserved: PagerDuty did not tell who is on call when by policy Shop",
    ],
    "what comes after the shifts that were told": [
      rendered(seenOnCall(), weekly(four), { to: "2026-12-20T00:00:00Z" }),
      "unobserved: who is on call by policy Shop was only told from Mon 2026-11-23 01:00 to Sun 2026-12-20 01:00",
    ],
    "what comes before the shifts that were told": [
      rendered(seenOnCall(), weekly(four), { from: "2026-11-25T00:00:00Z" }),
      "unobserved: who is on call by policy Shop was only told from Wed 2026-11-25",
    ],
    "what only an update will tell, whatever the shifts are": [
      declared(weekly(four), given.service().unknown(schedule, "checkout-schedule", "layers[0].start")),
      "planned: layers[0].start",
    ],
    "what a partial run hides, whatever the shifts are": [
      declared(
        weekly(four),
        given
          .service()
          .without(schedule, "checkout-schedule")
          .add({ type: schedule, name: "checkout-schedule", props: {} }),
      ),
      "partial: checkout-schedule is left out of this run",
    ],
  },
};
