import assert from "node:assert/strict";
import { measureOfEvents } from "../../../../policy-pack/views/monitors/event-queries";
import type { Measure } from "../../../../policy-pack/views/monitors/measures";

const cases: Readonly<Record<string, readonly [query: string, measure: Measure | undefined]>> = {
  "logs with an error status": [
    'logs("service:a status:error").index("*").rollup("count").last("5m") > 1',
    "errors",
  ],
  "logs with one of several statuses": [
    'logs("status:(critical OR error)").rollup("count").last("5m") > 1',
    "errors",
  ],
  "spans that failed": [
    'trace-analytics("service:a @http.status_code:5*").rollup("count").last("5m") > 1',
    "errors",
  ],
  "spans in a range of statuses": [
    'trace-analytics("@http.status_code:[500 TO 599]").rollup("count") > 1',
    "errors",
  ],
  "issues of error tracking": [
    'error-tracking-logs("service:a").rollup("count").by("issue.id").last("1d") >= 1',
    "errors",
  ],
  "all logs, counted": ['logs("service:a").index("main").rollup("count").last("5m") < 1', "traffic"],
  "different users": ['rum("service:a").rollup("cardinality", "@usr.id").last("5m") < 1', "traffic"],
  "durations of spans": [
    'trace-analytics("service:a").rollup("pc95", "@duration").last("5m") > 1',
    "latency",
  ],
  "durations of what failed": [
    'trace-analytics("status:error").rollup("avg", "@duration").last("5m") > 1',
    "latency",
  ],
  "another measure": ['logs("service:a").rollup("avg", "@queue.size").last("5m") > 1', undefined],
  "words of a quoted phrase": ['logs("message:\\"status:error\\" service:a").rollup("count") > 1', "traffic"],
  "a metric": ["avg(last_5m):avg:a.duration{service:a} > 1", undefined],
  "a word that only ends like a status": ['logs("my_status:error").rollup("count") > 1', "traffic"],
};

describe("measureOfEvents", () => {
  for (const [name, [query, measure]] of Object.entries(cases))
    it(`tells what monitors of ${name} measure`, () => assert.equal(measureOfEvents(query), measure));
  for (const part of ['logs("', "\\", 'logs("a").rollup(', "status:", " "]) {
    it(`takes time linear in the length of many '${part}'`, () => {
      const started = process.cpuUsage();
      measureOfEvents(part.repeat(1_000_000 / part.length));
      measureOfEvents(`logs("${part.replaceAll('"', "").repeat(1_000_000 / part.length)}").rollup("count")`);
      assert.ok(process.cpuUsage(started).user < 3_000_000);
    });
  }
});
