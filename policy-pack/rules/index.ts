import type { AnyRule } from "../engine/rule";
import { monitorsNotify } from "./observability/monitors-notify";
import { monitorsPresent } from "./observability/monitors-present";
import { escalationLayered } from "./on-call/escalation-layered";
import { onCallCovered } from "./on-call/on-call-covered";
import { onCallScheduled } from "./on-call/on-call-scheduled";
import { serviceWired } from "./on-call/service-wired";
import { ownerAssigned } from "./ownership/owner-assigned";
import { dependenciesHold } from "./reliability/dependencies-hold";
import { sloDefined } from "./reliability/slo-defined";
import { sloTargetMeetsTier } from "./reliability/slo-target-meets-tier";

/** Every rule of the set production-readiness, sorted by id. Nothing registers itself: what is not here does not exist. */
export const rules: readonly AnyRule[] = [
  dependenciesHold,
  escalationLayered,
  monitorsNotify,
  monitorsPresent,
  onCallCovered,
  onCallScheduled,
  ownerAssigned,
  serviceWired,
  sloDefined,
  sloTargetMeetsTier,
];
