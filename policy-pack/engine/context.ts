import type { CatalogFacts } from "../../catalog/graph";
import { rollouts } from "../../tiers/rollout";
import type { Inventory } from "./inventory";
import type { JudgeContext } from "./judge";
import type { Subject } from "./rule";
import type { Today } from "./today";

const longestBreakGlass = 24 * 60 * 60 * 1_000;

type Emergency = NonNullable<CatalogFacts["breakGlass"]>;

/** What surrounds every judgement, wherever it is asked for: day, scope, releases, and the emergency on record. */
export function contextOf(
  inventory: Inventory,
  scope: JudgeContext["scope"],
  today: Today,
  clock: () => number,
): JudgeContext {
  const { catalog, service } = inventory.surroundings;
  const emergency = catalog?.breakGlass;
  const inForce = emergency !== undefined && stateOfEmergency(emergency, inventory, today) === "in-force";
  return {
    today: today.day,
    scope,
    rollouts,
    breakGlass: (asked) => {
      if (!inForce) return undefined;
      const of = emergency.service === undefined ? undefined : service(emergency.service)?.subject;
      return isFor(emergency, of, asked) ? { by: emergency.by, until: emergency.until } : undefined;
    },
    clock,
  };
}

/** One of the whole stack lets the catalog's own runs through; one of a service, that service's gate. */
function isFor({ service }: Emergency, of: Subject | undefined, asked: Subject | undefined): boolean {
  if (service === undefined || asked === undefined) return service === undefined && asked === undefined;
  return of?.name === asked.name;
}

/**
 * How an emergency on record stands. It lasts a day at most, from when the catalog was stated: a record of the far
 * future is no emergency, nor does it become one on the last day before its end.
 */
export function stateOfEmergency(
  { until }: Emergency,
  { statedAt }: Pick<Inventory, "statedAt">,
  { now }: Pick<Today, "now">,
): "in-force" | "ended" | "refused" {
  const end = Date.parse(until);
  if (end <= now.getTime()) return "ended";
  const stated = statedAt === undefined ? now.getTime() : Math.min(now.getTime(), Date.parse(statedAt));
  return end - stated > longestBreakGlass ? "refused" : "in-force";
}
