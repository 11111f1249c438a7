import { pagerduty } from "../../../../policy-pack/engine/tokens";
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

const { schedule, scheduleV2 } = pagerduty;
const four = ["PAMY", "PBEN", "PCHO", "PDIA"];
const site = { subject: "Shop", on: "Shop", observed: true };

function users(...ids: readonly string[]): Given {
  return seenOnCall(changed("PSCHED", { layers: [{ ...weekLayer, users: [...ids] }] }));
}

function long(who: string, found: number) {
  return { message: "long", data: { policy: "Shop", most: 7, who, found }, ...site };
}

function often(who: string, found: number) {
  return { message: "often", data: { policy: "Shop", most: 25, who, found }, ...site };
}

const newer = seenOnCall([
  ...seenThings.filter(({ type }) => type !== schedule),
  seen(scheduleV2, "PSCHED", { name: "Newer" }),
]);

export const observedCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "weeks that PagerDuty rendered": rendered(seenOnCall(), weekly(four)),
    "five people, whose cycle is 35 days": rendered(users(...four, "PEVE"), weekly([...four, "PEVE"])),
    "somebody whom the policy names beside the schedule": rendered(seenOnCall(), [
      ...weekly(four),
      { level: 2, person: "PPIA" },
    ]),
    "entries of one person that overlap": rendered(seenOnCall(), [
      ...weekly(four),
      ...weekly(four, { level: 2, schedule: "PSECOND" }),
    ]),
    "a colleague who stands in for a day": rendered(seenOnCall(), [
      shift("PEVE", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"),
      shift("PAMY", "2026-11-24T00:00:00Z", "2026-11-30T00:00:00Z"),
      ...weekly(four).slice(1),
    ]),
    "somebody who stands in for eight days of a cycle of 35": rendered(users(...four, "PEVE"), [
      shift("PFAY", "2026-11-23T00:00:00Z", "2026-11-27T00:00:00Z"),
      shift("PAMY", "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z"),
      shift("PBEN", "2026-11-30T00:00:00Z", "2026-12-07T00:00:00Z"),
      shift("PFAY", "2026-12-07T00:00:00Z", "2026-12-11T00:00:00Z"),
      ...weekly([...four, "PEVE"]).slice(3),
    ]),
    "a declared schedule, whatever PagerDuty rendered of its policy": rendered(
      given.service(),
      weekly(["PAMY"]),
      { policy: "PPOL-checkout" },
    ),
  },
  fail: {
    "three people at PagerDuty": [
      rendered(users("PAMY", "PBEN", "PCHO"), weekly(["PAMY", "PBEN", "PCHO"])),
      [often("AMY (and 2 more)", 33)],
    ],
    "an override by which somebody has two weeks in a row": [
      rendered(seenOnCall(), [
        ...weekly(four).slice(0, 1),
        shift("PAMY", "2026-11-30T00:00:00Z", "2026-12-07T00:00:00Z"),
        ...weekly(four).slice(2),
      ]),
      [long("AMY", 14), often("AMY", 50)],
    ],
    "weeks of two schedules that follow each other": [
      rendered(seenOnCall(), [
        ...weekly(four),
        ...weekly(["PDIA", "PAMY", "PBEN", "PCHO"], { level: 2, schedule: "PSECOND" }),
      ]),
      [long("AMY (and 3 more)", 14), often("AMY (and 3 more)", 50)],
    ],
    "a row of a schedule of the newer kind": [
      rendered(newer, weekly(["PAMY", "PAMY", "PBEN", "PCHO", "PDIA"])),
      [long("AMY", 14)],
    ],
  },
  unknown: {
    "what PagerDuty did not render": [
      seenOnCall(),
      "unobserved: PagerDuty did not tell who is on call when by policy Shop",
    ],
    "less than the days that are looked at": [
      rendered(seenOnCall(), weekly(four), { to: "2026-12-20T00:00:00Z" }),
      "unobserved: who is on call by policy Shop was only told from Mon 2026-11-23 01:00 to Sun 2026-12-20 01:00",
    ],
    "the share of a schedule whose cycle nothing tells": [
      rendered(newer, weekly(four)),
      "unobserved: the recurrence",
    ],
  },
};
