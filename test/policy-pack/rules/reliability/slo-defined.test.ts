import { datadog } from "../../../../policy-pack/engine/tokens";
import { sloDefined } from "../../../../policy-pack/rules/reliability/slo-defined";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { seenCases } from "./slo-defined-seen-cases";

const slo = datadog.serviceLevelObjective;
const none = given.service({ tier: 2 }).without(slo);

function withSlo(props: Record<string, unknown>, dependsOn?: Record<string, readonly string[]>): Given {
  const base = {
    type: "metric",
    tags: ["service:checkout", "sli:availability"],
    thresholds: [{ timeframe: "30d", target: 99.9 }],
  };
  return none.add({
    type: slo,
    name: "checkout-slo",
    props: { ...base, ...props },
    ...(dependsOn ? { dependsOn } : {}),
  });
}

const good = "sum:hits.ok{service:checkout,env:prod}.as_count()";
const total = "sum:hits{service:checkout,env:prod}.as_count()";
const ratio = (numerator: string, denominator: string) => ({ query: { numerator, denominator } });
const metricQueries = (...queries: readonly string[]) =>
  queries.map((query, index) => ({ metricQuery: { name: `query${index + 1}`, query } }));
const slices = (query: string) => ({
  type: "time_slice",
  sliSpecification: {
    timeSlice: {
      comparator: "<",
      threshold: 0.5,
      query: { formula: { formulaExpression: "query1" }, queries: metricQueries(query) },
    },
  },
});
const count = (formulas: Record<string, string>, ...queries: readonly string[]) => ({
  sliSpecification: { count: { ...formulas, queries: metricQueries(...queries) } },
});
const failed = (message: string, detail: string) => [
  { message, data: { slo: "checkout-slo", detail }, subject: "checkout-slo", on: "checkout-slo" },
];
const overMonitors = (...monitorIds: readonly number[]) => ({ type: "monitor", monitorIds });
const numbered = (patch: Record<string, unknown> = {}): Given =>
  withSlo(overMonitors(41)).with(datadog.monitor, "checkout-errors", { id: "41", ...patch });
const downtime = (props: Record<string, unknown>) => ({
  type: datadog.downtimeSchedule,
  name: "quiet",
  belongs: false,
  props,
});

