import { github } from "../../../policy-pack/engine/tokens";
import type { PerfectPart } from "./part";

/** What the ownership rules need of a perfect service, besides what all services have. */
export function ownershipPart(_name: string): PerfectPart {
  const team = { id: "7001", name: "orders", slug: "orders", privacy: "closed" };
  const members = ["amy", "ben", "cho", "dia"].map((username) => ({ username, role: "member" }));
  return {
    shared: [
      { type: github.team, name: "orders-team", parent: "catalog", props: team },
      {
        type: github.teamMembers,
        name: "orders-members",
        parent: "catalog",
        props: { id: team.id, teamId: team.id, members },
        dependsOn: { teamId: ["orders-team"] },
      },
    ],
  };
}
