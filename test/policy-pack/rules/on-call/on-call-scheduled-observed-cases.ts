import type { ObservedResource } from "../../../../evidence/facts";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import type { Given } from "../../given";
import { changed, nothingDeclared, seen, seenOnCall, seenThings, weekLayer } from "../../observed-on-call";
import type { RuleCases } from "../../rule-tester";

const { schedule, escalationPolicy, service } = pagerduty;

function layered(...layers: ObservedResource["props"][]): Given {
  return seenOnCall(changed("PSCHED", { layers }));
}

/** Nothing is declared, and the catalog names what exists. */
function existing(names: Record<string, string>, things = seenThings): Given {
  return seenOnCall(things).facts({ onCall: { existing: names } });
}

const tickets = seen(service, "PTICKETS", { name: "Shop tickets", escalationPolicy: "POTHER" });
const otherPolicy = seen(escalationPolicy, "POTHER", {
  name: "Other",
  rules: [{ targets: [{ type: "user_reference", id: "PPIA" }] }],
});

const datadogThings = [
  seen(datadog.onCallTeamRoutingRules, "DTEAM", { teamId: "DTEAM", rules: [{ escalationPolicy: "DPOL" }] }),
  seen(datadog.onCallEscalationPolicy, "DPOL", {
    name: "Shop",
    steps: [{ escalateAfterSeconds: 300, targets: [{ schedule: "DSCHED" }] }],
  }),
  seen(datadog.onCallSchedule, "DSCHED", {
    name: "Rotation",
    timeZone: "UTC",
    layers: [
      {
        effectiveDate: "2026-01-05T09:00:00Z",
        rotationStart: "2026-01-05T09:00:00Z",
        interval: { days: 7 },
        users: ["a", "b", "c", "d"],
      },
    ],
  }),
];

function tooFew(found: number, policy = "Shop", on = "Shop") {
  return { message: "tooFew", data: { policy, least: 4, found }, subject: policy, on };
}

export const observedCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "what PagerDuty has where nothing is declared": seenOnCall(),
    "what Datadog On-Call has where nothing is declared": seenOnCall(datadogThings),
    "the PagerDuty service that the catalog names, in other case": existing({ service: "checkout" }),
    "the policy that the catalog names": existing({ policy: "Shop" }),
    "the service that the catalog names beside one that it does not": existing({ service: "Checkout" }, [
      ...seenThings,
      tickets,
      otherPolicy,
    ]),
    "a declared service with a policy that exists": seenOnCall()
      .facts({ onCall: { existing: { policy: "Shop" } } })
      .add({
        type: service,
        name: "checkout-pagerduty",
        props: { id: "PNEW", name: "checkout", escalationPolicy: "PPOL" },
      }),
    "a declared policy with a schedule that exists": seenOnCall()
      .facts({ onCall: { existing: { schedule: "Shop primary" } } })
      .add({
        type: escalationPolicy,
        name: "checkout-policy",
        props: {
          id: "PNEW",
          name: "checkout",
          rules: [{ targets: [{ type: "schedule_reference", id: "PSCHED" }] }],
        },
      }),
  },
  fail: {
    "four entries that PagerDuty has, one person twice": [
      layered({ ...weekLayer, users: ["PAMY", "PBEN", "PCHO", "PAMY"] }),
      [tooFew(3)],
    ],
    "a layer that PagerDuty has ended": [
      layered({ ...weekLayer, users: ["PAMY", "PBEN"] }, { ...weekLayer, end: "2026-11-01T00:00:00Z" }),
      [tooFew(2)],
    ],
    "somebody at PagerDuty who may only read": [
      seenOnCall(changed("PDIA", { role: "read_only_user" })),
      [tooFew(3)],
    ],
    "people of Datadog's whom a later layer overrides at all times": [
      seenOnCall(
        datadogThings.map((thing) =>
          thing.id === "DSCHED"
            ? {
                ...thing,
                props: {
                  timeZone: "UTC",
                  layers: [["a", "b", "c", "d"], ["e"]].map((users) => ({
                    effectiveDate: "2026-01-05T09:00:00Z",
                    rotationStart: "2026-01-05T09:00:00Z",
                    interval: { days: 7 },
                    users,
                  })),
                },
              }
            : thing,
        ),
      ),
      [tooFew(1)],
    ],
    "a schedule that PagerDuty has on a later level only": [
      seenOnCall(
        changed("PPOL", {
          rules: [
            { targets: [{ type: "user_reference", id: "PPIA" }] },
            { targets: [{ type: "schedule_reference", id: "PSCHED" }] },
          ],
        }),
      ),
      [{ message: "unscheduled", data: { policy: "Shop" }, subject: "Shop", on: "Shop" }],
    ],
    "nothing at PagerDuty": [seenOnCall([]), [{ message: "missing" }]],
    "what the catalog says exists and PagerDuty says does not": [
      nothingDeclared()
        .facts({ onCall: { existing: { service: "Checkout" } } })
        .observed("on-call", "checkout", "absent"),
      [{ message: "missing" }],
    ],
    "a PagerDuty service of another name than the catalog's": [
      existing({ service: "Basket" }),
      [{ message: "missing" }],
    ],
    "what exists at PagerDuty where the catalog has on-call declared here": [
      seenOnCall().facts({ onCall: {} }),
      [{ message: "missing" }],
    ],
    "a declared policy that nobody is on, whatever PagerDuty has beside it": [
      seenOnCall().add({
        type: escalationPolicy,
        name: "checkout-policy",
        props: { id: "PNEW", name: "checkout", rules: [] },
      }),
      [
        {
          message: "unscheduled",
          data: { policy: "checkout" },
          subject: "checkout",
          on: "checkout-policy",
        },
      ],
    ],
  },
  unknown: {
    "what PagerDuty did not answer": [
      nothingDeclared()
        .facts({ onCall: undefined })
        .catalog({ observe: ["pagerduty"] })
        .observed("on-call", "checkout", { reason: "it timed out" }),
      "unobserved: PagerDuty did not tell who is on call for checkout: it timed out",
    ],
    "what the token may not see": [
      nothingDeclared()
        .facts({ onCall: { existing: { service: "Checkout" } } })
        .observed("on-call", "checkout", { permission: "services.read" }),
      "unobserved: PagerDuty shows who is on call for Checkout only with the permission services.read",
    ],
    "a schedule that PagerDuty does not list": [
      seenOnCall(seenThings.filter(({ type }) => type !== schedule)),
      "unobserved: who is on call in schedule PSCHED is not among what was told of checkout's on-call",
    ],
    "a policy that PagerDuty does not list": [
      seenOnCall(seenThings.filter(({ type }) => type !== escalationPolicy)),
      "unobserved: the escalation policy of checkout is not among what was told",
    ],
  },
};
