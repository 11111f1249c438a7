import type { FactValue, ObservedResource } from "../../evidence/facts";
import { datadog, pagerduty } from "../../policy-pack/engine/tokens";
import { type Given, given } from "./given";

/** The checkout service with nothing of on-call declared in the stack. */
export function nothingDeclared(): Given {
  return given
    .service()
    .without(pagerduty.schedule, "checkout-schedule")
    .without(pagerduty.escalationPolicy, "checkout-policy")
    .without(pagerduty.service, "checkout-pagerduty")
    .without(pagerduty.serviceIntegration, "checkout-integration")
    .without(datadog.pagerdutyServiceObject, "checkout-handle");
}

/** A thing as a collector tells it. */
export function seen(type: string, id: string, props: ObservedResource["props"]): ObservedResource {
  const { name } = props;
  return { type, id, name: typeof name === "string" ? name : id, props };
}

const start = "2026-01-05T09:00:00+01:00";
export const weekLayer = {
  start,
  rotationVirtualStart: start,
  rotationTurnLengthSeconds: 604_800,
  users: ["PAMY", "PBEN", "PCHO", "PDIA"],
};

export const seenSchedule = seen(pagerduty.schedule, "PSCHED", {
  name: "Shop primary",
  timeZone: "Europe/Berlin",
  layers: [weekLayer],
});
export const seenPolicy = seen(pagerduty.escalationPolicy, "PPOL", {
  name: "Shop",
  numLoops: 1,
  rules: [
    { escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id: "PSCHED" }] },
    { escalationDelayInMinutes: 15, targets: [{ type: "user_reference", id: "PPIA" }] },
  ],
});
export const seenService = seen(pagerduty.service, "PSVC", {
  name: "Checkout",
  status: "active",
  escalationPolicy: "PPOL",
  acknowledgementTimeout: "1800",
  incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
});
export const seenIntegration = seen(pagerduty.serviceIntegration, "PINT", {
  name: "Datadog",
  service: "PSVC",
  vendor: "PAM4FGS",
  type: "events_api_v2_inbound_integration",
});
export const seenUsers = ["AMY", "BEN", "CHO", "DIA", "PIA"].map((name) =>
  seen(pagerduty.user, `P${name}`, { name, role: "limited_user" }),
);
export const seenThings = [seenSchedule, seenPolicy, seenService, seenIntegration, ...seenUsers];

/** Things with properties laid over those of one of them. */
export function changed(
  id: string,
  props: ObservedResource["props"],
  things = seenThings,
): ObservedResource[] {
  return things.map((thing) => (thing.id === id ? { ...thing, props: { ...thing.props, ...props } } : thing));
}

/** The service, of which PagerDuty tells its on-call; nothing of it is declared or in the catalog. */
export function seenOnCall(things: readonly ObservedResource[] = seenThings): Given {
  return nothingDeclared()
    .facts({ onCall: undefined })
    .catalog({ observe: ["pagerduty", "datadog"] })
    .observed("on-call", "checkout", { value: { resources: [...things] } });
}

type Shift = FactValue<"on-call-shifts">["policies"][number]["shifts"][number];

/** A shift by the first level's schedule. */
export function shift(person: string, from: string, to: string, more: Partial<Shift> = {}): Shift {
  return { level: 1, schedule: "PSCHED", person, from, to, ...more };
}

/** Weekly shifts of these people in turn, from Monday 2026-11-23, for 91 days. */
export function weekly(people: readonly string[], more: Partial<Shift> = {}): readonly Shift[] {
  const monday = Date.parse("2026-11-23T00:00:00Z");
  const at = (week: number): string => new Date(monday + week * 7 * 86_400_000).toISOString();
  return Array.from({ length: 13 }, (_, week) =>
    shift(people[week % people.length] ?? "", at(week), at(week + 1), more),
  );
}

/** What PagerDuty rendered for a policy, within a window of 90 days. */
export function rendered(
  input: Given,
  shifts: readonly Shift[],
  window: { readonly from?: string; readonly to?: string; readonly policy?: string } = {},
): Given {
  const { from = "2026-11-23T00:00:00Z", to = "2027-02-21T00:00:00Z", policy = "PPOL" } = window;
  return input.observed("on-call-shifts", "checkout", {
    value: { from, to, policies: [{ id: policy, shifts: [...shifts] }] },
  });
}
