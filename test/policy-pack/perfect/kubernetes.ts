import type { PerfectPart } from "./part";

/** What the kubernetes rules need of a perfect service, besides what all services have. */
export function kubernetesPart(_name: string): PerfectPart {
  return {};
}
