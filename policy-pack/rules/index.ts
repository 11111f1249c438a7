import type { AnyRule } from "../engine/rule";
import { branchProtected } from "./delivery/branch-protected";
import { checksRequired } from "./delivery/checks-required";
import { reviewsRequired } from "./delivery/reviews-required";
import { repositoryLinked } from "./documentation/repository-linked";
import { runbookPresent } from "./documentation/runbook-present";
import { monitorsNotify } from "./observability/monitors-notify";
import { monitorsPresent } from "./observability/monitors-present";
import { escalationLayered } from "./on-call/escalation-layered";
import { incidentProcess } from "./on-call/incident-process";
import { incidentReview } from "./on-call/incident-review";
import { onCallCovered } from "./on-call/on-call-covered";
import { onCallLoad } from "./on-call/on-call-load";
import { onCallReachable } from "./on-call/on-call-reachable";
import { onCallScheduled } from "./on-call/on-call-scheduled";
import { pagesBearable } from "./on-call/pages-bearable";
import { respondersTrained } from "./on-call/responders-trained";
import { serviceWired } from "./on-call/service-wired";
import { descriptionPresent } from "./ownership/description-present";
import { lifecycleDeclared } from "./ownership/lifecycle-declared";
import { ownerAssigned } from "./ownership/owner-assigned";
import { ownerReachable } from "./ownership/owner-reachable";
import { tierApproved } from "./ownership/tier-approved";
import { tierJustified } from "./ownership/tier-justified";
import { dependenciesHold } from "./reliability/dependencies-hold";
import { sloDefined } from "./reliability/slo-defined";
import { sloTargetMeetsTier } from "./reliability/slo-target-meets-tier";

/** Every rule of the set production-readiness, sorted by id. Nothing registers itself: what is not here does not exist. */
export const rules: readonly AnyRule[] = [
  branchProtected,
  checksRequired,
  dependenciesHold,
  descriptionPresent,
  escalationLayered,
  incidentProcess,
  incidentReview,
  lifecycleDeclared,
  monitorsNotify,
  monitorsPresent,
  onCallCovered,
  onCallLoad,
  onCallReachable,
  onCallScheduled,
  ownerAssigned,
  ownerReachable,
  pagesBearable,
  repositoryLinked,
  respondersTrained,
  reviewsRequired,
  runbookPresent,
  serviceWired,
  sloDefined,
  sloTargetMeetsTier,
  tierApproved,
  tierJustified,
];
