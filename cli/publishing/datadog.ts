import { z } from "zod";
import { UnansweredError } from "../../evidence/http/outcome";
import { type EventNews, eventsOf } from "../../scorecard/datadog/events";
import { type Series, seriesBatches, seriesOf } from "../../scorecard/datadog/metrics";
import {
  type DatadogOutcome,
  type DatadogRule,
  datadogOutcomes,
  datadogRules,
} from "../../scorecard/datadog/outcomes";
import type { Pair } from "../../scorecard/notify/news";
import { sentKey } from "../notify/sent-file";
import { counted } from "../terminal";
import type { DatadogApi } from "./datadog-api";
import { publishScorecards } from "./datadog-scorecards";
import type { DatadogPart } from "./parts";

/** All that goes to Datadog of some scorecards. */
export interface DatadogPlan {
  readonly metrics: readonly Series[];
  readonly events: readonly EventNews[];
  readonly rules: readonly DatadogRule[];
  readonly outcomes: readonly DatadogOutcome[];
}

export interface DatadogMoment {
  readonly now: Date;
  /** Instead of each stack's name. */
  readonly env?: string | undefined;
  /** Whether a piece of news was told before. */
  wasTold(key: string): boolean;
}

/** Who is told an event, as the file of what was told knows it. */
export const eventReader = "datadog events";

/** The key of an event's news in the file of what was told. */
function eventKey(key: string): string {
  return sentKey(eventReader, key);
}

/** Makes of scorecards what Datadog takes. */
export function datadogPlan(
  pairs: readonly Pair[],
  parts: readonly DatadogPart[],
  { now, env, wasTold }: DatadogMoment,
): DatadogPlan {
  const timestamp = Math.floor(now.getTime() / 1000);
  const of = <T>(part: DatadogPart, make: (pair: Pair) => readonly T[]): readonly T[] =>
    parts.includes(part) ? pairs.flatMap(make) : [];
  return {
    metrics: of("metrics", ({ later }) => seriesOf(later, { timestamp, env: env ?? later.stack })),
    events: of("events", (pair) => eventsOf(pair, env ?? pair.later.stack, (key) => !wasTold(eventKey(key)))),
    rules: of("scorecards", ({ later }) => datadogRules(later)),
    outcomes: of("scorecards", ({ later }) => datadogOutcomes(later)),
  };
}

/** What came of a part: what was written, or why not. */
export interface PartResult {
  readonly part: DatadogPart;
  readonly did: string | undefined;
  readonly failure: string | undefined;
}

/** Writes each part; one that fails keeps no other from being written. `told` is called after each event. */
export async function publishToDatadog(
  api: DatadogApi,
  plan: DatadogPlan,
  parts: readonly DatadogPart[],
  told: (keys: readonly string[]) => void,
): Promise<readonly PartResult[]> {
  const works: Readonly<Record<DatadogPart, () => Promise<string>>> = {
    metrics: () => sendMetrics(api, plan.metrics),
    events: () => sendEvents(api, plan.events, told),
    scorecards: async () => {
      const { created, changed, outcomes } = await publishScorecards(api, plan.rules, plan.outcomes);
      return `${counted(created, "rule")} created, ${changed} changed, ${counted(outcomes, "outcome")}`;
    },
  };
  const results: PartResult[] = [];
  for (const part of parts) results.push(await resultOf(part, works[part]));
  return results;
}

async function resultOf(part: DatadogPart, work: () => Promise<string>): Promise<PartResult> {
  try {
    return { part, did: await work(), failure: undefined };
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return { part, did: undefined, failure: error.message };
  }
}

async function sendMetrics(api: DatadogApi, series: readonly Series[]): Promise<string> {
  for (const batch of seriesBatches(series)) await api.upload("/api/v2/series", batch);
  return `${series.length} series`;
}

async function sendEvents(
  api: DatadogApi,
  events: readonly EventNews[],
  told: (keys: readonly string[]) => void,
): Promise<string> {
  for (const { keys, event } of events) {
    await api.call("POST", "/api/v1/events", event, z.object({}));
    told(keys.map(eventKey));
  }
  return counted(events.length, "event");
}
