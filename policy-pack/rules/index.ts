import type { AnyRule } from "../engine/rule";
import { costAttributed } from "./cost/cost-attributed";
import { costWatched } from "./cost/cost-watched";
import { adminsIncluded } from "./delivery/admins-included";
import { branchProtected } from "./delivery/branch-protected";
import { checksRequired } from "./delivery/checks-required";
import { codeownersPresent } from "./delivery/codeowners-present";
import { commitsSigned } from "./delivery/commits-signed";
import { deployedRecently } from "./delivery/deployed-recently";
import { deploymentGuarded } from "./delivery/deployment-guarded";
import { deploysGradually } from "./delivery/deploys-gradually";
import { pipelinePresent } from "./delivery/pipeline-present";
import { reviewsRequired } from "./delivery/reviews-required";
import { apiDescribed } from "./documentation/api-described";
import { architectureDocumented } from "./documentation/architecture-documented";
import { readmeComplete } from "./documentation/readme-complete";
import { readmePresent } from "./documentation/readme-present";
import { repositoryLinked } from "./documentation/repository-linked";
import { runbookFresh } from "./documentation/runbook-fresh";
import { runbookPresent } from "./documentation/runbook-present";
import { runbookUseful } from "./documentation/runbook-useful";
import { workloadBounded } from "./kubernetes/workload-bounded";
import { workloadDisruptionBudget } from "./kubernetes/workload-disruption-budget";
import { workloadHardened } from "./kubernetes/workload-hardened";
import { workloadProbed } from "./kubernetes/workload-probed";
import { dashboardPresent } from "./observability/dashboard-present";
import { goldenSignalsMonitored } from "./observability/golden-signals-monitored";
import { healthChecked } from "./observability/health-checked";
import { monitorsExplain } from "./observability/monitors-explain";
import { monitorsNotMuted } from "./observability/monitors-not-muted";
import { monitorsNotify } from "./observability/monitors-notify";
import { monitorsPresent } from "./observability/monitors-present";
import { telemetryFlowing } from "./observability/telemetry-flowing";
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
import { ownerStaffed } from "./ownership/owner-staffed";
import { tierApproved } from "./ownership/tier-approved";
import { tierJustified } from "./ownership/tier-justified";
import { backupRestorable } from "./reliability/backup-restorable";
import { dependenciesHold } from "./reliability/dependencies-hold";
import { disasterRecoveryTested } from "./reliability/disaster-recovery-tested";
import { loadTested } from "./reliability/load-tested";
import { redundancyDeclared } from "./reliability/redundancy-declared";
import { rollbackReady } from "./reliability/rollback-ready";
import { sloAlertsOnBurn } from "./reliability/slo-alerts-on-burn";
import { sloBudgetLeft } from "./reliability/slo-budget-left";
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
  adminsIncluded,
  apiDescribed,
  architectureDocumented,
  backupRestorable,
  branchProtected,
  checksRequired,
  codeScanned,
  codeownersPresent,
  commitsSigned,
  costAttributed,
  costWatched,
  dashboardPresent,
  dependenciesHold,
  dependencyUpdatesAutomated,
  deployedRecently,
  deploymentGuarded,
  deploysGradually,
  descriptionPresent,
  disasterRecoveryTested,
  escalationLayered,
  goldenSignalsMonitored,
  healthChecked,
  incidentProcess,
  incidentReview,
  lifecycleDeclared,
  loadTested,
  monitorsExplain,
  monitorsNotMuted,
  monitorsNotify,
  monitorsPresent,
  noLeakedSecrets,
  onCallCovered,
  onCallLoad,
  onCallReachable,
  onCallScheduled,
  ownerAssigned,
  ownerReachable,
  ownerStaffed,
  pagesBearable,
  pipelinePresent,
  readmeComplete,
  readmePresent,
  redundancyDeclared,
  repositoryLinked,
  respondersTrained,
  reviewsRequired,
  rollbackReady,
  runbookFresh,
  runbookPresent,
  runbookUseful,
  secretScanningOn,
  secretsManaged,
  securityReviewed,
  serviceWired,
  sloAlertsOnBurn,
  sloBudgetLeft,
  sloDefined,
  sloTargetMeetsTier,
  telemetryFlowing,
  tierApproved,
  tierJustified,
  vulnerabilitiesBelowLimit,
  vulnerabilityAlertsOn,
  workflowTokenReadOnly,
  workflowsHardened,
  workloadBounded,
  workloadDisruptionBudget,
  workloadHardened,
  workloadProbed,
];
