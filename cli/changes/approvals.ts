import type { Service, Team } from "../../catalog/schema";
import type { Snapshot, SnapshotStack } from "./snapshot";

interface Side {
  readonly service: Service;
  readonly stack: SnapshotStack;
  readonly snapshot: Snapshot;
}

/** Tells of a login whether it may approve a tier. */
type Approvers = (login: string, tier: 1 | 2 | 3) => boolean;

/** Who may approve in a stack: the logins that its config lists, and members of the teams that it lists. */
export function approverIndex({ stack, snapshot }: Pick<Side, "stack" | "snapshot">): Approvers {
  const teams = new Map<string, Team>(
    snapshot.catalog.teams.flatMap((team) => [...team.aliases, team.name].map((name) => [name, team])),
  );
  const loginsOf = (listed: readonly string[]): ReadonlySet<string> =>
    new Set(
      listed.flatMap(
        (name) => teams.get(name)?.members.map(({ login }) => login.toLowerCase()) ?? [name.toLowerCase()],
      ),
    );
  const { approvers } = stack.config;
  const byTier = {
    1: loginsOf(approvers[1] ?? []),
    2: loginsOf(approvers[2] ?? []),
    3: loginsOf(approvers[3] ?? []),
  };
  return (login, tier) => byTier[tier].has(login.toLowerCase());
}

/** Which of a service's recorded approvals, and of its waivers' approvers, count. */
export function approvalsOf({ service, stack, snapshot }: Side, mayApprove: Approvers): unknown {
  const names = [service.name, ...service.aliases];
  const { promotions } = stack.config;
  const records = names.flatMap((name) => (Object.hasOwn(promotions, name) ? (promotions[name] ?? []) : []));
  const waivers = snapshot.catalog.waivers.filter((waiver) => names.includes(waiver.service));
  return [
    records.map(({ by, to }) => mayApprove(by, to)),
    waivers.map(({ approver }) => [1, 2, 3].map((tier) => mayApprove(approver, tier as 1 | 2 | 3))), // the three tiers
  ];
}
