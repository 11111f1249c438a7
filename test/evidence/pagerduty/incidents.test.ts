import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { reviewAddress } from "../../../evidence/pagerduty/reviews";
import { ask, toldValue } from "../fake-vendor";
import { collectorOf, incident, page, service } from "./account";

const note = (content: string, at = "2026-11-12T09:00:00+01:00") => ({
  id: at,
  content,
  created_at: at,
  user: { id: "PAMY", summary: "Amy" },
});
const notes = (...all: readonly unknown[]) => ({ notes: all });

describe("PagerDuty's incidents", () => {
  it("are told of the last 91 days with what a review needs", async () => {
    const { collector, asked } = collectorOf({
      "/incidents": page(
        "incidents",
        incident("Q1", { priority: { id: "PP", summary: "P1" } }),
        incident("Q2", { service: { id: "POTHER" } }),
      ),
      "/incidents/Q1/notes": notes(
        note("Restarted it"),
        note("Postmortem: https://wiki.example/pm/7?token=secret#top"),
      ),
    });
    deepStrictEqual(await toldValue(collector, "incidents"), {
      since: "2026-08-24T00:00:00.000Z",
      incidents: [
        {
          id: "Q1",
          number: 7,
          title: "Incident Q1",
          priority: "P1",
          createdAt: "2026-11-10T10:00:00.000Z",
          resolvedAt: "2026-11-10T12:00:00.000Z",
          resolvedBy: "person",
          review: { url: "https://wiki.example/pm/7", at: "2026-11-12T08:00:00.000Z" },
        },
      ],
    });
    const query = new URLSearchParams(
      asked.find((one) => one.startsWith("GET /incidents?") && !one.includes("urgencies"))?.split("?")[1],
    );
    strictEqual(query.get("since"), "2026-08-24T00:00:00.000Z");
    strictEqual(query.get("until"), "2026-11-24T00:00:00.000Z");
    strictEqual(query.get("time_zone"), "UTC");
  });

  const cases: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>])[] = [
    ["open", { status: "triggered", resolved_at: null }, { resolvedAt: undefined, resolvedBy: undefined }],
    [
      "resolved by an integration",
      { last_status_change_by: { type: "events_api_v2_inbound_integration_reference" } },
      { resolvedBy: "automation" },
    ],
    [
      "resolved by its service",
      { last_status_change_by: { type: "service_reference" } },
      { resolvedBy: "automation" },
    ],
    [
      "resolved by something that is not known",
      { last_status_change_by: { type: "oracle_reference" } },
      { resolvedBy: undefined },
    ],
    [
      "merged",
      { resolve_reason: { type: "merge_resolve_reason", incident: { id: "Q0" } } },
      { mergedInto: "Q0" },
    ],
    [
      "without the time of its end",
      { resolved_at: null, last_status_change_at: "2026-11-10T13:00:00+01:00" },
      { resolvedAt: "2026-11-10T12:00:00.000Z" },
    ],
    ["without a priority's name", { priority: { id: "PP", summary: null } }, { priority: undefined }],
  ];
  for (const [name, more, expected] of cases) {
    it(`are told as they are: one that is ${name}`, async () => {
      const { collector } = collectorOf({
        "/incidents": page("incidents", incident("Q1", more)),
        "/incidents/Q1/notes": notes(),
      });
      const [told] = (await toldValue(collector, "incidents")).incidents;
      ok(told);
      const found = Object.fromEntries(
        Object.keys(expected).map((key) => [key, told[key as keyof typeof told]]), // keys of an incident
      );
      deepStrictEqual(found, expected);
    });
  }

  it("have their notes read only where a review may be due", async () => {
    const short = { created_at: "2026-11-10T11:50:00Z" };
    const { collector, asked } = collectorOf({
      "/incidents": page(
        "incidents",
        incident("QSHORT", short),
        incident("QOPEN", { status: "acknowledged", resolved_at: null }),
        incident("QAUTO", { last_status_change_by: { type: "service_reference" } }),
        incident("QLONG"),
      ),
      "/incidents/QLONG/notes": notes(),
    });
    strictEqual((await toldValue(collector, "incidents")).incidents.length, 4);
    deepStrictEqual(
      asked.filter((one) => one.endsWith("/notes")),
      ["GET /incidents/QLONG/notes"],
    );
  });

  it("are unanswered, and not without reviews, where notes are hidden or too many to read", async () => {
    const hidden = collectorOf({
      "/incidents": page("incidents", incident("Q1")),
      "/incidents/Q1/notes": 403,
    });
    deepStrictEqual(await ask(hidden.collector, "incidents"), {
      state: "not-visible",
      permission: "incidents.read",
    });
    const many = Array.from({ length: 101 }, (_, index) => incident(`Q${index}`));
    const told = await ask(collectorOf({ "/incidents": page("incidents", ...many) }).collector, "incidents");
    strictEqual(told.state, "unanswered");
  });

  it("are an empty list where there were none, and hidden where they are", async () => {
    deepStrictEqual((await toldValue(collectorOf().collector, "incidents")).incidents, []);
    for (const status of [403, 404]) {
      const told = await ask(collectorOf({ "/incidents": status }).collector, "incidents");
      strictEqual(told.state, "not-visible", `${status}`);
    }
  });
});

describe("a link in a note of PagerDuty's", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["Postmortem: https://wiki.example/pm/7.", "https://wiki.example/pm/7"],
    ["see https://wiki.example/postmortems/7", "https://wiki.example/postmortems/7"],
    ["https://graphs.example/d/1 and review https://wiki.example/x", "https://graphs.example/d/1"],
    [
      "https://graphs.example/d/1 https://wiki.example/incident-review/2",
      "https://wiki.example/incident-review/2",
    ],
    ["Graph: https://graphs.example/d/1", undefined],
    ["The review is on Monday", undefined],
    ["Post-mortem (https://amy:pass@wiki.example/pm?key=1)", "https://wiki.example/pm"],
  ];
  for (const [content, expected] of cases) {
    it(`is ${expected === undefined ? "no review" : "a review"}: ${content}`, () => {
      strictEqual(reviewAddress(content), expected);
    });
  }
});

describe("PagerDuty's pages", () => {
  const sharing = { ...service, id: "PSHARE", name: "Cart" };

  it("are those of all services that page by a policy", async () => {
    const { collector, asked } = collectorOf({
      "/services": page("services", service, sharing),
      "/incidents": page(
        "incidents",
        incident("Q1"),
        incident("Q2", { service: { id: "PSHARE" }, last_status_change_by: { type: "service_reference" } }),
        incident("Q3", { urgency: "low" }),
        incident("Q4", { resolve_reason: { type: "merge_resolve_reason", incident: { id: "Q1" } } }),
      ),
    });
    const at = "2026-11-10T10:00:00.000Z";
    deepStrictEqual(await toldValue(collector, "pages"), {
      since: "2026-10-25T00:00:00.000Z",
      policies: [
        {
          name: "Shop",
          services: ["Checkout", "Cart"],
          pages: [
            { id: "Q1", at, urgency: "high", autoResolved: false },
            { id: "Q4", at, urgency: "high", autoResolved: false, mergedInto: "Q1" },
            { id: "Q2", at, urgency: "high", autoResolved: true },
          ],
        },
      ],
    });
    const paging = asked.filter((one) => one.includes("urgencies%5B%5D=high"));
    strictEqual(paging.length, 1);
  });

  it("are hidden where incidents are", async () => {
    const told = await ask(collectorOf({ "/incidents": 403 }).collector, "pages");
    deepStrictEqual(told, { state: "not-visible", permission: "incidents.read" });
  });
});
