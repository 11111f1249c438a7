import type { FactKind } from "../../../../evidence/facts";
import { telemetryFlowing } from "../../../../policy-pack/rules/observability/telemetry-flowing";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

type Kind = Extract<FactKind, `telemetry-${string}`>;

const now = "2026-11-23T07:00:00.000Z";

/** The perfect service of which one kind was last seen at a time, looking back a week. */
function last(kind: Kind, time: string | undefined, from = "2026-11-16T07:00:00.000Z"): Given {
  const value = { from, to: now, ...(time === undefined ? {} : { last: time }) };
  return given.service().observed(kind, "checkout", { value });
}

const silent = (kind: string, interval = "P1D") => ({
  message: "silent",
  data: { kind, interval },
  subject: kind,
  observed: true,
});
const late = (kind: string, day: string, interval = "P1D") => [
  { message: "late", data: { kind, interval, last: day }, subject: kind, observed: true },
];
const api = { apis: [{ type: "protobuf", path: "pb/demo.proto" }] };
const kinds = (...names: readonly string[]) => ({ telemetry: { kinds: names } });

testRule(telemetryFlowing, {
  pass: {
    "metrics and logs of today": given.service(),
    "logs that came exactly a day ago": last("telemetry-logs", "2026-11-22T07:00:00.000Z"),
    "a clock that is ahead": last("telemetry-logs", "2026-11-23T07:00:09.000Z"),
    "no traces of a service without an API": last("telemetry-traces", undefined).facts({ apis: [] }),
    "traces of a service with an API": given.service().facts(api),
    "no logs where the catalog wants none, as those kept out of indexes": last(
      "telemetry-logs",
      undefined,
    ).facts(kinds("metrics")),
    "a batch job's logs within its interval": last("telemetry-logs", "2026-11-17T07:00:00.000Z").facts({
      telemetry: { kinds: ["logs"], interval: "P7D" },
    }),
    "one sampled trace within the interval": last("telemetry-traces", "2026-11-20T07:00:00.000Z").facts({
      telemetry: { kinds: ["traces"], interval: "P1W" },
    }),
    "an interval that an organisation widened": last("telemetry-logs", "2026-11-21T07:00:00.000Z").parameters(
      {
        interval: "P3D",
      },
    ),
    "the kinds that the catalog states, of a service with an API": last("telemetry-traces", undefined).facts({
      ...api,
      ...kinds("metrics", "logs"),
    }),
  },
  fail: {
    "logs that stopped three days ago": [
      last("telemetry-logs", "2026-11-20T06:00:00.000Z"),
      late("logs", "2026-11-20"),
    ],
    "logs that stopped a minute more than a day ago": [
      last("telemetry-logs", "2026-11-22T06:59:00.000Z"),
      late("logs", "2026-11-22"),
    ],
    "no metrics at all": [last("telemetry-metrics", undefined), [silent("metrics")]],
    "a vendor that knows none of the service's logs": [
      given.service().observed("telemetry-logs", "checkout", "absent"),
      [silent("logs")],
    ],
    "no traces of a service with an API": [
      last("telemetry-traces", undefined).facts(api),
      [silent("traces")],
    ],
    "traces that the catalog promises": [
      last("telemetry-traces", undefined).facts(kinds("traces")),
      [silent("traces")],
    ],
    "an interval of an hour": [
      last("telemetry-logs", "2026-11-23T05:00:00.000Z").facts({
        telemetry: { kinds: ["metrics", "logs"], interval: "PT1H" },
      }),
      late("logs", "2026-11-23", "PT1H"),
    ],
    "silence beside what may not be seen": [
      last("telemetry-metrics", undefined).observed("telemetry-logs", "checkout", {
        permission: "logs_read_data",
      }),
      [silent("metrics")],
    ],
  },
  unknown: {
    "what nobody looks at": [
      given.service().unobserved("telemetry-metrics").unobserved("telemetry-logs"),
      "no-collector: when metrics of checkout last arrived is not managed in this stack, and Datadog is not observed",
    ],
    "logs that may not be seen": [
      given.service().observed("telemetry-logs", "checkout", { permission: "logs_read_data" }),
      "unobserved: Datadog shows when logs of checkout last arrived only with the permission logs_read_data",
    ],
    "silence of a shorter time than the interval": [
      last("telemetry-logs", undefined, "2026-11-22T08:00:00.000Z"),
      "unobserved: whether logs of checkout arrived within P1D is not told: only a shorter time was looked at",
    ],
  },
});
