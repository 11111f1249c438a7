import type { PerfectPart } from "./part";

/** What the example of a further rule set needs of a perfect service, besides what all services have. */
export function runtimeMigrationPart(_name: string): PerfectPart {
  return { facts: { tags: ["runtime:nodejs24"] } };
}
