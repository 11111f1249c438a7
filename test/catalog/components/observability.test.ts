import assert from "node:assert/strict";
import { burnThreshold } from "../../../catalog/components/objectives";
import { checkout, declared } from "./project";
import { find, listed, type Recording } from "./recorder";

function atTier(tier: number, service = checkout): Promise<Recording> {
  return declared({ services: { checkout: service }, config: { "readiness:tiers": { checkout: tier } } });
}

const tags = ["service:checkout", "team:orders", "env:prod"];
const page = "{{#is_alert}}@pagerduty-checkout-prod{{/is_alert}}";
const runbook = "Runbook: https://github.com/acme/shop/blob/HEAD/docs/checkout.md";

describe("SLOs of a service", () => {
  for (const [tier, target] of Object.entries({ 1: 99.9, 2: 99.5, 3: 99 })) {
    it(`target what tier ${tier} asks where the catalog states no target`, async () => {
      const { inputs } = find(await atTier(Number(tier)), "ServiceLevelObjective", "checkout/availability");
      assert.deepEqual(inputs, {
        name: "checkout-prod-availability",
        type: "metric",
        query: {
          numerator: "sum:ok{service:checkout,env:prod}",
          denominator: "sum:all{service:checkout,env:prod}",
        },
        thresholds: [{ timeframe: "30d", target }],
        timeframe: "30d",
        targetThreshold: target,
        tags: [...tags, "sli:availability"],
      });
    });
  }

  it("measure latency in slices of time, and keep the target and window that the catalog states", async () => {
    const own = checkout.replace("threshold: 0.5", "threshold: 0.5, target: 97, window: 90d");
    const { inputs } = find(await atTier(1, own), "ServiceLevelObjective", "checkout/latency");
    assert.deepEqual(inputs, {
      name: "checkout-prod-latency",
      type: "time_slice",
      sliSpecification: {
        timeSlice: {
          comparator: "<",
          threshold: 0.5,
          queryIntervalSeconds: 300,
          query: {
            formula: { formulaExpression: "query1" },
            queries: [{ metricQuery: { name: "query1", query: "p95:time{service:checkout,env:prod}" } }],
          },
        },
      },
      thresholds: [{ timeframe: "90d", target: 97 }],
      timeframe: "90d",
      targetThreshold: 97,
      tags: [...tags, "sli:latency"],
    });
  });

  it("page on a fast burn of the budget, with the runbook", async () => {
    const { inputs } = find(await atTier(1), "Monitor", "checkout/availability-burn-fast");
    assert.deepEqual(inputs, {
      name: "checkout-prod-availability-burn-fast",
      type: "slo alert",
      query: 'burn_rate("checkout/availability-id").over("30d").long_window("1h").short_window("5m") > 14.4',
      message: `The error budget of checkout-prod-availability burns more than 14.4 times too fast.\n${page}\n${runbook}`,
      monitorThresholds: { critical: "14.4" },
      tags: [...tags, "sli:availability", "burn:fast"],
    });
  });

  it("that exist are only shown", async () => {
    const own = checkout.replace('good: "', 'existing: abc, good: "');
    const recording = await atTier(1, own);
    assert.deepEqual(
      listed(recording.resources).filter((name) => name.includes("availability")),
      [],
    );
    const [first] = find(recording, "Dashboard", "checkout/dashboard").inputs.widgets as [object]; // A list of widgets.
    assert.deepEqual(first, {
      serviceLevelObjectiveDefinition: {
        title: "availability",
        sloId: "abc",
        viewType: "detail",
        viewMode: "overall",
        timeWindows: ["30d"],
        showErrorBudget: true,
      },
    });
  });

  const thresholds: readonly (readonly [number, number, number])[] = [
    [14.4, 99.9, 14.4],
    [14.4, 95, 14.4],
    [14.4, 90, 9],
    [6, 90, 6],
    [6, 80, 4.5],
  ];
  for (const [times, target, expected] of thresholds) {
    it(`alert at ${expected} times the even burn where ${times} is wanted and the target is ${target}`, () => {
      assert.equal(burnThreshold(times, target), expected);
    });
  }
});

