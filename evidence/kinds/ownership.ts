import { listing } from "./kind";

/** About teams; subject is the team's slug. */
export const ownershipKinds = {
  /**
   * The team (Team: name, slug, membersCount) and its members (TeamMembers: teamId, members), child teams' members
   * included in both. Absent only where teams may be seen, since a hidden team looks the same.
   */
  "team-members": listing("github"),
} as const;
