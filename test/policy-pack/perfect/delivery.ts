import type { PerfectPart } from "./part";

/** What the delivery rules need of a perfect service, besides what all services have. */
export function deliveryPart(_name: string): PerfectPart {
  return {};
}
