import type { PerfectPart } from "./part";

/** What the on-call rules need of a perfect service, besides what all services have. */
export function onCallPart(_name: string): PerfectPart {
  return {};
}
