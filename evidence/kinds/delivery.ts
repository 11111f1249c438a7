import { listing } from "./kind";

/** About how changes reach production; subject is the repository as the catalog names it. */
export const deliveryKinds = {
  /** What protects branches: BranchProtection, RepositoryRuleset and OrganizationRuleset that are in force. */
  "branch-protections": listing("github"),
} as const;
