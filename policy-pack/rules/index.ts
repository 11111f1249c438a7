import type { AnyRule } from "../engine/rule";
import { branchProtected } from "./delivery/branch-protected";
import { checksRequired } from "./delivery/checks-required";
import { reviewsRequired } from "./delivery/reviews-required";
import { apiDescribed } from "./documentation/api-described";
import { architectureDocumented } from "./documentation/architecture-documented";
import { readmeComplete } from "./documentation/readme-complete";
import { readmePresent } from "./documentation/readme-present";
import { repositoryLinked } from "./documentation/repository-linked";
import { runbookFresh } from "./documentation/runbook-fresh";
import { runbookPresent } from "./documentation/runbook-present";
import { runbookUseful } from "./documentation/runbook-useful";
import { monitorsNotify } from "./observability/monitors-notify";
import { monitorsPresent } from "./observability/monitors-present";
import { escalationLayered } from "./on-call/escalation-layered";
import { onCallCovered } from "./on-call/on-call-covered";
import { onCallScheduled } from "./on-call/on-call-scheduled";
import { serviceWired } from "./on-call/service-wired";
import { descriptionPresent } from "./ownership/description-present";
import { lifecycleDeclared } from "./ownership/lifecycle-declared";
import { ownerAssigned } from "./ownership/owner-assigned";
import { ownerReachable } from "./ownership/owner-reachable";
import { ownerStaffed } from "./ownership/owner-staffed";
import { tierApproved } from "./ownership/tier-approved";
import { tierJustified } from "./ownership/tier-justified";
import { dependenciesHold } from "./reliability/dependencies-hold";
import { sloDefined } from "./reliability/slo-defined";
import { sloTargetMeetsTier } from "./reliability/slo-target-meets-tier";

/** Every rule of the set production-readiness, sorted by id. Nothing registers itself: what is not here does not exist. */
export const rules: readonly AnyRule[] = [
  apiDescribed,
  architectureDocumented,
  branchProtected,
  checksRequired,
  dependenciesHold,
  descriptionPresent,
  escalationLayered,
  lifecycleDeclared,
  monitorsNotify,
  monitorsPresent,
  onCallCovered,
  onCallScheduled,
  ownerAssigned,
  ownerReachable,
  ownerStaffed,
  readmeComplete,
  readmePresent,
  repositoryLinked,
  reviewsRequired,
  runbookFresh,
  runbookPresent,
  runbookUseful,
  serviceWired,
  sloDefined,
  sloTargetMeetsTier,
  tierApproved,
  tierJustified,
];
