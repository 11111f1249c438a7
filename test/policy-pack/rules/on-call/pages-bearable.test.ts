import type { FactValue } from "../../../../evidence/facts";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { pagesBearable } from "../../../../policy-pack/rules/on-call/pages-bearable";
import { type Given, given } from "../../given";
import { nothingDeclared, seen, seenOnCall, seenThings } from "../../observed-on-call";
import { testRule } from "../../rule-tester";

type Page = FactValue<"pages">["policies"][number]["pages"][number];

/** Pages at these times in UTC; the team is in Berlin, an hour ahead in November. */
function at(...times: readonly string[]): readonly Page[] {
  return times.map((time) => page(time));
}

function page(time: string, more: Partial<Page> = {}): Page {
  return { id: `P${time}`, at: `${time}:00Z`, urgency: "high", autoResolved: false, ...more };
}

function paged(
  pages: readonly Page[],
  input: Given = given.service(),
  more: { readonly since?: string; readonly services?: string[] } = {},
): Given {
  const { since = "2026-10-01T00:00:00Z", services = ["checkout"] } = more;
  return input.observed("pages", "checkout", {
    value: { since, policies: [{ name: "Shop", services, pages: [...pages] }] },
  });
}

function unbearable(found: number, from: string, to: string, more: Record<string, string | number> = {}) {
  const { services = "checkout", zone = "Europe/Berlin", autoResolved = 0, most = 2 } = more;
  const data = { policy: "Shop", most, found, from, to, zone, services, days: 28, autoResolved };
  return { message: "unbearable", data, subject: "Shop", observed: true };
}

const night = ["2026-11-20T19:30", "2026-11-20T23:00", "2026-11-21T06:30"];

const seenAtDatadog = [
  seen(datadog.onCallTeamRoutingRules, "DTEAM", { rules: [{ escalationPolicy: "DPOL" }] }),
  seen(datadog.onCallEscalationPolicy, "DPOL", { name: "Shop", steps: [] }),
];

