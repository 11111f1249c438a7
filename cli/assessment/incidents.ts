import type { Inventory } from "../../policy-pack/engine/inventory";
import { daysBetween } from "../../tiers/calendar";
import { incidentDays } from "../../tiers/grading";

/**
 * The incidents of each service in the last days that somebody had to end, by its name; a service of which no vendor told
 * is left out.
 */
export function incidentsByService(
  { services }: Pick<Inventory, "services">,
  today: string,
): ReadonlyMap<string, number> {
  return new Map(
    services.flatMap(({ subject, evidence }) => {
      const told = evidence.told("incidents").filter((one) => one.subject === subject.name);
      if (told.length === 0) return [];
      const own = told.flatMap(({ value }) => value.incidents);
      const count = own.filter(
        ({ createdAt, mergedInto, resolvedBy }) =>
          mergedInto === undefined &&
          resolvedBy !== "automation" &&
          daysBetween(createdAt.slice(0, 10), today) <= incidentDays,
      ).length;
      return [[subject.name, count] as const];
    }),
  );
}
