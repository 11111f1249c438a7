import { datadog } from "../../../../policy-pack/engine/tokens";
import { sloBudgetLeft } from "../../../../policy-pack/rules/reliability/slo-budget-left";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

interface Budget {
  readonly slo: string;
  readonly name: string;
  readonly timeframe: string;
  readonly left?: number;
  readonly at: string;
  readonly since: string;
}

const whole = {
  timeframe: "30d",
  left: 42,
  at: "2026-11-23T06:00:00.000Z",
  since: "2025-01-01T00:00:00.000Z",
};
const of = (name: string, patch: Partial<Budget> = {}): Budget => ({
  slo: `slo-checkout-${name}`,
  name: `checkout-${name}`,
  ...whole,
  ...patch,
});

function told(...budgets: readonly Budget[]): Given {
  return given.service().observed("error-budgets", "checkout", { value: { budgets: [...budgets] } });
}

/** What the vendor tells of the availability SLO, beside one that is well. */
function availability(patch: Partial<Budget>): Given {
  return told(of("availability", patch), of("latency"));
}

const nothingLeft = (): Given => {
  const { left: _, ...rest } = of("availability");
  return told(rest, of("latency"));
};
const existing = {
  slos: [{ name: "up", kind: "availability", good: "a", total: "b", window: "30d", existing: "abc" }],
};
const elsewhere = (...budgets: readonly Budget[]): Given =>
  told(...budgets)
    .without(datadog.serviceLevelObjective)
    .facts(existing);

const exhausted = (left: number, timeframe = "30d", slo = "checkout-availability") => [
  { message: "exhausted", data: { slo, timeframe, left }, subject: slo, on: slo, observed: true },
];

testRule(sloBudgetLeft, {
  pass: {
    "budgets of which 42 % are left": given.service(),
    "a budget of which a trace is left": availability({ left: 0.01 }),
    "a budget that another time frame exhausts, as the primary one counts": told(
      of("availability"),
      of("availability", { timeframe: "7d", left: -40 }),
      of("latency"),
    ),
    "a budget that a young SLO overspent": availability({ left: -500, since: "2026-11-20T00:00:00.000Z" }),
    "a budget of yesterday": availability({ at: "2026-11-22T00:00:00.000Z" }),
    "an SLO that exists elsewhere": elsewhere({ ...whole, slo: "abc", name: "Up" }),
    "an SLO that is still to be made, beside one that is well": told(of("latency")).unknown(
      datadog.serviceLevelObjective,
      "checkout-availability",
      "id",
    ),
  },
  fail: {
    "a budget that is overspent": [availability({ left: -10 }), exhausted(-10)],
    "a budget that is used up exactly": [availability({ left: 0 }), exhausted(0)],
    "a budget that a whole time frame used up to the hour": [
      availability({ left: -1, since: "2026-10-24T06:00:00.000Z" }),
      exhausted(-1),
    ],
    "a budget over the primary time frame, where another is well": [
      told(of("availability", { timeframe: "7d" }), of("availability", { left: -3 }), of("latency")),
      exhausted(-3),
    ],
    "an SLO that exists elsewhere, over the longest time frame": [
      elsewhere(
        { ...whole, slo: "abc", name: "Up", timeframe: "7d" },
        { ...whole, slo: "abc", name: "Up", timeframe: "90d", left: -2 },
      ),
      [{ message: "exhausted", data: { slo: "up", timeframe: "90d", left: -2 }, subject: "up" }],
    ],
    "one that is overspent beside one that is not told": [
      told(of("availability", { left: -10 })),
      exhausted(-10),
    ],
    "both of them": [
      told(of("availability", { left: -1 }), of("latency", { left: -2 })),
      [...exhausted(-1), ...exhausted(-2, "30d", "checkout-latency")],
    ],
  },
  notApplicable: {
    "a service without an SLO": given.service().without(datadog.serviceLevelObjective),
    "a service whose SLOs are all young": told(
      of("availability", { since: "2026-11-01T00:00:00.000Z", left: 3 }),
      of("latency", { since: "2026-11-01T00:00:00.000Z" }),
    ),
    "a service whose SLOs are still to be made": given
      .service()
      .unknown(datadog.serviceLevelObjective, undefined, "id"),
  },
  unknown: {
    "budgets that nobody looks at": [
      given.service().unobserved("error-budgets"),
      "no-collector: the error budgets of checkout is not managed in this stack, and Datadog is not observed",
    ],
    "budgets that Datadog did not tell": [
      given.service().observed("error-budgets", "checkout", { reason: "it timed out" }),
      "unobserved: Datadog did not tell the error budgets of checkout: it timed out",
    ],
    "an SLO without events": [
      nothingLeft(),
      "unobserved: the error budget of SLO checkout-availability cannot be told, as there were no events to compute it from",
    ],
    "a figure that was a week old when it was told": [
      availability({ at: "2026-11-16T06:00:00.000Z" }),
      "unobserved: the error budget of SLO checkout-availability was last computed on 2026-11-16",
    ],
    "an SLO that Datadog left out": [
      told(of("latency")),
      "unobserved: the error budget of SLO checkout-availability is not told",
    ],
    "an SLO of which only another time frame is told": [
      told(of("availability", { timeframe: "7d" }), of("latency")),
      "unobserved: the error budget of SLO checkout-availability is not told",
    ],
  },
});
