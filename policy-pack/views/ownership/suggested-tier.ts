import { type Assessment, assessTier } from "../../../tiers/assessment";
import type { Subject } from "../../engine/rule";

/** The tier that a service's facts suggest, or the facts that are missing to say so. */
export function suggestedTier({ facts }: Subject): Assessment | { readonly missing: readonly string[] } {
  const { criticality, risk, exposure, dataClass } = facts;
  if (criticality !== undefined && risk !== undefined)
    return assessTier({ criticality, risk, exposure, dataClass });
  return {
    missing: [...(criticality === undefined ? ["criticality"] : []), ...(risk === undefined ? ["risk"] : [])],
  };
}
