import type { Resource } from "../../engine/rule";
import type { Value } from "../../engine/value";

/** When a PagerDuty service's incidents are of low urgency: they notify, but do not escalate. */
export type LowUrgency = "at all times" | "during support hours" | "outside support hours";

/** When incidents of a service are of low urgency; undefined for never. Urgency is high where nothing is stated. */
export function lowUrgency(service: Resource): LowUrgency | undefined {
  const rule = service.props.get("incidentUrgencyRule");
  if (rule.get("type").string() !== "use_support_hours") return isLow(rule) ? "at all times" : undefined;
  const during = isLow(rule.get("duringSupportHours"));
  const outside = isLow(rule.get("outsideSupportHours"));
  if (during && outside) return "at all times";
  if (during) return "during support hours";
  return outside ? "outside support hours" : undefined;
}

/** Whether a service takes nothing but incidents of low urgency. */
export function isAlwaysLow(service: Resource): boolean {
  return lowUrgency(service) === "at all times";
}

function isLow(part: Value): boolean {
  return part.get("urgency").string() === "low";
}
