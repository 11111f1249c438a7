import type { PerfectPart } from "./part";

/** What the security rules need of a perfect service, besides what all services have. */
export function securityPart(_name: string): PerfectPart {
  return {};
}
