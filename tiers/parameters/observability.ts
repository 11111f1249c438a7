import { z } from "zod";
import { count, days, table } from "./table";

const signals = z.array(z.enum(["latency", "errors", "traffic", "saturation"]));
const mutes = { percent: 25, days: 30 };

/** Parameters of the observability rules, by rule id, for tiers 1, 2 and 3. */
export const observabilityParameters = {
  "golden-signals-monitored": table(
    z.strictObject({ signals: signals.describe("The golden signals that must be monitored.") }),
    { signals: ["latency", "errors", "traffic", "saturation"] },
    { signals: ["latency", "errors"] },
    { signals: [] },
  ),
  "health-checked": table(
    z.strictObject({
      seconds: z.int().min(1).describe("Most seconds between two runs of the check."),
      locations: z.int().min(1).describe("Least number of locations of a check on a public address."),
    }),
    { seconds: 300, locations: 3 },
    { seconds: 900, locations: 1 },
    { seconds: 900, locations: 1 },
  ),
  "monitors-explain": table(
    z.strictObject({
      pages: z
        .array(z.url({ protocol: /^https?$/ }))
        .describe("Beginnings of addresses, such as a wiki's runbooks, below which every page counts."),
    }),
    { pages: [] },
    { pages: [] },
    { pages: [] },
  ),
  "monitors-not-muted": table(
    z.strictObject({
      percent: count.max(100).describe("Most of the time, in per cent, that mutes may cover."),
      days: days.max(366).describe("How many days ahead are looked at."),
    }),
    mutes,
    mutes,
    mutes,
  ),
  "telemetry-flowing": table(
    z.strictObject({
      interval: z.iso.duration().describe("How long a service may be silent that states no interval."),
    }),
    { interval: "P1D" },
    { interval: "P1D" },
    { interval: "P1D" },
  ),
} as const;
