import { deepStrictEqual, ok } from "node:assert/strict";
import type { z } from "zod";
import { testsPage } from "../../evidence/datadog/checks";
import { dashboardSchema } from "../../evidence/datadog/dashboards";
import { monitorsPage } from "../../evidence/datadog/monitors";
import { extensionsPage } from "../../evidence/pagerduty/response";
import { notesSchema } from "../../evidence/pagerduty/reviews";
import { onCallsPage, usersPage } from "../../evidence/pagerduty/schemas";
import { monitor } from "./datadog/organisation";
import { page, shifts, whole } from "./pagerduty/account";

const secrets = /SECRET|shop\.example|5550100|Call Amy|hooks/i;

/** Schemas that change what they read, each with an answer that holds what must not be kept. */
const cases: readonly (readonly [string, z.ZodType, unknown])[] = [
  ["users", usersPage, whole["/users"]],
  ["shifts", onCallsPage, page("oncalls", ...shifts)],
  [
    "extensions",
    extensionsPage,
    page("extensions", {
      id: "X",
      extension_objects: [],
      extension_schema: { id: "S" },
      endpoint_url: "https://chat.example/hooks/SECRET",
    }),
  ],
  [
    "notes",
    notesSchema,
    {
      notes: [
        {
          content: "Call Amy at 5550100, review: https://wiki.example/pm?key=SECRET",
          created_at: "2026-11-12T09:00:00+01:00",
        },
      ],
    },
  ],
  ["monitors", monitorsPage, [monitor(1)]],
  [
    "tests",
    testsPage,
    {
      tests: [
        {
          public_id: "a",
          name: "a",
          type: "api",
          message: "@amy@shop.example",
          config: {
            request: { url: "https://SECRET:x@a.example/b?c=SECRET", headers: { a: "SECRET" } },
            assertions: [
              { type: "header", operator: "is", target: "SECRET" },
              { type: "statusCode", target: 200 },
            ],
          },
        },
      ],
    },
  ],
  [
    "a dashboard",
    dashboardSchema,
    { id: "a", title: "a", widgets: [{ definition: { type: "note", content: "Call Amy" } }] },
  ],
];

describe("what is kept of a vendor's answers", () => {
  for (const [name, schema, answer] of cases)
    it(`reads back as it was, and holds nothing secret or personal: ${name}`, () => {
      const kept: unknown = JSON.parse(JSON.stringify(schema.parse(answer)));
      ok(secrets.test(JSON.stringify(answer)) || name === "shifts", "the example tells nothing else");
      ok(!secrets.test(JSON.stringify(kept)), JSON.stringify(kept));
      deepStrictEqual(JSON.parse(JSON.stringify(schema.parse(kept))), kept);
    });
});
