import type { ServiceFacts } from "../graph";
import type { Tier } from "../tier";

const publicLocations: Readonly<Record<Tier, readonly string[]>> = {
  1: ["aws:eu-central-1", "aws:us-east-1", "aws:ap-southeast-1"],
  2: ["aws:eu-central-1"],
  3: ["aws:eu-central-1"],
};
const isPrivate = (location: string): boolean => location.startsWith("pl:");

/** From where a health endpoint is checked; an internal one is only seen from private locations. */
export function locationsOf(health: ServiceFacts["health"], tier: Tier): readonly string[] {
  if (health === undefined) return [];
  if (health.internal) return (health.locations ?? []).filter(isPrivate);
  return health.locations ?? publicLocations[tier];
}