describe("monitors of a service", () => {
  it("compare the catalog's query in the stack's environment, and page with the runbook", async () => {
    const { inputs } = find(await atTier(2), "Monitor", "checkout/errors");
    assert.deepEqual(inputs, {
      name: "checkout-prod-errors",
      type: "query alert",
      query: "sum(last_5m):sum:errors{service:checkout,env:prod} > 0.02",
      message: `checkout in prod: errors > 0.02.\n${page}\n${runbook}`,
      monitorThresholds: { critical: "0.02", warning: "0.01" },
      tags: [...tags, "signal:errors"],
    });
  });

  it("are numbered from the second of a signal on", async () => {
    const two = `${checkout}  - { signal: errors, query: "sum(last_5m):sum:refused{service:checkout}", comparator: "<", critical: 1 }\n`;
    const { inputs } = find(await atTier(2, two), "Monitor", "checkout/errors-2");
    assert.equal(inputs.query, "sum(last_5m):sum:refused{service:checkout,env:prod} < 1");
  });

  const messages: Readonly<Record<string, readonly [string, string]>> = {
    "page nobody where nobody is on call": [
      checkout.replace("onCall: {}\n", ""),
      `checkout in prod: errors > 0.02.\n${runbook}`,
    ],
    "page the PagerDuty service that exists": [
      checkout.replace("onCall: {}", "onCall: { existing: { service: old-checkout } }"),
      `checkout in prod: errors > 0.02.\n{{#is_alert}}@pagerduty-old-checkout{{/is_alert}}\n${runbook}`,
    ],
    "give the address of a runbook outside the repository": [
      checkout.replace("{ path: docs/checkout.md }", "https://wiki.example.com/checkout"),
      `checkout in prod: errors > 0.02.\n${page}\nRunbook: https://wiki.example.com/checkout`,
    ],
    "say nothing of a runbook that does not exist": [
      checkout.replace(/runbook: .*\n/, ""),
      `checkout in prod: errors > 0.02.\n${page}`,
    ],
  };
  for (const [what, [service, expected]] of Object.entries(messages)) {
    it(what, async () => {
      assert.equal(find(await atTier(2, service), "Monitor", "checkout/errors").inputs.message, expected);
    });
  }
});

describe("the health check of a service", () => {
  const perTier = {
    1: [60, ["aws:eu-central-1", "aws:us-east-1", "aws:ap-southeast-1"]],
    2: [300, ["aws:eu-central-1"]],
    3: [900, ["aws:eu-central-1"]],
  } as const;
  for (const [tier, [tickEvery, locations]] of Object.entries(perTier)) {
    it(`runs at tier ${tier} every ${tickEvery} seconds from ${locations.length} places`, async () => {
      const { inputs } = find(await atTier(Number(tier)), "SyntheticsTest", "checkout/health");
      assert.deepEqual(inputs, {
        name: "checkout-prod-health",
        type: "api",
        subtype: "http",
        status: "live",
        locations,
        requestDefinition: { method: "GET", url: "https://shop.example.com/health" },
        assertions: [{ type: "statusCode", operator: "is", target: "200" }],
        optionsList: { tickEvery, minLocationFailed: 1, retry: { count: 1, interval: 300 } },
        message: `checkout in prod: the health endpoint does not answer 200.\n${page}\n${runbook}`,
        tags,
      });
    });
  }

  const withHealth = (health: string) => checkout.replace(/health: .*\n/, `health: ${health}\n`);
  const places: Readonly<Record<string, readonly [string, readonly string[] | undefined]>> = {
    "from the places that the catalog names": [
      '{ url: "https://x.example.com", locations: ["aws:eu-west-1"] }',
      ["aws:eu-west-1"],
    ],
    "of an internal address from private places only": [
      '{ url: "http://x.internal", internal: true, locations: ["aws:eu-west-1", "pl:shop"] }',
      ["pl:shop"],
    ],
    "of an internal address not at all without a private place": [
      '{ url: "http://x.internal", internal: true }',
      undefined,
    ],
  };
  for (const [what, [health, expected]] of Object.entries(places)) {
    it(`is run ${what}`, async () => {
      const { resources } = await atTier(1, withHealth(health));
      const check = resources.find(({ name }) => name === "checkout/health");
      assert.deepEqual(check?.inputs.locations, expected);
    });
  }
});

describe("the dashboard of a service", () => {
  it("shows its SLOs and what its monitors watch, with the service as a variable", async () => {
    const { inputs } = find(await atTier(1), "Dashboard", "checkout/dashboard");
    const widget = (title: string, sloId: string) => ({
      serviceLevelObjectiveDefinition: {
        title,
        sloId,
        viewType: "detail",
        viewMode: "overall",
        timeWindows: ["30d"],
        showErrorBudget: true,
      },
    });
    assert.deepEqual(inputs, {
      title: "checkout-prod",
      layoutType: "ordered",
      templateVariables: [
        { name: "service", prefix: "service", defaults: ["checkout"] },
        { name: "env", prefix: "env", defaults: ["prod"] },
      ],
      widgets: [
        widget("availability", "checkout/availability-id"),
        widget("checkout-latency", "checkout/latency-id"),
        {
          timeseriesDefinition: {
            title: "errors",
            requests: [{ q: "sum:errors{service:checkout,env:prod}", displayType: "line" }],
          },
        },
      ],
      tags: ["team:orders"],
    });
  });

  it("leaves out of a graph how a monitor is evaluated", async () => {
    const changing = checkout.replace("sum(last_5m):", "pct_change(avg(last_5m),last_1h):");
    const { inputs } = find(await atTier(1, changing), "Dashboard", "checkout/dashboard");
    const last = (inputs.widgets as unknown[]).at(-1); // A list of widgets.
    assert.deepEqual(last, {
      timeseriesDefinition: {
        title: "errors",
        requests: [{ q: "sum:errors{service:checkout,env:prod}", displayType: "line" }],
      },
    });
  });

  it("is not declared where the catalog links one", async () => {
    const linked = `${checkout}links: [{ kind: dashboard, url: "https://dash.example.com" }]\n`;
    assert.deepEqual(
      listed((await atTier(1, linked)).resources).filter((name) => name.startsWith("Dashboard")),
      [],
    );
  });
});
