import type { Measure } from "./measures";

const source = /^\s*([a-z][\w-]*)\("((?:[^"\\]|\\.)*)"\)/s;
const rollup = /\.rollup\(\s*"(\w+)"(?:\s*,\s*"([^"]*)")?/;
const timed = /(duration|latency|elapsed|response_?time)/i;
const failed =
  /(^|[\s(])(status|level):\(?"?(error|critical|fatal|emergency)|http\.status(_code|_class)?:\(?\[?"?(5|>=5)/i;

/**
 * What a monitor of logs, spans or other events measures, such as
 * `logs("service:cart status:error").index("*").rollup("count").last("5m") > 10`; undefined for other queries.
 */
export function measureOfEvents(query: string): Measure | undefined {
  const [, kind = "", search = ""] = source.exec(query) ?? [];
  if (kind.startsWith("error-tracking")) return "errors";
  const [, aggregation, measure = ""] = rollup.exec(query) ?? [];
  if (aggregation === undefined) return undefined;
  if (timed.test(measure)) return "latency";
  if (aggregation !== "count" && aggregation !== "cardinality") return undefined;
  return failed.test(search) ? "errors" : "traffic";
}
