import { listing } from "./kind";

/** About a repository and what lies in it; subject is the repository as the catalog names it. */
export const documentationKinds = {
  /** The repository itself (Repository: name, fullName, description, archived, visibility, defaultBranch). */
  repository: listing("github"),
} as const;