testRule(pagesBearable, {
  pass: {
    "no page at all": given.service(),
    "two pages in a night": paged(at(...night.slice(0, 2))),
    "three pages, of which one falls into the day before the night": paged(
      at("2026-11-20T18:59", ...night.slice(1)),
    ),
    "three pages, of which one falls into the day after the night": paged(
      at(...night.slice(0, 2), "2026-11-21T07:00"),
    ),
    "three pages in a night, one of low urgency": paged([
      ...at(...night.slice(0, 2)),
      page("2026-11-21T06:30", { urgency: "low" }),
    ]),
    "three pages of which two became one incident": paged([
      ...at(...night.slice(0, 2)),
      page("2026-11-21T06:30", { mergedInto: `P${night[0]}` }),
    ]),
    "three pages that were merged into one of another day": paged([
      page("2026-11-18T12:00", { id: "ROOT" }),
      ...night.map((time) => page(time, { mergedInto: "ROOT" })),
    ]),
    "three pages that were merged into one that is not told": paged(
      night.map((time) => page(time, { mergedInto: "ELSEWHERE" })),
    ),
    "three pages in a night more than 28 days ago": paged(
      at("2026-10-25T19:30", "2026-10-25T20:00", "2026-10-25T22:30"),
    ),
    "three pages that a parameter allows": paged(at(...night)).parameters({ pages: 3 }),
    "a vendor that says there were none": given.service().observed("pages", "checkout", "absent"),
    "pages of a service that is a few days old": paged(
      at("2026-11-20T12:00", "2026-11-21T12:00"),
      seenOnCall(),
    ),
  },
  fail: {
    "three pages in a night": [paged(at(...night)), [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00")]],
    "five pages in a day, of which two resolved themselves": [
      paged([
        ...at("2026-11-20T07:00", "2026-11-20T12:00", "2026-11-20T18:59"),
        page("2026-11-20T09:00", { autoResolved: true }),
        page("2026-11-20T10:00", { autoResolved: true }),
      ]),
      [unbearable(5, "2026-11-20 08:00", "2026-11-20 20:00", { autoResolved: 40 })],
    ],
    "three pages in a night at PagerDuty, where Datadog On-Call pages as well": [
      paged(at(...night), seenOnCall([...seenThings, ...seenAtDatadog])),
      [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00")],
    ],
    "the worst of two nights": [
      paged(at(...night, "2026-11-16T20:00", "2026-11-16T21:00", "2026-11-16T22:00", "2026-11-16T23:00")),
      [unbearable(4, "2026-11-16 20:00", "2026-11-17 08:00")],
    ],
    "the sum over the services of the policy": [
      paged(at(...night), given.service(), { services: ["checkout", "cart"] }),
      [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00", { services: "checkout, cart" })],
    ],
    "pages in the hours of the team's zone": [
      paged(
        at("2026-11-20T13:30", "2026-11-20T20:00", "2026-11-21T00:30"),
        given.service().team({ timeZone: "America/New_York" }),
      ),
      [unbearable(3, "2026-11-20 08:00", "2026-11-20 20:00", { zone: "America/New_York" })],
    ],
    "a night in which the clocks go back": [
      paged(
        at("2026-11-01T01:00", "2026-11-01T05:30", "2026-11-01T12:30"),
        given.service().team({ timeZone: "America/New_York" }),
      ),
      [unbearable(3, "2026-10-31 20:00", "2026-11-01 08:00", { zone: "America/New_York" })],
    ],
    "a service without a team, in UTC": [
      paged(
        at("2026-11-20T20:00", "2026-11-20T23:00", "2026-11-21T07:59"),
        given.service().facts({ owner: undefined }),
      ),
      [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00", { zone: "UTC" })],
    ],
    "the first pages of several that became one incident each": [
      paged([
        ...at(...night),
        page("2026-11-22T12:00", { id: "LATE" }),
        page("2026-11-20T20:00", { mergedInto: "LATE" }),
      ]),
      [unbearable(4, "2026-11-20 20:00", "2026-11-21 08:00")],
    ],
    "pages that were merged in a circle": [
      paged([
        page("2026-11-20T20:00", { id: "A", mergedInto: "B" }),
        page("2026-11-20T21:00", { id: "B", mergedInto: "A" }),
        page("2026-11-20T22:00"),
      ]),
      [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00")],
    ],
    "pages of a policy of which not all days are told": [
      paged(at(...night), given.service(), { since: "2026-11-10T00:00:00Z" }),
      [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00")],
    ],
    "pages of a service whose on-call was only seen": [
      paged(at(...night), seenOnCall()),
      [unbearable(3, "2026-11-20 20:00", "2026-11-21 08:00")],
    ],
  },
  notApplicable: { "a service without on-call": nothingDeclared() },
  unknown: {
    "pages that nobody tells": [
      given.service().unobserved("pages"),
      "no-collector: the pages of checkout is not managed in this stack, and PagerDuty is not observed",
    ],
    "pages that PagerDuty did not tell": [
      given.service().observed("pages", "checkout", { reason: "it timed out" }),
      "unobserved: PagerDuty did not tell the pages of checkout: it timed out",
    ],
    "days before those that are told": [
      paged([], given.service(), { since: "2026-10-27T00:00:00Z" }),
      "unobserved: pages of checkout were only told since Tue 2026-10-27 01:00",
    ],
    "pages of Datadog On-Call, which lists none": [
      seenOnCall(seenAtDatadog),
      "no-collector: Datadog On-Call lists no pages of the past",
    ],
    "who is paged at all": [
      given
        .service()
        .unobserved("pages")
        .with(pagerduty.service, "checkout-pagerduty", { escalationPolicy: "PELSE" }),
      "no-collector: the pages of checkout",
    ],
  },
});
