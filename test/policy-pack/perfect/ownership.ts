import type { PerfectPart } from "./part";

/** What the ownership rules need of a perfect service, besides what all services have. */
export function ownershipPart(_name: string): PerfectPart {
  return {};
}
