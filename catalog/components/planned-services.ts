import type { StackConfig } from "../../stacks/schema";
import type { Catalog } from "../schema";
import type { PlannedService } from "./repository-plan";

/** Each service with the tier that the stack gives it, 3 where the stack does not list it. */
export function planServices(
  catalog: Pick<Catalog, "services" | "teams">,
  { tiers, stack, owns }: Pick<StackConfig, "tiers" | "stack" | "owns">,
): readonly PlannedService[] {
  const teams = new Map(
    catalog.teams.flatMap(({ name, aliases }) => [...aliases, name].map((alias) => [alias, name] as const)),
  );
  return catalog.services.map((service) => {
    const tier = Object.hasOwn(tiers, service.name) ? tiers[service.name] : undefined;
    return {
      facts: { ...service, tier: tier ?? 3, tierFrom: tier === undefined ? "default" : "stack" },
      team: teams.get(service.owner ?? ""),
      adopt: owns && (service.adopt?.stack ?? stack) === stack ? (service.adopt ?? {}) : {},
    };
  });
}
