import type * as datadog from "@pulumi/datadog";
import { type Settings, scopeOf } from "./settings";

type Widget = datadog.types.input.DashboardWidget;

/** A dashboard of readiness: how many services are where they must be, who is not, and how it came to be so. */
export function dashboardArgs(settings: Settings): datadog.DashboardArgs {
  const ofSet = (...tags: readonly string[]): string =>
    scopeOf(settings, `set:${settings.set}`, ...tags, "$team", "$tier");
  return {
    title: `Readiness${settings.stack === undefined ? "" : `, ${settings.stack}`}`,
    description: "From `readiness publish datadog`. Levels: 0 none, 1 bronze, 2 silver, 3 gold.",
    layoutType: "ordered",
    templateVariables: [
      { name: "team", prefix: "team", defaults: ["*"] },
      { name: "tier", prefix: "tier", defaults: ["*"] },
    ],
    widgets: [
      share("At their must-level, %", `100 - 100 * avg:readiness.below_must{${ofSet()}}`),
      list("Tier 1 below the must-level", `max:readiness.below_must{${ofSet("tier:1")}} by {service,team}`),
      list("Lowest scores", `avg:readiness.score{${ofSet()}} by {service}`, "asc"),
      lines("Share at the must-level by tier, %", [
        `100 - 100 * avg:readiness.below_must{${ofSet()}} by {tier}`,
      ]),
      lines("Level by team", [`avg:readiness.level.with_waivers{${ofSet()}} by {team}`]),
      lines("Coverage by area, %", [
        `avg:readiness.coverage{${scopeOf(settings, `set:${settings.set}`, "$team")}} by {area}`,
      ]),
      lines("Mandatory failures by team", [
        `sum:readiness.failures{${scopeOf(settings, "enforcement:mandatory", "$team", "$tier")}} by {team}`,
      ]),
      {
        eventStreamDefinition: {
          title: "What became less ready",
          query: eventQuery(settings),
          eventSize: "s",
        },
      },
    ],
  };
}

function eventQuery({ stack }: Settings): string {
  return `source:readiness${stack === undefined ? "" : ` stack:${stack.toLowerCase()}`}`;
}

function share(title: string, q: string): Widget {
  return { queryValueDefinition: { title, precision: 0, requests: [{ q, aggregator: "last" }] } };
}

function list(title: string, query: string, order: "asc" | "desc" = "desc"): Widget {
  return { toplistDefinition: { title, requests: [{ q: `top(${query}, 25, 'last', '${order}')` }] } };
}

function lines(title: string, queries: readonly string[]): Widget {
  return { timeseriesDefinition: { title, requests: queries.map((q) => ({ q, displayType: "line" })) } };
}
