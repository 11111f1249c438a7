import type { ObservedResource } from "../../../../evidence/facts";
import { datadog } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import type { RuleCases } from "../../rule-tester";

const none = given.service({ tier: 2 }).without(datadog.serviceLevelObjective);
export const query = {
  numerator: "sum:hits.ok{service:checkout}.as_count()",
  denominator: "sum:hits{service:checkout}.as_count()",
};

/** A service that names an SLO by its id, as one that exists. */
export function existing(kind: "availability" | "latency" = "availability", start: Given = none): Given {
  const how =
    kind === "availability"
      ? { good: "a", total: "b" }
      : { query: "p95:trace.http.request{service:checkout}", threshold: 0.5 };
  return start.facts({ slos: [{ name: "up", kind, window: "30d", existing: "abc", ...how }] });
}

/** What Datadog told of the service's SLOs. */
export function seen(start: Given, ...all: readonly ObservedResource["props"][]): Given {
  const resources = all.map((props) => ({
    type: datadog.serviceLevelObjective,
    id: "abc",
    name: "Up",
    props: { name: "Up", type: "metric", thresholds: [{ timeframe: "30d", target: 99.9 }], ...props },
  }));
  return start.observed("slos", "checkout", { value: { resources } });
}

const up = { subject: "Up", on: "Up" };
const overMonitors = (start: Given): Given =>
  seen(start, { type: "monitor", monitorIds: [41], tags: ["sli:availability"] });
const gone = [{ message: "gone", data: { slo: "up", id: "abc" }, subject: "up", observed: true }];

/** SLOs that exist elsewhere. */
export const seenCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "an SLO that was seen": seen(none, { query, tags: ["sli:availability"] }),
    "an SLO that the catalog names by its id": seen(existing(), { query }),
    "an SLO of which only the catalog tells what it measures": seen(existing(), {
      query: {
        numerator: "sum:shop.ok{service:checkout}.as_count()",
        denominator: "sum:shop.all{service:checkout}.as_count()",
      },
    }),
    "a seen SLO over a seen monitor": overMonitors(none).observed("monitors", "checkout", {
      value: {
        resources: [
          { type: datadog.monitor, id: "41", name: "Errors", props: { type: "query alert", query: "a" } },
        ],
      },
    }),
  },
  fail: {
    "an SLO that the catalog names and Datadog does not know": [seen(existing()), gone],
    "one that is gone, beside a seen one that measures something else": [
      seen(existing(), { query, tags: ["sli:latency"], id: "other" }).facts({
        slos: [{ name: "up", kind: "availability", good: "a", total: "b", window: "30d", existing: "gone" }],
      }),
      [
        {
          message: "mislabelled",
          data: { slo: "Up", detail: "it is tagged sli:latency but its query measures availability" },
          ...up,
        },
        { message: "gone", data: { slo: "up", id: "gone" }, subject: "up" },
      ],
    ],
    "an SLO that the catalog calls something else than it is": [
      seen(existing("latency"), { query }),
      [
        {
          message: "mislabelled",
          data: { slo: "Up", detail: "the catalog calls it latency but its query measures availability" },
          ...up,
        },
        { message: "noAvailability", data: { hint: "" } },
      ],
    ],
    "a seen SLO of another service": [
      seen(existing(), {
        query: { numerator: "sum:hits.ok{service:cart}", denominator: "sum:hits{service:cart}" },
      }),
      [{ message: "foreign", data: { slo: "Up", detail: "its numerator names cart" }, ...up }],
    ],
    "a seen SLO over a monitor that is none of the service's": [
      overMonitors(none).observed("monitors", "checkout", { value: { resources: [] } }),
      [{ message: "blind", data: { slo: "Up", detail: "monitor 41 is none of the service's" }, ...up }],
    ],
    "a service of which Datadog told that it has no SLO": [
      seen(none.catalog({ observe: ["datadog"] })),
      [{ message: "noAvailability", data: { hint: "" } }],
    ],
  },
  unknown: {
    "an SLO that the catalog names, where nobody looks": [existing(), "no-collector: SLO up"],
    "an SLO that the catalog names, where it may not be seen": [
      existing().observed("slos", "checkout", { permission: "slos_read" }),
      "unobserved: Datadog shows SLO up only with the permission slos_read",
    ],
    "which SLOs there are, where Datadog did not tell": [
      none.catalog({ observe: ["datadog"] }),
      "unobserved: Datadog did not tell the SLOs of checkout",
    ],
    "a seen SLO over a monitor that nobody told of": [overMonitors(none), "no-collector: monitor 41"],
  },
};
