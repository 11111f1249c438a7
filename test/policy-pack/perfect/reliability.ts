import type { PerfectPart } from "./part";

/** What the reliability rules need of a perfect service, besides what all services have. */
export function reliabilityPart(_name: string): PerfectPart {
  return {};
}
