import type { PerfectPart } from "./part";

/** What the cost rules need of a perfect service, besides what all services have. */
export function costPart(_name: string): PerfectPart {
  return {};
}
