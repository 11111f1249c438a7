import type { CatalogFacts } from "../../catalog/graph";
import { rollouts } from "../../tiers/rollout";
import type { Inventory } from "./inventory";
import type { JudgeContext } from "./judge";
import type { Subject } from "./rule";
import type { Today } from "./today";

const longestBreakGlass = 24 * 60 * 60 * 1_000;

/** What surrounds every judgement, wherever it is asked for: day, scope, releases, and the emergency on record. */
export function contextOf(
  { surroundings: { catalog, service } }: Inventory,
  scope: JudgeContext["scope"],
  today: Today,
  clock: () => number,
): JudgeContext {
  return {
    today: today.day,
    scope,
    rollouts,
    breakGlass: (asked) => {
      const emergency = catalog?.breakGlass;
      if (emergency === undefined || !isInForce(emergency.until, today.now)) return undefined;
      const of = emergency.service === undefined ? undefined : service(emergency.service)?.subject;
      return isFor(emergency, of, asked) ? { by: emergency.by, until: emergency.until } : undefined;
    },
    clock,
  };
}

/** One of the whole stack lets the catalog's own runs through; one of a service, that service's gate. */
function isFor(
  { service }: NonNullable<CatalogFacts["breakGlass"]>,
  of: Subject | undefined,
  asked: Subject | undefined,
): boolean {
  if (service === undefined || asked === undefined) return service === undefined && asked === undefined;
  return of?.name === asked.name;
}

/** Until its end, and never for longer than a day from now: a record of the far future is no emergency. */
export function isInForce(until: string, now: Date): boolean {
  const left = Date.parse(until) - now.getTime();
  return left > 0 && left <= longestBreakGlass;
}
