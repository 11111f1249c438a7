import type { CatalogFacts, ServiceFacts } from "../../../catalog/graph";

/** What GitHub calls the environment that a service's users are served from. */
export function productionEnvironment({ environments }: ServiceFacts): string {
  return environments.production ?? "production";
}

const usualNames = ["prod", "production"];

/**
 * Whether an environment's name means production, which every vendor is free to call otherwise. What exists once an
 * environment is judged in its own stack, whose environment takes production's place there.
 */
export function isProduction(
  environment: string,
  facts: ServiceFacts,
  catalog: CatalogFacts | undefined,
): boolean {
  const name = environment.trim().toLowerCase();
  const stated = [productionEnvironment(facts), catalog?.environment].map((one) => one?.toLowerCase());
  return stated.includes(name) || usualNames.includes(name);
}
