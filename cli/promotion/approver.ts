import type { Tier } from "../../catalog/tier";
import { approversOf, hasMember, isListed, isTeam } from "../../policy-pack/engine/approvals";
import type { Subject, Surroundings } from "../../policy-pack/engine/rule";
import { plain } from "../../policy-pack/engine/text";

/** An approval that is looked at: by whom, of what, for whom, and who asked for it. */
interface Approval {
  readonly by: string;
  readonly tier: Tier;
  /** The teams that own the service: now, and before where that is another. */
  readonly owners: readonly Subject["team"][];
  /** Who wants the change; undefined where nobody told. */
  readonly asker: string | undefined;
}

/** What speaks against an approver, a sentence each, by the words of the pack; empty where nothing does. */
export function approverFaults(
  { by, tier, owners, asker }: Approval,
  surroundings: Surroundings,
): readonly string[] {
  return [...whyNotListed(by, tier, surroundings), ...personFaults({ by, owners, asker })];
}

/** What speaks against an approver as such, a sentence each, whatever is approved. */
export function personFaults({ by, owners, asker }: Omit<Approval, "tier">): readonly string[] {
  const owner = owners.find((team) => hasMember(team, by));
  const name = plain(by);
  return [
    ...(owner === undefined
      ? []
      : [`The approver must be from outside ${owner.name}, which owns the service; ${name} is a member.`]),
    ...(asker !== undefined && isSameLogin(asker, by)
      ? [`The approver must be another than who asks for it; both are ${name}.`]
      : []),
  ];
}

/** Whether two logins are one: people write @amy, and GitHub tells no case apart. */
export function isSameLogin(a: string, b: string): boolean {
  const [one, other] = [a, b].map((login) => login.trim().replace(/^@/, "").toLowerCase());
  return one === other;
}

/** Why somebody may not approve a tier by the list of a stack. */
export function whyNotListed(by: string, tier: Tier, surroundings: Surroundings): readonly string[] {
  const listed = approversOf(tier, surroundings);
  if (listed.length === 0)
    return [`readiness:approvers must list who may approve tier ${tier}; it lists nobody.`];
  if (isTeam(by, surroundings)) return [`The approver must be a person; ${plain(by)} is a team.`];
  if (isListed(by, listed, surroundings)) return [];
  return [
    `The approver must be one of those whom readiness:approvers lists for tier ${tier} (${listed.map(plain).join(", ")}); ${plain(by)} is none.`,
  ];
}
