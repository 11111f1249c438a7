import type { FactValue } from "../../../../evidence/facts";
import { incidentReview } from "../../../../policy-pack/rules/on-call/incident-review";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

type Incident = FactValue<"incidents">["incidents"][number];

/** A P1 that somebody resolved on Friday 2026-11-06 within the hour: its review is due on Friday 2026-11-20. */
function incident(more: Partial<Incident> = {}): Incident {
  return {
    id: "Q1",
    priority: "P1",
    createdAt: "2026-11-06T12:00:00Z",
    resolvedAt: "2026-11-06T12:30:00Z",
    resolvedBy: "person",
    ...more,
  };
}

function had(
  incidents: readonly Incident[],
  reviews: readonly Record<string, string>[] = [],
  since = "2026-08-01T00:00:00Z",
): Given {
  return given
    .service()
    .facts({ reviews: reviews.map((one) => ({ url: "https://wiki.shop.example/reviews/1", ...one })) })
    .observed("incidents", "checkout", { value: { since, incidents: [...incidents] } });
}

const url = "https://wiki.shop.example/reviews/2";
/** Nobody's priority, and open for an hour and a minute. */
const long = { priority: undefined, resolvedAt: "2026-11-06T13:01:00Z" } as const;

function without(more: Partial<Incident>): Incident {
  const { priority: _, ...rest } = incident(more);
  return rest;
}

function bare(name: string, opened = "2026-11-06", due = "2026-11-20") {
  return { message: "bare", data: { incident: name, opened, due }, subject: name, observed: true };
}

function late(name: string, linked: string) {
  return {
    message: "late",
    data: { incident: name, opened: "2026-11-06", due: "2026-11-20", linked },
    subject: name,
    observed: true,
  };
}

