import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { goldenSignalsMonitored } from "../../../../policy-pack/rules/observability/golden-signals-monitored";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const page = "@pagerduty-checkout";
const chat = "@slack-orders";
const hits = "sum:trace.http.request.hits{service:checkout}.as_count()";

/** The perfect service whose signals are watched by nothing but the given monitors. */
function watchedBy(...monitors: readonly Record<string, unknown>[]): Given {
  return monitors.reduce<Given>(
    (all, props, at) =>
      all.add({
        type: datadog.monitor,
        name: `checkout-m${at}`,
        props: { type: "query alert", message: page, tags: ["service:checkout"], ...props },
      }),
    given.service().without(datadog.monitor),
  );
}

const latency = { query: "percentile(last_5m):p95:trace.http.request{service:checkout} > 0.5" };
const errors = {
  query: `sum(last_5m):sum:trace.http.request.errors{service:checkout}.as_count() / ${hits} > 0.02`,
};
const traffic = { query: `sum(last_10m):${hits} < 1` };
const saturation = { query: "avg(last_10m):avg:kubernetes.cpu.usage.total{service:checkout} > 0.8" };

/** One more monitor beside three sound ones of which that of traffic is missing. */
const noTraffic = (monitor: Record<string, unknown>): Given =>
  watchedBy(latency, errors, saturation, monitor);

function burn(slo: string, props: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: "slo alert",
    query: `burn_rate("slo-checkout-${slo}").over("30d").long_window("1h").short_window("5m") > 14.4`,
    monitorThresholds: { critical: "14.4" },
    ...props,
  };
}

const unwatched = (signal: string, hint = "") => ({
  message: "unwatched",
  data: { signal, does: signal === "saturation" ? "notifies somebody" : "pages", hint },
  subject: signal,
});
const useless = (signal: string, reason: string, on = "checkout-m3") => [
  {
    message: "useless",
    data: {
      signal,
      does: signal === "saturation" ? "notifies somebody" : "pages",
      reasons: `${on} ${reason}`,
    },
    subject: signal,
    on,
  },
];

