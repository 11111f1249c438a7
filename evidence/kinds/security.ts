import { listing } from "./kind";

/** About the security of a repository; subject is the repository as the catalog names it. */
export const securityKinds = {
  /** Whether vulnerability alerts are on: RepositoryVulnerabilityAlerts {enabled}. */
  "vulnerability-alerts": listing("github"),
} as const;
