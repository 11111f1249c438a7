import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import { reach, told } from "../../observed-reach";
import type { ExpectedFailure, RuleCases } from "../../rule-tester";

const { schedule, escalationPolicy, service, user, userContactMethod, userNotificationRule } = pagerduty;
const { onCallSchedule, onCallEscalationPolicy, onCallTeamRoutingRules } = datadog;
const { onCallUserNotificationChannel, onCallUserNotificationRule } = datadog;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const start = "2026-01-05T09:00:00+01:00";
/** A rotation of one person whom this stack declares, beside nothing that was told. */
function alone(id: string | undefined = "PAMY", email = "amy@example.com"): Given {
  return given
    .service()
    .unobserved("contact-methods")
    .without(schedule, "checkout-schedule")
    .add({ type: user, name: "amy", props: { name: "Amy", email, id } })
    .add({
      type: schedule,
      name: "checkout-schedule",
      props: {
        id: "PSCHED-checkout",
        timeZone: "UTC",
        layers: [
          {
            start,
            rotationVirtualStart: start,
            rotationTurnLengthSeconds: 604_800,
            users: [id ?? "PAMY"],
          },
        ],
      },
      dependsOn: { layers: ["amy"] },
    });
}

function method(input: Given, type: string, more: Record<string, unknown> = {}): Given {
  const name = `amy-${type}`;
  return input.add({
    type: userContactMethod,
    name,
    props: { id: name, userId: "PAMY", type: `${type}_contact_method`, address: "+4912345", ...more },
    dependsOn: { userId: ["amy"] },
  });
}

function rule(input: Given, more: Record<string, unknown> = {}, methodName = "amy-push"): Given {
  return input.add({
    type: userNotificationRule,
    name: `amy-rule-${JSON.stringify(more).length}`,
    props: {
      userId: "PAMY",
      urgency: "high",
      startDelayInMinutes: 0,
      contactMethod: { type: "push_notification_contact_method", id: methodName },
      ...more,
    },
    dependsOn: { userId: ["amy"], contactMethod: [methodName] },
  });
}

const both = method(method(alone(), "push"), "phone");

function onDatadog(): Given {
  return given
    .service()
    .unobserved("contact-methods")
    .without(schedule, "checkout-schedule")
    .without(escalationPolicy, "checkout-policy")
    .without(service, "checkout-pagerduty")
    .add({
      type: onCallSchedule,
      name: "rotation",
      props: {
        id: "DSCHED",
        timeZone: "UTC",
        layers: [
          { effectiveDate: start, rotationStart: start, interval: { days: 7 }, users: ["DAMY", null] },
        ],
      },
    })
    .add({
      type: onCallEscalationPolicy,
      name: "steps",
      props: { id: "DPOL", steps: [{ targets: [{ schedule: "DSCHED" }] }] },
    })
    .add({
      type: onCallTeamRoutingRules,
      name: "routing",
      props: { rules: [{ escalationPolicy: "DPOL" }] },
    });
}

function channel(input: Given, id: string, more: Record<string, unknown>): Given {
  return input.add({
    type: onCallUserNotificationChannel,
    name: id,
    props: { id, userId: "DAMY", ...more },
  });
}

function channelRule(input: Given, more: Record<string, unknown> = {}): Given {
  const props = { userId: "DAMY", category: "high_urgency", delayMinutes: 0, channelId: "phone", ...more };
  return input.add({ type: onCallUserNotificationRule, name: "rule", props });
}

const channels = channel(channel(onDatadog(), "phone", { phone: { number: "+49" } }), "mail", { email: {} });

export function few(person: string, found: number, on?: string): ExpectedFailure {
  return {
    message: "few",
    data: { person, least: 2, found },
    subject: person,
    ...(on === undefined ? {} : { on }),
  };
}

export function late(person: string, delay: number, on?: string): ExpectedFailure {
  return {
    message: "late",
    data: { person, most: 0, delay },
    subject: person,
    ...(on === undefined ? {} : { on }),
  };
}