testRule(incidentReview, {
  pass: {
    "no incident at all": given.service(),
    "a P1 with a review on the eighth working day": had([incident()], [{ incident: "Q1", at: "2026-11-18" }]),
    "a P1 with a review on the last day": had([incident()], [{ incident: "q1", at: "2026-11-20" }]),
    "a P2 whose number the catalog states": had(
      [incident({ priority: "P2", number: 42 })],
      [{ incident: "#42", at: "2026-11-10" }],
    ),
    "a P1 whose bare number the catalog states": had(
      [incident({ number: 42 })],
      [{ incident: "42", at: "2026-11-10" }],
    ),
    "a P1 whose title the catalog states": had(
      [incident({ title: "Orders fail" })],
      [{ incident: "orders fail ", at: "2026-11-10" }],
    ),
    "a P1 whose review a note links": had([incident({ review: { url, at: "2026-11-12T09:00:00Z" } })]),
    "a P1 whose review an attachment links, of which nothing tells since when": had([
      incident({ review: { url } }),
    ]),
    "a P1 of two reviews, the first of which is in time": had(
      [incident({ review: { url, at: "2026-11-22T09:00:00Z" } })],
      [{ incident: "Q1", at: "2026-11-12" }],
    ),
    "a P1 whose ten working days are not over": had([
      incident({ createdAt: "2026-11-09T12:00:00Z", resolvedAt: "2026-11-09T12:30:00Z" }),
    ]),
    "a P1 that is still open": had([
      (({ resolvedAt: _, resolvedBy: __, ...open }) => open)(incident({ createdAt: "2026-10-01T12:00:00Z" })),
    ]),
    "a P3 that was short": had([incident({ priority: "P3" })]),
    "one without a priority, open for an hour": had([without({ resolvedAt: "2026-11-06T13:00:00Z" })]),
    "one that was open for a day and resolved itself": had([
      without({ resolvedAt: "2026-11-07T12:00:00Z", resolvedBy: "automation" }),
    ]),
    "a P1 of 91 days ago": had([
      incident({ createdAt: "2026-08-24T12:00:00Z", resolvedAt: "2026-08-24T12:30:00Z" }),
    ]),
    "a P1 that was merged into one with a review": had(
      [incident({ mergedInto: "Q2" }), incident({ id: "Q2", priority: "P2" })],
      [{ incident: "Q2", at: "2026-11-10" }],
    ),
    "one into which a P1 with a review was merged": had(
      [incident({ mergedInto: "Q2" }), without({ id: "Q2" })],
      [{ incident: "Q1", at: "2026-11-10" }],
    ),
    "priorities of another name that a parameter tells": had([incident()]).parameters({
      priorities: ["SEV1"],
    }),
    "a vendor that says there were none": given.service().observed("incidents", "checkout", "absent"),
  },
  fail: {
    "a P1 without a review on the eleventh working day": [had([incident()]), [bare("Q1")]],
    "a P2 of low urgency that resolved itself": [
      had([incident({ priority: "p2 ", resolvedBy: "automation", number: 7 })]),
      [bare("#7")],
    ],
    "one without a priority that was open for more than an hour": [
      had([without({ resolvedAt: long.resolvedAt })]),
      [bare("Q1")],
    ],
    "one that was open long, of which nothing tells who resolved it": [
      had([(({ resolvedBy: _, ...rest }) => rest)(without({ resolvedAt: long.resolvedAt }))]),
      [bare("Q1")],
    ],
    "a P1 of 90 days ago": [
      had([incident({ createdAt: "2026-08-25T12:00:00Z", resolvedAt: "2026-08-25T12:30:00Z" })]),
      [bare("Q1", "2026-08-25", "2026-09-08")],
    ],
    "a review on the eleventh working day": [
      had([incident()], [{ incident: "Q1", at: "2026-11-21" }]),
      [late("Q1", "2026-11-21")],
    ],
    "a review that a note links too late": [
      had([incident({ review: { url, at: "2026-11-20T23:30:00Z" } })]),
      [late("Q1", "2026-11-21")],
    ],
    "a review that is planned for later": [
      had([incident()], [{ incident: "Q1", at: "2026-12-01" }]),
      [bare("Q1")],
    ],
    "a review of another incident": [
      had([incident()], [{ incident: "Q11", at: "2026-11-10" }]),
      [bare("Q1")],
    ],
    "a review of an earlier incident of the same title": [
      had([incident({ title: "Orders fail" })], [{ incident: "Orders fail", at: "2026-10-30" }]),
      [bare("Q1")],
    ],
    "an incident that ended on Friday in the team's zone, though on Thursday in UTC": [
      had([incident({ createdAt: "2026-11-05T22:50:00Z", resolvedAt: "2026-11-05T23:10:00Z" })]),
      [bare("Q1", "2026-11-05")],
    ],
    "two incidents, each by its own days": [
      had([
        incident(),
        incident({ id: "Q2", createdAt: "2026-11-01T12:00:00Z", resolvedAt: "2026-11-03T12:30:00Z" }),
      ]),
      [bare("Q1"), bare("Q2", "2026-11-01", "2026-11-17")],
    ],
    "one into which a P1 was merged": [
      had([incident({ mergedInto: "Q2" }), without({ id: "Q2", createdAt: "2026-11-06T11:45:00Z" })]),
      [bare("Q2")],
    ],
    "a P1 that was merged into one that is not told": [
      had([incident({ mergedInto: "QELSE" })]),
      [bare("Q1")],
    ],
    "incidents that were merged in a circle": [
      had([incident({ mergedInto: "Q2" }), incident({ id: "Q2", mergedInto: "Q1" })]),
      [bare("Q1"), bare("Q2")],
    ],
    "a P1 among incidents that are not all told": [
      had([incident()], [], "2026-10-23T00:00:00Z"),
      [bare("Q1")],
    ],
    "five working days that a parameter asks": [
      had([incident()], [{ incident: "Q1", at: "2026-11-14" }]).parameters({ workingDays: 5 }),
      [
        {
          message: "late",
          data: { incident: "Q1", opened: "2026-11-06", due: "2026-11-13", linked: "2026-11-14" },
          subject: "Q1",
        },
      ],
    ],
  },
  notApplicable: { "tier 3": had([incident()]).tier(3) },
  unknown: {
    "incidents that nobody tells": [
      given.service().unobserved("incidents"),
      "no-collector: the incidents of checkout",
    ],
    "incidents that the token may not see": [
      given.service().observed("incidents", "checkout", { permission: "incidents.read" }),
      "unobserved: PagerDuty shows the incidents of checkout only with the permission incidents.read",
    ],
    "incidents of a month, which PagerDuty tells unless it is asked for more": [
      had([], [], "2026-10-23T00:00:00Z"),
      "unobserved: incidents of checkout were only told since 2026-10-23T00:00:00Z",
    ],
  },
});
