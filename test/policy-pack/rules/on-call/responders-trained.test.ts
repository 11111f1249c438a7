import { teamSchema } from "../../../../catalog/schema";
import { pagerduty } from "../../../../policy-pack/engine/tokens";
import { respondersTrained } from "../../../../policy-pack/rules/on-call/responders-trained";
import { type Given, given } from "../../given";
import { seenOnCall } from "../../observed-on-call";
import { ordersTeam } from "../../perfect-service";
import { testRule } from "../../rule-tester";

const { schedule, escalationPolicy, service, user } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const trained = { date: "2026-05-12", by: "pia" };

const platform = teamSchema.parse({
  name: "platform",
  members: [
    { login: "pia", email: "pia@astronomy-shop.example", responderTraining: trained },
    { login: "sam", email: "sam@astronomy-shop.example" },
  ],
});

/** The service of a team of its own, of whose two members one has something changed. */
function eve(patch: Record<string, unknown>, input: Given = given.service()): Given {
  const baskets = teamSchema.parse({
    name: "baskets",
    members: [
      { login: "eve", joined: "2024-06-03", responderTraining: trained, ...patch },
      { login: "fay", responderTraining: trained },
    ],
  });
  return input.facts({ owner: "baskets" }).catalog({ teams: [ordersTeam, platform, baskets] });
}

/** The service with these to take turns. */
function turnsOf(...rotation: readonly string[]): Given {
  return given
    .service()
    .facts({ onCall: { rotation } })
    .catalog({ teams: [ordersTeam, platform] });
}

/** PagerDuty has a rotation of its own; the collector has matched these people with members. */
function matched(people: readonly { readonly person: string; readonly login?: string }[]): Given {
  return seenOnCall()
    .facts({ onCall: { existing: { service: "Checkout" } } })
    .observed("on-call-members", "checkout", { value: { people: [...people] } });
}

const everybody = [
  { person: "PAMY", login: "amy" },
  { person: "PBEN", login: "Ben" },
  { person: "PCHO", login: "cho" },
  { person: "PDIA", login: "dia" },
];

/** A stack that declares its people, and says nothing of on-call in the catalog. */
function declaredPeople(emails: Readonly<Record<string, string>>): Given {
  const start = given.service().facts({ onCall: undefined }).without(schedule, "checkout-schedule");
  const ids = Object.keys(emails);
  const first = "2026-01-05T09:00:00+01:00";
  return ids
    .reduce((all, id) => all.add({ type: user, name: id, props: { id, name: id, email: emails[id] } }), start)
    .add({
      type: schedule,
      name: "checkout-schedule",
      props: {
        id: "PSCHED-checkout",
        timeZone: "UTC",
        layers: [
          {
            start: first,
            rotationVirtualStart: first,
            rotationTurnLengthSeconds: 604_800,
            users: ids,
          },
        ],
      },
      dependsOn: { layers: ids },
    });
}

function untrained(person = "eve") {
  return { message: "untrained", data: { person }, subject: person };
}

function expired(date: string, age: number) {
  return {
    message: "expired",
    data: { person: "eve", most: 365, date, age, by: "pia" },
    subject: "eve",
  };
}

testRule(respondersTrained, {
  pass: {
    "a team that was trained this year": given.service(),
    "training of 365 days ago": eve({ responderTraining: { date: "2025-11-23", by: "pia" } }),
    "training of today": eve({ responderTraining: { date: "2026-11-23", by: "pia" } }),
    "somebody who joined 30 days ago": eve({ joined: "2026-10-24", responderTraining: undefined }),
    "somebody who joins next week": eve({ joined: "2026-11-30", responderTraining: undefined }),
    "a member without training whom the rotation leaves out": eve({ responderTraining: undefined }).facts({
      onCall: { rotation: ["fay"] },
    }),
    "somebody of another team in the rotation, in other case": turnsOf("Pia"),
    "PagerDuty's own rotation, matched with members": matched(everybody),
    "people whom the stack declares, by e-mail in other case": declaredPeople({
      P1: "AMY@astronomy-shop.example",
      P2: "ben@astronomy-shop.example",
    }),
    "two years that a parameter allows": eve({
      responderTraining: { date: "2025-01-12", by: "pia" },
    }).parameters({ days: 730 }),
  },
  fail: {
    "somebody who never was": [eve({ responderTraining: undefined }), [untrained()]],
    "somebody of whom nobody knows when he joined": [
      eve({ joined: undefined, responderTraining: undefined }),
      [untrained()],
    ],
    "somebody who joined 31 days ago": [
      eve({ joined: "2026-10-23", responderTraining: undefined }),
      [untrained()],
    ],
    "training of 366 days ago": [
      eve({ responderTraining: { date: "2025-11-22", by: "pia" } }),
      [expired("2025-11-22", 366)],
    ],
    "old training of somebody who has just joined": [
      eve({ joined: "2026-11-20", responderTraining: { date: "2024-11-23", by: "pia" } }),
      [expired("2024-11-23", 730)],
    ],
    "training of tomorrow": [
      eve({ responderTraining: { date: "2026-11-24", by: "pia" } }),
      [{ message: "ahead", data: { person: "eve", date: "2026-11-24", by: "pia" }, subject: "eve" }],
    ],
    "somebody of another team in the rotation, and a login of nobody": [
      turnsOf("sam", "zoe"),
      [untrained("sam"), { message: "stranger", data: { person: "zoe" }, subject: "zoe" }],
    ],
    "somebody in PagerDuty's own rotation who is in no team": [
      matched([...everybody.slice(0, 3), { person: "PDIA" }]),
      [{ message: "stranger", data: { person: "DIA" }, subject: "DIA" }],
    ],
    "a member in PagerDuty's own rotation who never was": [
      eve(
        { responderTraining: undefined },
        matched([...everybody.slice(1), { person: "PAMY", login: "eve" }]),
      ),
      [untrained()],
    ],
    "somebody whom the stack declares and no team has": [
      declaredPeople({ P1: "amy@astronomy-shop.example", P2: "eve@elsewhere.example" }),
      [{ message: "stranger", data: { person: "P2" }, subject: "P2" }],
    ],
    "somebody untrained, whatever is not told of another": [
      eve({ responderTraining: undefined }, matched([{ person: "PAMY", login: "eve" }])),
      [untrained()],
    ],
  },
  notApplicable: {
    "tier 2": eve({ responderTraining: undefined }).tier(2),
    "a service without on-call": given
      .service()
      .without(schedule, "checkout-schedule")
      .without(escalationPolicy, "checkout-policy")
      .without(service, "checkout-pagerduty"),
    "a service without a team": given.service().facts({ owner: undefined }),
  },
  unknown: {
    "who somebody in PagerDuty's own rotation is": [
      seenOnCall(),
      "unobserved: PagerDuty or Datadog did not tell which member of a team AMY is",
    ],
    "who somebody has been since PagerDuty was asked": [
      matched(everybody.slice(0, 3)),
      "unobserved: it was not told which member of a team DIA is",
    ],
    "an e-mail that only an update will tell": [
      declaredPeople({ P1: unknown, P2: "ben@astronomy-shop.example" }),
      "planned: email of",
    ],
    "what the catalog says exists and nobody observes": [
      given
        .service()
        .facts({ onCall: { existing: { service: "Checkout" } } })
        .without(schedule, "checkout-schedule")
        .without(escalationPolicy, "checkout-policy")
        .without(service, "checkout-pagerduty"),
      "no-collector: who is on call for Checkout",
    ],
  },
});