testRule(goldenSignalsMonitored, {
  pass: {
    "a service whose four signals are watched": given.service(),
    "signals that only the queries tell": watchedBy(latency, errors, traffic, saturation),
    "burn-rate alerts for latency and errors": watchedBy(
      burn("latency"),
      burn("availability"),
      traffic,
      saturation,
    ),
    "burn-rate alerts whose SLOs have no ids yet": given
      .service()
      .without(datadog.monitor, "checkout-errors")
      .without(datadog.monitor, "checkout-latency-signal")
      .unknown(datadog.monitor, "checkout-availability-burn-fast", "query")
      .unknown(datadog.monitor, "checkout-availability-burn-slow", "query")
      .unknown(datadog.monitor, "checkout-latency-burn-fast", "query")
      .unknown(datadog.monitor, "checkout-latency-burn-slow", "query"),
    "saturation that only tells a chat channel": watchedBy(latency, errors, traffic, {
      ...saturation,
      message: chat,
    }),
    "metrics as other frameworks call them": watchedBy(
      { query: "percentile(last_5m):p99:http.server.request.duration{service:checkout} > 1" },
      { query: "sum(last_5m):sum:istio.mesh.request.count.errors{service:checkout}.as_count() > 5" },
      { query: "sum(last_5m):sum:istio.mesh.requests{service:checkout}.as_count() < 5" },
      { query: "avg(last_5m):avg:jvm.heap_memory.utilization{service:checkout} > 0.9" },
    ),
    "monitors of logs and spans": watchedBy(
      {
        type: "trace-analytics alert",
        query: 'trace-analytics("service:checkout").rollup("pc95", "@duration").last("5m") > 500000000',
      },
      {
        type: "log alert",
        query: 'logs("service:checkout status:error").index("*").rollup("count").last("5m") > 10',
      },
      { type: "log alert", query: 'logs("service:checkout").index("*").rollup("count").last("15m") < 1' },
      saturation,
    ),
    "traffic by an anomaly": noTraffic({ query: `avg(last_4h):anomalies(${hits}, 'agile', 2) >= 1` }),
    "traffic by a monitor of latency that pages when data stops": watchedBy(
      { ...latency, notifyNoData: true },
      errors,
      saturation,
    ),
    "the same, as newer monitors say it, in its own block": watchedBy(
      latency,
      {
        ...errors,
        onMissingData: "show_and_notify_no_data",
        message: `{{#is_alert}}${page}{{/is_alert}}{{#is_no_data}}${page}{{/is_no_data}}`,
      },
      saturation,
    ),
    "signals that tags tell, of queries that tell nothing": watchedBy(
      ...["latency", "errors", "traffic", "saturation"].map((signal) => ({
        query: "avg(last_5m):avg:shop.gauge{service:checkout} > 1",
        tags: [`signal:${signal}`],
      })),
    ),
    "a health check that is tagged for a signal": given
      .service()
      .without(datadog.monitor, "checkout-traffic")
      .with(datadog.syntheticsTest, undefined, { "tags[3]": "signal:traffic" }),
    "a composite that is tagged for a signal": noTraffic({
      type: "composite",
      query: "1 && 2",
      tags: ["signal:traffic"],
    }).with(datadog.monitor, "checkout-m0", { id: "1" }),
    "latency and errors alone, at tier 2": watchedBy(latency, errors).tier(2),
    "a service that nobody is on call for, which service-wired judges": watchedBy(
      ...[latency, errors, traffic, saturation].map((monitor) => ({ ...monitor, message: chat })),
    )
      .without(pagerduty.service, "checkout-pagerduty")
      .without(datadog.pagerdutyServiceObject, "checkout-handle"),
    "a sound monitor beside one that is not known": given
      .service()
      .add({
        type: datadog.monitor,
        name: "checkout-odd",
        props: { type: "query alert", tags: [], message: page },
      })
      .unknown(datadog.monitor, "checkout-odd", "query"),
    "monitors that were seen, not declared": given
      .service()
      .without(datadog.monitor)
      .observed("monitors", "checkout", {
        value: {
          resources: [latency, errors, traffic, saturation].map(({ query }, at) => ({
            type: datadog.monitor,
            id: `${at}`,
            name: `Seen ${at}`,
            props: { name: `Seen ${at}`, type: "query alert", query, message: page },
          })),
        },
      }),
  },
  fail: {
    "CPU only": [watchedBy(saturation), ["latency", "errors", "traffic"].map((signal) => unwatched(signal))],
    "CPU only, at tier 2": [
      watchedBy(saturation).tier(2),
      ["latency", "errors"].map((signal) => unwatched(signal)),
    ],
    "a monitor of which nothing tells what it watches": [
      noTraffic({ query: "avg(last_5m):avg:shop.gauge{service:checkout} > 1" }),
      [unwatched("traffic", "; nothing tells what checkout-m3 watches")],
    ],
    "a query of several signals": [
      noTraffic({ query: `avg(last_5m):avg:system.cpu.user{service:checkout} / ${hits} > 1` }),
      [unwatched("traffic", "; nothing tells what checkout-m3 watches")],
    ],
    "an alert on the error budget": [
      watchedBy(
        latency,
        traffic,
        saturation,
        burn("availability", { query: 'error_budget("slo-checkout-availability").over("30d") > 75' }),
      ),
      [unwatched("errors", "; nothing tells what checkout-m3 watches")],
    ],
    "an alert on another service's SLO": [
      watchedBy(latency, traffic, saturation, {
        ...burn("availability"),
        query: 'burn_rate("slo-spare-availability") > 14.4',
        tags: ["sli:availability"],
      }),
      useless("errors", "watches SLO spare-availability of another service"),
    ],
    "traffic that only tells a chat channel": [
      noTraffic({ ...traffic, message: chat }),
      useless("traffic", "pages nobody"),
    ],
    "traffic that only tells of its recovery": [
      noTraffic({ ...traffic, message: `{{#is_recovery}}${page}{{/is_recovery}}` }),
      useless("traffic", "pages nobody"),
    ],
    "saturation that tells nobody when it alerts": [
      watchedBy(latency, errors, traffic, {
        ...saturation,
        message: `{{#is_recovery}}${chat}{{/is_recovery}}`,
      }),
      useless("saturation", "tells nobody when it alerts"),
    ],
    "data that stops, of which only alerts tell": [
      watchedBy(
        { ...latency, notifyNoData: true, message: `{{#is_alert}}${page}{{/is_alert}}` },
        errors,
        saturation,
      ),
      useless("traffic", "pages nobody", "checkout-m0"),
    ],
    "data that stops without anybody being told": [
      watchedBy({ ...latency, onMissingData: "show_no_data" }, errors, saturation),
      [unwatched("traffic")],
    ],
    "CPU data that stop": [
      watchedBy(latency, errors, { ...saturation, notifyNoData: true }),
      [unwatched("traffic")],
    ],
    "a tag that its query contradicts": [
      noTraffic({ ...saturation, tags: ["signal:traffic"] }),
      useless("traffic", "is tagged signal:traffic but measures saturation"),
    ],
    "a tag that its SLO contradicts": [
      watchedBy(latency, traffic, saturation, burn("latency", { tags: ["sli:availability"] })),
      useless("errors", "is tagged sli:availability but measures latency"),
    ],
    "a draft": [noTraffic({ ...traffic, draftStatus: "draft" }), useless("traffic", "is a draft")],
    "a monitor that cannot fire": [
      watchedBy(latency, traffic, saturation, { query: errors.query.replace("> 0.02", "> 2") }),
      useless("errors", "cannot fire: its query is never > 2"),
    ],
    "a monitor of another service": [
      noTraffic({ query: traffic.query.replace("checkout", "cart") }),
      useless("traffic", "queries cart"),
    ],
    "two monitors of a signal, neither of use": [
      watchedBy(
        latency,
        errors,
        saturation,
        { ...traffic, message: chat },
        { ...traffic, draftStatus: "draft" },
      ),
      [
        {
          message: "useless",
          data: {
            signal: "traffic",
            does: "pages",
            reasons: "checkout-m3 pages nobody, checkout-m4 is a draft",
          },
          subject: "traffic",
        },
      ],
    ],
    "what Datadog told of completely": [
      watchedBy(latency, errors, saturation)
        .catalog({ observe: ["datadog"] })
        .observed("monitors", "checkout", { value: { resources: [] } }),
      [unwatched("traffic")],
    ],
  },
  notApplicable: {
    "a service of tier 3": watchedBy(saturation).tier(3),
    "a service without a monitor that can alert": watchedBy({ ...traffic, draftStatus: "draft" }).without(
      datadog.syntheticsTest,
    ),
  },
  unknown: {
    "whether a monitor of which the query is not known watches it": [
      noTraffic({}).unknown(datadog.monitor, "checkout-m3", "query"),
      "planned: query of",
    ],
    "whom a monitor pages under a condition": [
      noTraffic({ ...traffic, message: `{{#is_match "env.name" "prod"}}${page}{{/is_match}}` }),
      "unobserved: whom checkout-m3 notifies depends on conditions that only an alert decides",
    ],
    "an alert of which only the SLO is known": [
      watchedBy(latency, traffic, saturation, {
        type: "slo alert",
        monitorThresholds: { critical: "14.4" },
      }).unknown(datadog.monitor, "checkout-m3", "query"),
      "planned: query of",
    ],
    "what else watches it, where Datadog may not be seen": [
      watchedBy(latency, errors, saturation)
        .catalog({ observe: ["datadog"] })
        .observed("monitors", "checkout", { permission: "monitors_read" }),
      "unobserved: Datadog shows the monitors of checkout only with the permission monitors_read",
    ],
  },
});
