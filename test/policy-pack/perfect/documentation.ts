import type { PerfectPart } from "./part";

/** What the documentation rules need of a perfect service, besides what all services have. */
export function documentationPart(_name: string): PerfectPart {
  return {};
}