testRule(sloDefined, {
  pass: {
    ...seenCases.pass,
    "a critical service with both kinds": given.service(),
    "a supporting service with an availability SLO only": given
      .service({ tier: 3 })
      .without(slo, "checkout-latency"),
    "an SLO without a tag, by its query": withSlo({ ...ratio(good, total), tags: [] }),
    "a tag in capitals, which Datadog lowers": withSlo({
      ...ratio(good, total),
      tags: ["service:checkout", "SLI:Availability"],
    }),
    "good and all events as formulas": withSlo(
      count(
        { goodEventsFormula: "query2 - query1", totalEventsFormula: "query2" },
        "sum:errors{service:checkout}",
        total,
      ),
    ),
    "good and bad events as formulas": withSlo(
      count(
        { goodEventsFormula: "query1", badEventsFormula: "query2" },
        good,
        "sum:errors{service:checkout}",
      ),
    ),
    "availability in slices of time": withSlo(slices("sum:trace.http.request.errors{service:checkout}")),
    "telemetry under an earlier name": withSlo(
      ratio(good.replaceAll("checkout", "till"), total.replaceAll("checkout", "till")),
    ).facts({ aliases: ["till"] }),
    "an SLO over its own live monitor": numbered(),
    "an SLO over monitors without ids": withSlo(
      { type: "monitor" },
      { monitorIds: ["checkout-errors"] },
    ).unknown(slo, "checkout-slo", "monitorIds"),
    "an SLO over its health check": withSlo(overMonitors(42)).with(
      datadog.syntheticsTest,
      "checkout-health",
      {
        monitorId: 42,
      },
    ),
    "an SLO over one monitor with an id and one without": withSlo(
      { type: "monitor", monitorIds: [41, 0] },
      { monitorIds: ["checkout-traffic"] },
    )
      .with(datadog.monitor, "checkout-errors", { id: "41" })
      .unknown(slo, "checkout-slo", "monitorIds[1]"),
    "events that a distribution of durations counts": withSlo(
      ratio(
        "count:http.server.request.duration{service:checkout,status:ok}.as_count()",
        "count:http.server.request.duration{service:checkout}.as_count()",
      ),
    ),
    "a monitor that is muted until tomorrow": numbered().add(
      downtime({
        scope: "*",
        monitorIdentifier: { monitorId: 41 },
        oneTimeSchedule: { end: "2026-11-24T00:00:00Z" },
      }),
    ),
    "a monitor of which a part is muted": numbered().add(
      downtime({ scope: "zone:a", monitorIdentifier: { monitorId: 41 } }),
    ),
    "a sound SLO beside one that is not known": withSlo(ratio(good, total))
      .add({ type: slo, name: "checkout-new", props: { type: "metric", tags: ["sli:availability"] } })
      .unknown(slo, "checkout-new", "query"),
    "an SLO of another kind beside": given.service().add({
      type: slo,
      name: "checkout-freshness",
      props: {
        type: "metric",
        tags: ["sli:freshness"],
        query: { numerator: "sum:a{*}", denominator: "sum:b{*}" },
      },
    }),
    "a service that only its tags name": withSlo(ratio(good, total))
      .catalog({ tiers: { checkout: 2 } })
      .withoutComponent(),
  },
  fail: {
    ...seenCases.fail,
    "a service without an SLO": [none, [{ message: "noAvailability", data: { hint: "" } }]],
    "a critical service without any SLO": [
      given.service().without(slo),
      [
        { message: "noAvailability", data: { hint: "" } },
        { message: "noLatency", data: { hint: "" } },
      ],
    ],
    "a critical service without a latency SLO": [
      given.service().without(slo, "checkout-latency"),
      [{ message: "noLatency", data: { hint: "" } }],
    ],
    "an SLO that does not say what it measures": [
      withSlo({
        ...ratio("sum:orders.good{service:checkout}", "sum:orders.all{service:checkout}"),
        tags: [],
      }),
      [{ message: "noAvailability", data: { hint: "; nothing tells what checkout-slo measures" } }],
    ],
    "a numerator that equals its denominator": [
      withSlo(ratio(total, "sum: hits{ env:prod, service:checkout }.as_count()")),
      failed("alwaysMet", "its numerator equals its denominator"),
    ],
    "formulas that come to the same": [
      withSlo(count({ goodEventsFormula: "query1", totalEventsFormula: "(query2)" }, total, total)),
      failed("alwaysMet", "its numerator equals its denominator"),
    ],
    "the SLO of another service": [
      withSlo(ratio(good.replace("checkout", "cart"), total.replace("checkout", "cart"))),
      failed("foreign", "its numerator names cart"),
    ],
    "a denominator of all services": [
      withSlo(ratio(good, "sum:hits{env:prod}.as_count()")),
      failed("foreign", "its denominator names no service"),
    ],
    "bad events of another service": [
      withSlo(
        count({ goodEventsFormula: "query1", badEventsFormula: "query2" }, good, "sum:errors{service:cart}"),
      ),
      failed("foreign", "its bad events names cart"),
    ],
    "slices of another service": [
      withSlo(slices("sum:trace.http.request.errors{service:cart}")),
      failed("foreign", "its query names cart"),
    ],
    "a tag that its query contradicts": [
      withSlo(slices("p95:trace.http.request{service:checkout}")),
      failed("mislabelled", "it is tagged sli:availability but its query measures latency"),
    ],
    "a mislabelled SLO beside sound ones": [
      given
        .service()
        .with(slo, "checkout-latency", { "tags[3]": "sli:availability" })
        .add({
          type: slo,
          name: "checkout-speed",
          props: { ...slices("p99:trace.http.request{service:checkout}"), tags: ["sli:latency"] },
        }),
      [
        {
          message: "mislabelled",
          data: {
            slo: "checkout-latency",
            detail: "it is tagged sli:availability but its query measures latency",
          },
          subject: "checkout-latency",
          on: "checkout-latency",
        },
      ],
    ],
    "an SLO over a draft": [
      numbered({ draftStatus: "draft" }),
      failed("blind", "checkout-errors is a draft"),
    ],
    "an SLO over a paused health check": [
      withSlo({ type: "monitor" }, { monitorIds: ["checkout-health"] })
        .unknown(slo, "checkout-slo", "monitorIds")
        .with(datadog.syntheticsTest, "checkout-health", { status: "paused" }),
      failed("blind", "checkout-health is paused"),
    ],
    "an SLO over a monitor that is muted without an end": [
      numbered().add(downtime({ scope: "*", monitorIdentifier: { monitorId: 41 } })),
      failed("blind", "checkout-errors is muted without an end"),
    ],
    "an SLO over monitors that are muted by their tag": [
      numbered().add(
        downtime({ scope: "service:checkout", monitorIdentifier: { monitorTags: ["service:checkout"] } }),
      ),
      failed("blind", "checkout-errors is muted without an end"),
    ],
    "an SLO over another service's monitor": [
      withSlo({ type: "monitor" }, { monitorIds: ["spare-errors"] }).unknown(
        slo,
        "checkout-slo",
        "monitorIds",
      ),
      failed("blind", "spare-errors watches another service"),
    ],
    "an SLO over a draft and a monitor that is not managed here": [
      withSlo(overMonitors(99, 41)).with(datadog.monitor, "checkout-errors", {
        id: "41",
        draftStatus: "draft",
      }),
      failed("blind", "checkout-errors is a draft"),
    ],
    "an SLO over no monitor": [withSlo(overMonitors()), failed("blind", "it rests on none")],
    "one kind missing while the other is not known": [
      given
        .service()
        .without(slo, "checkout-latency")
        .unknown(slo, "checkout-availability", "query.numerator"),
      [{ message: "noLatency", data: { hint: "" } }],
    ],
  },
  unknown: {
    ...seenCases.unknown,
    "an SLO over monitors that nothing names": [
      withSlo({ type: "monitor", monitorIds: [41] }).unknown(slo, "checkout-slo", "monitorIds[0]"),
      "planned: monitorIds[0]",
    ],
    "an SLO over a monitor that is not managed here": [
      withSlo(overMonitors(99)),
      "no-collector: monitor 99 is not managed in this stack",
    ],
    "a query that is not known": [
      withSlo(ratio(good, total)).unknown(slo, "checkout-slo", "query.denominator"),
      "planned: query.denominator",
    ],
  },
});