export function unnotified(person: string, on?: string): ExpectedFailure {
  return {
    message: "unnotified",
    data: { person },
    subject: person,
    ...(on === undefined ? {} : { on }),
  };
}

/** Cases in which people and how they are reached are declared. */
export const declaredCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "methods and a rule that this stack declares": rule(both),
    "methods and a rule that this preview makes": rule(
      method(
        method(alone(), "push", { id: unknown, userId: unknown, enabled: unknown, blacklisted: unknown }),
        "phone",
        { id: unknown, userId: unknown },
      ),
      { userId: unknown, contactMethod: { type: "push_notification_contact_method", id: unknown } },
    ),
    "a declared rule without an urgency, which is high, and without a delay": rule(both, {
      urgency: undefined,
      startDelayInMinutes: undefined,
    }),
    "a declared method beside one that PagerDuty tells": told(
      rule(method(alone(), "push")),
      reach("PAMY", { methods: [{ id: "amy-mail", kind: "email" }], urgentRules: [] }),
    ),
    "a declared rule by a method that PagerDuty tells": told(
      rule(alone(), { contactMethod: { type: "phone_contact_method", id: "PTOLD" } }, "amy"),
      reach("PAMY", {
        methods: [
          { id: "PTOLD", kind: "phone" },
          { id: "PMAIL", kind: "email" },
        ],
        urgentRules: [],
      }),
    ),
    "Datadog's channels and a rule that this stack declares": channelRule(channels),
  },
  fail: {
    "a declared e-mail of the account's address, which PagerDuty has made anyway": [
      rule(method(alone(), "email", { address: "Amy@example.com" }), {}, "amy-email"),
      [few("Amy", 1, "amy")],
    ],
    "a declared method that is switched off and one that is blocked": [
      told(
        rule(method(method(alone(), "push", { enabled: false }), "sms", { blacklisted: true })),
        reach("PAMY", { methods: [{ id: "PMAIL", kind: "email" }], urgentRules: [] }),
      ),
      [few("Amy", 1, "amy"), unnotified("Amy", "amy")],
    ],
    "a declared method that PagerDuty tells as well": [
      told(
        rule(method(alone(), "push")),
        reach("PAMY", { methods: [{ id: "amy-push", kind: "push" }], urgentRules: [] }),
      ),
      [few("Amy", 1, "amy")],
    ],
    "a declared rule that waits a minute": [rule(both, { startDelayInMinutes: 1 }), [late("Amy", 1, "amy")]],
    "a declared rule that uses a method of nobody known": [
      told(
        both.add({
          type: userNotificationRule,
          name: "amy-rule",
          props: {
            userId: "PAMY",
            urgency: "high",
            startDelayInMinutes: 0,
            contactMethod: { type: "phone_contact_method", id: "PSOMEBODY" },
          },
        }),
        reach("PAMY", { methods: [], urgentRules: [] }),
      ),
      [unnotified("Amy", "amy")],
    ],
    "declared rules for low urgency alone": [
      told(rule(both, { urgency: "low" }), reach("PAMY", { methods: [], urgentRules: [] })),
      [unnotified("Amy", "amy")],
    ],
    "Datadog's rule for high urgency that waits": [
      channelRule(channels, { delayMinutes: 2 }),
      [late("DAMY", 2)],
    ],
  },
  unknown: {
    "a single declared method, which may be one of two": [
      rule(method(alone(), "push")),
      "no-collector: how Amy can be reached",
    ],
    "a declared e-mail of another address, which may be one of two": [
      rule(method(alone(), "email", { address: "home@example.com" }), {}, "amy-email"),
      "no-collector: how Amy can be reached",
    ],
    "declared methods whose rules nobody told": [both, "no-collector: how Amy can be reached"],
    "Datadog's rules for handoffs alone": [
      channelRule(channels, { category: "low_urgency" }),
      "no-collector: how DAMY can be reached",
    ],
    "whose method it is, before the update": [
      alone("PAMY").add({
        type: userContactMethod,
        name: "later",
        props: { userId: unknown, type: "phone_contact_method" },
      }),
      "planned: userId of",
    ],
  },
};
