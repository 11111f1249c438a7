import { defineRule } from "../../engine/rule";

export const ownerAssigned = defineRule({
  id: "owner-assigned",
  area: "ownership",
  level: "bronze",
  title: "Every service is owned by a team of the catalog",
  why: "A service that nobody owns is nobody's to page, to patch or to retire.",
  fix: "Set owner in {file} to the name of a file in catalog/teams; add the team first if it has none.",
  whenNot: "Never: a service without an owner should be retired instead.",
  evidence: ["catalog"],
  unwaivableAt: [1, 2, 3],
  messages: {
    missing: "The service must have an owner.",
    person: "The owner {owner} must be a team, not a person.",
    unknownTeam: "The owner {owner} must be a team in catalog/teams.",
  },
  check({ service, surroundings, fail }) {
    const owner = service.facts.owner?.trim();
    if (!owner) return fail("missing", {});
    if (surroundings.team(owner)) return;
    const people = (surroundings.catalog?.teams ?? []).flatMap((team) =>
      team.members.map((member) => member.login.toLowerCase()),
    );
    // @login and an e-mail address are people; @organisation/team is a team, if none of the catalog.
    const isPerson = /^@[^/]*$|^[^@]+@/.test(owner) || people.includes(owner.toLowerCase());
    fail(isPerson ? "person" : "unknownTeam", { owner });
  },
});
