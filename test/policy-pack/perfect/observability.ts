import type { PerfectPart } from "./part";

/** What the observability rules need of a perfect service, besides what all services have. */
export function observabilityPart(_name: string): PerfectPart {
  return {};
}
