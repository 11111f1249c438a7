import { approversOf, hasMember, isListed } from "../../engine/approvals";
import { defineRule } from "../../engine/rule";
import { tierRecords } from "../../views/ownership/approvals";

export const tierApproved = defineRule({
  id: "tier-approved",
  area: "ownership",
  level: "bronze",
  title: "Somebody outside the team has approved a strict tier",
  why: "A strict tier binds other teams, who are paged, review and pay for it; the owner alone cannot decide that.",
  fix: "Record under readiness:promotions in the stack's config, for {service}, an approval of tier {tier} (from, to, by, at, ticket) by somebody whom readiness:approvers lists for that tier and who is not a member of {team}.",
  whenNot: "Never at tier 1. At tier 2 a waiver may bridge the days until the approver is back.",
  evidence: ["catalog"],
  tiers: [1, 2],
  unwaivableAt: [1],
  noGrace: true,
  messages: {
    missing: "Tier {tier} must have an approval on record.",
    future: "The approval of tier {tier} must not be dated after today; it is of {at}.",
    other: "The last approval on record must be of tier {tier}; it is of tier {to}, by {by} on {at}.",
    ownTeam: "The approval of tier {tier} must come from outside {team}; {by} is a member.",
    noApprovers: "The stack's config must list who may approve tier {tier}.",
    notAllowed: "The approval of tier {tier} must come from a listed approver; {by} is none.",
  },
  check({ service, surroundings, today, fail, notApplicable }) {
    const { tier, team } = service;
    const { past, future, latest } = tierRecords(service, surroundings, today);
    const last = past.at(-1);
    const [early] = future.filter(({ to }) => to === tier);
    if (last?.to !== tier && early) return fail("future", { tier, at: early.at });
    if (last === undefined) return fail("missing", { tier });
    if (last.to !== tier) return fail("other", { tier, to: last.to, by: last.by, at: last.at });

    // Without a list nobody may approve: whoever edits the record could name anybody.
    const approvers = approversOf(tier, surroundings);
    if (approvers.length === 0) return fail("noApprovers", { tier });
    const allowed = latest.filter(({ by }) => isListed(by, approvers, surroundings));
    if (allowed.length === 0) return fail("notAllowed", { tier, by: last.by });
    if (team === undefined)
      return notApplicable("the owner is not a team of the catalog; owner-assigned judges that");
    const [inside] = allowed;
    const isOutside = allowed.some(({ by }) => !hasMember(team, by));
    if (!isOutside && inside) fail("ownTeam", { tier, team: team.name, by: inside.by });
  },
});
