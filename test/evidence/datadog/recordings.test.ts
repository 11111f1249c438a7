import { deepStrictEqual, ok } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { downtimesAnswer, downtimeThing } from "../../../evidence/datadog/downtimes";
import { monitorsPage, monitorThing } from "../../../evidence/datadog/monitors";
import { budgetsOf, foundPage, slosPage, sloThing } from "../../../evidence/datadog/slos";

/** A folder of exchanges that Datadog itself recorded (HAR), where somebody names one. */
const folder = process.env.DATADOG_RECORDINGS ?? "";

const recording = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ method: z.string(), url: z.string() }),
        response: z.object({ status: z.number(), content: z.object({ text: z.string().optional() }) }),
      }),
    ),
  }),
});

/** The bodies of answers to a path with status 200. */
function answersTo(path: RegExp): readonly unknown[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".har"))
    .map((name) => recording.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))))
    .flatMap(({ log }) => log.entries)
    .filter(({ request, response }) => response.status === 200 && path.test(new URL(request.url).pathname))
    .map(({ response }): unknown => JSON.parse(response.content.text ?? "null"));
}

const isThere = existsSync(folder);

(isThere ? describe : describe.skip)("what Datadog recorded of itself", () => {
  it("has monitors as they are read", () => {
    const all = answersTo(/^\/api\/v1\/monitor(\/\d+)?$/);
    const monitors = monitorsPage.parse(
      all.flat().filter((one) => typeof one === "object" && one !== null && "query" in one),
    );
    ok(monitors.length > 5, `${monitors.length}`);
    for (const monitor of monitors) ok(monitorThing(monitor).props.query);
    const text = JSON.stringify(monitors.map(monitorThing));
    ok(!/@datadoghq\.com/.test(text));
  });

  it("has downtimes as they are read", () => {
    const downtimes = downtimesAnswer.parse(answersTo(/^\/api\/v1\/downtime$/));
    ok(downtimes.length > 0);
    for (const downtime of downtimes) ok(Array.isArray(downtimeThing(downtime).props.scopes));
  });

  it("has SLOs of all forms as they are read", () => {
    const slos = answersTo(/^\/api\/v1\/slo$/)
      .map((one) => slosPage.parse(one))
      .flatMap(({ data }) => data)
      .map(sloThing);
    const forms = new Set(
      slos.map(({ props }) =>
        Object.keys((props.sliSpecification ?? props.query ?? {}) as object)
          .sort()
          .join(),
      ),
    );
    for (const form of ["timeSlice", "count", "denominator,numerator"])
      ok(forms.has(form), [...forms].join(" "));
  });

  it("has budgets as they are read, without one where nothing was counted", () => {
    const found = answersTo(/^\/api\/v1\/slo\/search$/)
      .map((one) => foundPage.parse(one))
      .flatMap(({ data }) => data.attributes.slos);
    ok(found.length > 0);
    for (const { data } of found)
      deepStrictEqual(
        budgetsOf(data).map(({ left, timeframe }) => ({ left, timeframe })),
        [{ left: undefined, timeframe: "7d" }],
      );
  });
});
