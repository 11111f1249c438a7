import type { AnyRule } from "../engine/rule";
import { branchProtected } from "./delivery/branch-protected";
import { checksRequired } from "./delivery/checks-required";
import { reviewsRequired } from "./delivery/reviews-required";
import { repositoryLinked } from "./documentation/repository-linked";
import { runbookPresent } from "./documentation/runbook-present";
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
import { tierApproved } from "./ownership/tier-approved";
import { tierJustified } from "./ownership/tier-justified";
import { dependenciesHold } from "./reliability/dependencies-hold";
import { sloDefined } from "./reliability/slo-defined";
import { sloTargetMeetsTier } from "./reliability/slo-target-meets-tier";
import { accessRestricted } from "./security/access-restricted";
import { codeScanned } from "./security/code-scanned";
import { dependencyUpdatesAutomated } from "./security/dependency-updates-automated";
import { noLeakedSecrets } from "./security/no-leaked-secrets";
import { secretScanningOn } from "./security/secret-scanning-on";
import { secretsManaged } from "./security/secrets-managed";
import { securityReviewed } from "./security/security-reviewed";
import { vulnerabilitiesBelowLimit } from "./security/vulnerabilities-below-limit";
import { vulnerabilityAlertsOn } from "./security/vulnerability-alerts-on";
import { workflowTokenReadOnly } from "./security/workflow-token-read-only";
import { workflowsHardened } from "./security/workflows-hardened";

/** Every rule of the set production-readiness, sorted by id. Nothing registers itself: what is not here does not exist. */
export const rules: readonly AnyRule[] = [
  accessRestricted,
  branchProtected,
  checksRequired,
  codeScanned,
  dependenciesHold,
  dependencyUpdatesAutomated,
  descriptionPresent,
  escalationLayered,
  lifecycleDeclared,
  monitorsNotify,
  monitorsPresent,
  noLeakedSecrets,
  onCallCovered,
  onCallScheduled,
  ownerAssigned,
  ownerReachable,
  repositoryLinked,
  reviewsRequired,
  runbookPresent,
  secretScanningOn,
  secretsManaged,
  securityReviewed,
  serviceWired,
  sloDefined,
  sloTargetMeetsTier,
  tierApproved,
  tierJustified,
  vulnerabilitiesBelowLimit,
  vulnerabilityAlertsOn,
  workflowTokenReadOnly,
  workflowsHardened,
];
