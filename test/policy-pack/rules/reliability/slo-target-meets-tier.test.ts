import { datadog } from "../../../../policy-pack/engine/tokens";
import { sloTargetMeetsTier } from "../../../../policy-pack/rules/reliability/slo-target-meets-tier";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { existing, query, seen } from "./slo-defined-seen-cases";

const slo = datadog.serviceLevelObjective;
const name = "checkout-availability";

function promising(
  objectives: readonly [timeframe: string, target: number][],
  patch: Record<string, unknown> = {},
): Given {
  const thresholds = objectives.map(([timeframe, target]) => ({ timeframe, target }));
  return given
    .service()
    .with(slo, name, { thresholds, timeframe: undefined, targetThreshold: undefined, ...patch });
}

const failed = (message: string, data: Record<string, string | number>, on = name) => [
  { message, data: { slo: on, ...data }, subject: on, on },
];

const existingSlo = {
  name: "availability",
  kind: "availability",
  good: "a",
  total: "b",
  window: "30d",
  existing: "abc",
};

const unpromising = given.service().without(slo);

testRule(sloTargetMeetsTier, {
  pass: {
    "99.9 % over 30 days at tier 1": given.service(),
    "an SLO that exists elsewhere": seen(existing("availability", unpromising), { query }),
    "99.5 % at tier 2": promising([["30d", 99.5]]).tier(2),
    "99 % at tier 3": promising([["30d", 99]]).tier(3),
    "more than the tier asks over 90 days": promising([["90d", 99.99]], {
      timeframe: "90d",
      targetThreshold: 99.99,
    }),
    "the longest time frame where none is primary": promising([
      ["7d", 90],
      ["30d", 99.9],
    ]),
    "a weaker promise that is not the primary one": promising(
      [
        ["7d", 90],
        ["30d", 99.9],
      ],
      { timeframe: "30d", targetThreshold: 99.9 },
    ),
    "a target that only targetThreshold states": promising([], { timeframe: "30d", targetThreshold: 99.9 }),
    "a latency SLO over 7 days": given
      .service()
      .with(slo, "checkout-latency", { timeframe: "7d", thresholds: [], targetThreshold: 99 }),
    "an SLO of another kind, whatever its target": given.service().add({
      type: slo,
      name: "checkout-freshness",
      props: { type: "metric", tags: ["sli:freshness"], timeframe: "7d", targetThreshold: 50 },
    }),
    "parameters of the organisation's own": promising([["30d", 98]]).parameters({ availability: 97.5 }),
  },
  fail: {
    "an SLO that exists elsewhere and targets too little": [
      seen(existing("availability", unpromising), { query, thresholds: [{ timeframe: "30d", target: 99 }] }),
      [{ message: "low", data: { slo: "Up", wanted: 99.9, actual: 99 }, subject: "Up", on: "Up" }],
    ],
    "99.5 % at tier 1": [promising([["30d", 99.5]]), failed("low", { wanted: 99.9, actual: 99.5 })],
    "99 % at tier 2": [promising([["30d", 99]]).tier(2), failed("low", { wanted: 99.5, actual: 99 })],
    "98 % at tier 3": [promising([["30d", 98]]).tier(3), failed("low", { wanted: 99, actual: 98 })],
    "7 days as primary time frame": [
      promising([["7d", 99.9]], { timeframe: "7d", targetThreshold: 99.9 }),
      failed("window", { timeframe: "7d" }),
    ],
    "7 days where nothing else is stated": [
      promising([["7d", 99.95]]),
      failed("window", { timeframe: "7d" }),
    ],
    "two targets for one time frame": [
      promising([["30d", 99]], { timeframe: "30d", targetThreshold: 99.9 }),
      failed("disagree", { timeframe: "30d", primary: 99.9, listed: 99 }),
    ],
    "a weak primary beside a strong other": [
      promising(
        [
          ["30d", 99],
          ["90d", 99.9],
        ],
        { timeframe: "30d" },
      ),
      failed("low", { wanted: 99.9, actual: 99 }),
    ],
    "no target at all": [promising([]), failed("untargeted", {})],
    "a latency SLO below 95 % at tier 3": [
      given
        .service({ tier: 3 })
        .with(slo, "checkout-latency", { "thresholds[0].target": 90, targetThreshold: 90 }),
      failed("low", { wanted: 95, actual: 90 }, "checkout-latency"),
    ],
    "one weak availability SLO of two": [
      given.service().add({
        type: slo,
        name: "checkout-refunds",
        props: {
          type: "metric",
          tags: ["sli:availability"],
          query: { numerator: "sum:ok.hits{service:checkout}", denominator: "sum:hits{service:checkout}" },
          thresholds: [{ timeframe: "30d", target: 95 }],
        },
      }),
      failed("low", { wanted: 99.9, actual: 95 }, "checkout-refunds"),
    ],
    "a weak SLO whose monitors are not known yet": [
      promising([["30d", 99]], { type: "monitor", query: undefined, monitorIds: [99] }),
      failed("low", { wanted: 99.9, actual: 99 }),
    ],
    "a weak SLO beside one that is not known": [
      promising([["30d", 99]]).unknown(slo, "checkout-latency", "thresholds[0].target"),
      failed("low", { wanted: 99.9, actual: 99 }),
    ],
  },
  notApplicable: {
    "an SLO that exists no more, which slo-defined judges": seen(existing("availability", unpromising)),
    "a service without an SLO": given.service().without(slo),
    "a service whose SLO can never be missed": given
      .service()
      .without(slo, "checkout-latency")
      .with(slo, name, { "query.numerator": "sum:hits{service:checkout,env:prod}.as_count()" }),
    "an SLO whose kind nothing tells": given
      .service()
      .without(slo)
      .add({
        type: slo,
        name: "checkout-slo",
        props: { type: "monitor", targetThreshold: 10, timeframe: "7d" },
      }),
  },
  unknown: {
    "a target that is not known": [
      given.service().unknown(slo, name, "thresholds[0].target"),
      "planned: thresholds[0].target",
    ],
    "an SLO that a partial run hides beside one that it shows": [
      given.service().hidden(slo, name),
      "partial: checkout-availability is not part of this run",
    ],
    "an SLO that exists elsewhere": [
      given
        .service()
        .without(slo)
        .facts({ slos: [existingSlo] }),
      "no-collector: the target of SLO availability",
    ],
    "an SLO that exists elsewhere, beside those that are declared": given
      .service()
      .facts({ slos: [existingSlo] }),
    "kinds that are not known": given.service().without(slo, "checkout-latency").unknown(slo, name, "tags"),
  },
});
