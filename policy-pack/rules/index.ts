import type { AnyRule } from "../engine/rule";
import { branchProtected } from "./delivery/branch-protected";
import { checksRequired } from "./delivery/checks-required";
import { reviewsRequired } from "./delivery/reviews-required";
import { repositoryLinked } from "./documentation/repository-linked";
import { runbookPresent } from "./documentation/runbook-present";
import { dashboardPresent } from "./observability/dashboard-present";
import { goldenSignalsMonitored } from "./observability/golden-signals-monitored";
import { healthChecked } from "./observability/health-checked";
import { monitorsExplain } from "./observability/monitors-explain";
import { monitorsNotMuted } from "./observability/monitors-not-muted";
import { monitorsNotify } from "./observability/monitors-notify";
import { monitorsPresent } from "./observability/monitors-present";
import { telemetryFlowing } from "./observability/telemetry-flowing";
import { escalationLayered } from "./on-call/escalation-layered";
import { onCallCovered } from "./on-call/on-call-covered";
import { onCallScheduled } from "./on-call/on-call-scheduled";
import { serviceWired } from "./on-call/service-wired";
import { descriptionPresent } from "./ownership/description-present";
import { lifecycleDeclared } from "./ownership/lifecycle-declared";
import { ownerAssigned } from "./ownership/owner-assigned";
import { ownerReachable } from "./ownership/owner-reachable";
import { tierApproved } from "./ownership/tier-approved";
import { tierJustified } from "./ownership/tier-justified";
import { dependenciesHold } from "./reliability/dependencies-hold";
import { sloAlertsOnBurn } from "./reliability/slo-alerts-on-burn";
import { sloBudgetLeft } from "./reliability/slo-budget-left";
import { sloDefined } from "./reliability/slo-defined";
import { sloTargetMeetsTier } from "./reliability/slo-target-meets-tier";

/** Every rule of the set production-readiness, sorted by id. Nothing registers itself: what is not here does not exist. */
export const rules: readonly AnyRule[] = [
  branchProtected,
  checksRequired,
  dashboardPresent,
  dependenciesHold,
  descriptionPresent,
  escalationLayered,
  goldenSignalsMonitored,
  healthChecked,
  lifecycleDeclared,
  monitorsExplain,
  monitorsNotMuted,
  monitorsNotify,
  monitorsPresent,
  onCallCovered,
  onCallScheduled,
  ownerAssigned,
  ownerReachable,
  repositoryLinked,
  reviewsRequired,
  runbookPresent,
  serviceWired,
  sloAlertsOnBurn,
  sloBudgetLeft,
  sloDefined,
  sloTargetMeetsTier,
  telemetryFlowing,
  tierApproved,
  tierJustified,
];
