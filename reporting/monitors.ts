import type * as datadog from "@pulumi/datadog";
import { type Settings, scopeOf } from "./settings";

/** Minutes without a run after which a nightly one is missed. */
const missedAfter = 26 * 60;

/**
 * Monitors of decline, by name: a service of tier 1 that is below its must-level, a score that fell within a week, and a
 * nightly run that told nothing. Figures come once a day, so each looks at a day or waits for one.
 */
export function monitorArgs(settings: Settings): Readonly<Record<string, datadog.MonitorArgs>> {
  const set = `set:${settings.set}`;
  const told = settings.notify.length === 0 ? "" : ` ${settings.notify.join(" ")}`;
  const common = {
    type: "metric alert",
    requireFullWindow: false,
    includeTags: true,
    tags: ["source:readiness"],
  };
  return {
    "below-must": {
      ...common,
      name: "Readiness: a service of tier 1 is below its must-level",
      query: `max(last_1d):max:readiness.below_must{${scopeOf(settings, set, "tier:1")}} by {project,stack,service,team} >= 1`,
      message: `{{service.name}} of {{team.name}} is below the level that tier 1 must have. \`readiness diff\` says what changed and why.${told}`,
      monitorThresholds: { critical: "1" },
      notifyNoData: false,
    },
    "score-fell": {
      ...common,
      type: "query alert",
      name: `Readiness: a score fell by ${settings.scoreDrop} points or more within a week`,
      query: `change(avg(last_1d),last_1w):avg:readiness.score{${scopeOf(settings, set)}} by {project,stack,service,team} <= -${settings.scoreDrop}`,
      message: `The score of {{service.name}} of {{team.name}} fell by {{value}} points within a week.${told}`,
      monitorThresholds: { critical: String(-settings.scoreDrop) },
      notifyNoData: false,
    },
    "run-missed": {
      ...common,
      name: "Readiness: no run told anything for a day",
      query: `min(last_4h):min:readiness.run{${scopeOf(settings)}} by {project,stack} < 1`,
      message: `No figures of stack {{stack.name}} came for 26 hours: look at the nightly job.${told}`,
      monitorThresholds: { critical: "1" },
      notifyNoData: true,
      noDataTimeframe: missedAfter,
    },
  };
}
