import { pagerduty } from "../../../../policy-pack/engine/tokens";
import { onCallReachable } from "../../../../policy-pack/rules/on-call/on-call-reachable";
import { type Given, given } from "../../given";
import { seenOnCall } from "../../observed-on-call";
import { type Reach, reach, told } from "../../observed-reach";
import { testRule } from "../../rule-tester";
import { declaredCases, few, late, unnotified } from "./on-call-reachable-declared-cases";

const { schedule, escalationPolicy, service } = pagerduty;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const others = ["PUSER-ben", "PUSER-cho", "PUSER-dia"].map((person) => reach(person));
/** The four of the declared rotation, one of them with something changed. */
function amy(more: Partial<Reach>, input: Given = given.service()): Given {
  return told(input, reach("PUSER-amy", more), ...others);
}

testRule(onCallReachable, {
  pass: {
    ...declaredCases.pass,
    "push and phone, at once": given.service(),
    "WhatsApp and text messages, the first of two rules at once": amy({
      methods: [
        { id: "W", kind: "whatsapp" },
        { id: "S", kind: "sms" },
      ],
      urgentRules: [
        { method: "S", delayMinutes: 5 },
        { method: "W", delayMinutes: 0 },
      ],
    }),
    "people of PagerDuty's own rotation": told(
      seenOnCall(),
      ...["PAMY", "PBEN", "PCHO", "PDIA"].map((person) => reach(person)),
    ),
    "somebody whom the policy names, who is in no rotation": amy({}).with(
      escalationPolicy,
      "checkout-policy",
      { "rules[1].targets[1]": { type: "user_reference", id: "PNOBODY" } },
    ),
    "five minutes that a parameter allows": amy({
      urgentRules: [{ method: "PUSER-amy-push", delayMinutes: 5 }],
    }).parameters({ minutes: 5 }),
  },
  fail: {
    ...declaredCases.fail,
    "e-mail only, which tells of low urgency alone": [
      amy({ methods: [{ id: "E", kind: "email" }], urgentRules: [] }),
      [
        { ...few("PUSER-amy", 1), observed: true },
        { ...unnotified("PUSER-amy"), observed: true },
      ],
    ],
    "a rule that waits a minute, as generated ones do": [
      amy({ urgentRules: [{ method: "PUSER-amy-push", delayMinutes: 1 }] }),
      [late("PUSER-amy", 1)],
    ],
    "a rule by somebody else's method": [
      amy({ urgentRules: [{ method: "PUSER-ben-push", delayMinutes: 0 }] }),
      [unnotified("PUSER-amy")],
    ],
    "two people, each with a gap": [
      told(
        given.service(),
        reach("PUSER-amy", { methods: [] }),
        reach("PUSER-ben", { urgentRules: [] }),
        ...others.slice(1),
      ),
      [few("PUSER-amy", 0), unnotified("PUSER-amy"), unnotified("PUSER-ben")],
    ],
    "one of PagerDuty's own rotation": [
      told(
        seenOnCall(),
        reach("PAMY", { urgentRules: [] }),
        ...["PBEN", "PCHO", "PDIA"].map((person) => reach(person)),
      ),
      [unnotified("AMY", "AMY")],
    ],
    "a gap of somebody, whatever is not told of another": [
      told(given.service(), reach("PUSER-amy", { urgentRules: [] })),
      [unnotified("PUSER-amy")],
    ],
  },
  notApplicable: {
    "a service without on-call": given
      .service()
      .without(schedule, "checkout-schedule")
      .without(escalationPolicy, "checkout-policy")
      .without(service, "checkout-pagerduty"),
    "a policy that names people": given.service().with(escalationPolicy, "checkout-policy", {
      "rules[0].targets": [{ type: "user_reference", id: "PUSER-amy" }],
    }),
  },
  unknown: {
    ...declaredCases.unknown,
    "people who exist where nothing is observed": [
      given.service().unobserved("contact-methods"),
      "no-collector: how PUSER-amy can be reached is not managed in this stack, and PagerDuty or Datadog is not observed",
    ],
    "what the token may not see": [
      given.service().observed("contact-methods", "checkout", { permission: "users:contact_methods.read" }),
      "unobserved: PagerDuty shows how PUSER-amy can be reached only with the permission users:contact_methods.read",
    ],
    "somebody who has joined since PagerDuty was asked": [
      told(given.service(), ...others),
      "unobserved: it was not told how PUSER-amy can be reached",
    ],
    "who else is in the rotation": [
      amy({}).with(schedule, "checkout-schedule", { "layers[0].users[4]": unknown }),
      "planned: who is in the rotation",
    ],
  },
});
