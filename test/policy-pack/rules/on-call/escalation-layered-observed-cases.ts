import type { ObservedResource } from "../../../../evidence/facts";
import { pagerduty } from "../../../../policy-pack/engine/tokens";
import { changed, seen, seenOnCall, seenThings } from "../../observed-on-call";
import type { RuleCases } from "../../rule-tester";

const site = { subject: "Shop", on: "Shop" };
const second = (...targets: ObservedResource["props"][]): ObservedResource["props"] => ({
  rules: [
    { escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id: "PSCHED" }] },
    { escalationDelayInMinutes: 15, targets },
  ],
});
const copy = seen(pagerduty.schedule, "PSECOND", {
  ...seenThings.find(({ id }) => id === "PSCHED")?.props,
  name: "Shop secondary",
});

export const observedCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "a policy that PagerDuty has": seenOnCall(),
    "a policy that exists, whose PagerDuty service the catalog names": seenOnCall().facts({
      onCall: { existing: { service: "Checkout" } },
    }),
  },
  fail: {
    "the same schedule twice at PagerDuty": [
      seenOnCall(changed("PPOL", second({ type: "schedule_reference", id: "PSCHED" }))),
      [{ message: "flat", data: { policy: "Shop", least: 2, found: 1 }, ...site }],
    ],
    "another schedule of the same people at PagerDuty": [
      seenOnCall([...changed("PPOL", second({ type: "schedule_reference", id: "PSECOND" })), copy]),
      [{ message: "flat", data: { policy: "Shop", least: 2, found: 1 }, ...site }],
    ],
    "a long delay and no repeat at PagerDuty": [
      seenOnCall(
        changed("PPOL", {
          numLoops: 0,
          rules: [
            { escalationDelayInMinutes: 30, targets: [{ type: "schedule_reference", id: "PSCHED" }] },
            { escalationDelayInMinutes: 15, targets: [{ type: "user_reference", id: "PPIA" }] },
          ],
        }),
      ),
      [
        { message: "slow", data: { policy: "Shop", most: 10, delay: 30 }, ...site },
        { message: "once", data: { policy: "Shop", least: 1, found: 0 }, ...site },
      ],
    ],
  },
  unknown: {
    "people of a second schedule that PagerDuty does not list": [
      seenOnCall(changed("PPOL", second({ type: "schedule_reference", id: "PSECOND" }))),
      "unobserved: who is on call in schedule PSECOND is not among what was told",
    ],
  },
};
