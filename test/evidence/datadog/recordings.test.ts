import { deepStrictEqual, ok } from "node:assert/strict";
import { downtimesAnswer, downtimeThing } from "../../../evidence/datadog/downtimes";
import { monitorsPage, monitorThing } from "../../../evidence/datadog/monitors";
import { budgetsOf, foundPage, slosPage, sloThing } from "../../../evidence/datadog/slos";
import { answersTo, isRecorded } from "./recorded";

(isRecorded ? describe : describe.skip)("what Datadog recorded of itself", () => {
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
