import { z } from "zod";
import { count, table } from "../../../tiers/parameters/table";
import { parseRuntime, type Runtime } from "./runtime-names";

/** The last day, YYYY-MM-DD, on which each release line is mended, as its makers publish it. */
const published: Readonly<Record<string, string>> = {
  dotnet6: "2024-11-12",
  dotnet7: "2024-05-14",
  dotnet8: "2026-11-10",
  dotnet9: "2026-11-10",
  dotnet10: "2028-11-14",
  nodejs14: "2023-04-30",
  nodejs15: "2021-06-01",
  nodejs16: "2023-09-11",
  nodejs17: "2022-06-01",
  nodejs18: "2025-04-30",
  nodejs19: "2023-06-01",
  nodejs20: "2026-04-30",
  nodejs21: "2024-06-01",
  nodejs22: "2027-04-30",
  nodejs23: "2025-06-01",
  nodejs24: "2028-04-30",
  "php7.4": "2022-11-28",
  "php8.0": "2023-11-26",
  "php8.1": "2025-12-31",
  "php8.2": "2026-12-31",
  "php8.3": "2027-12-31",
  "php8.4": "2028-12-31",
  "php8.5": "2029-12-31",
  "python3.7": "2023-06-27",
  "python3.8": "2024-10-07",
  "python3.9": "2025-10-31",
  "python3.10": "2026-10-31",
  "python3.11": "2027-10-31",
  "python3.12": "2028-10-31",
  "python3.13": "2029-10-31",
  "python3.14": "2030-10-31",
  "ruby2.7": "2023-03-31",
  "ruby3.0": "2024-04-23",
  "ruby3.1": "2025-03-31",
  "ruby3.2": "2026-03-31",
  "ruby3.3": "2027-03-31",
  "ruby3.4": "2028-03-31",
  "ruby4.0": "2029-03-31",
};

const ends = z
  .record(
    z.string().refine((name) => parseRuntime(name) !== undefined, "must be a runtime such as nodejs22"),
    z.iso.date(),
  )
  .describe("Last day of support by release line, such as nodejs22; your own list replaces it whole.");

/** Parameters of runtime-supported: the same at every tier. */
export const supportedParameters = table(
  z.strictObject({ ends }),
  { ends: published },
  { ends: published },
  { ends: published },
);

/** Parameters of runtime-not-ending: the stricter the tier, the earlier it asks. */
export const endingParameters = table(
  z.strictObject({ ends, days: count.describe("Days before the end by which a service must have moved.") }),
  { ends: published, days: 180 },
  { ends: published, days: 90 },
  { ends: published, days: 30 },
);

/** What a list says of a runtime: its last day, that it is older than all of its family there, or nothing. */
export function endOf(
  runtime: Runtime,
  listed: Readonly<Record<string, string>>,
): string | "long ago" | undefined {
  const family = Object.entries(listed).flatMap(([name, end]) => {
    const line = parseRuntime(name);
    return line?.family === runtime.family ? [{ line, end }] : [];
  });
  const own = family.find(({ line }) => isOfLine(runtime, line));
  if (own !== undefined || family.length === 0) return own?.end;
  return family.every(({ line }) => byVersion(runtime, line) < 0) ? "long ago" : undefined;
}

/** 16.20 is of line 16, and 3.10 is not of line 3.1. */
function isOfLine({ version }: Runtime, line: Runtime): boolean {
  return line.version.every((part, at) => part === version[at]);
}

function byVersion({ version: a }: Runtime, { version: b }: Runtime): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
