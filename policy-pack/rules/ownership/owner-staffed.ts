import { defineRule } from "../../engine/rule";
import { githubTeam } from "../../views/ownership/github-team";

export const ownerStaffed = defineRule({
  id: "owner-staffed",
  area: "ownership",
  level: "silver",
  title: "The owner is a team of enough people",
  why: "A team of one is a person: reviews, on-call and holidays need others who know the service.",
  fix: "Add people to members in catalog/teams/{team}.yaml, from which the team is declared; where it exists at GitHub already, add them there and set github.team in that file to its slug.",
  whenNot: "A service that few people can look after belongs to a larger team, or to a weaker tier.",
  evidence: ["declared", "observed"],
  messages: {
    missing: "The owner {owner} must have a team at GitHub; there is none with the slug {slug}.",
    few: "The owner's GitHub team {slug} must have at least {least} members; it has {found}.",
  },
  check({ service, evidence, parameters, fail, notApplicable }) {
    const owner = service.team;
    if (owner === undefined)
      return notApplicable("the owner is not a team of the catalog; owner-assigned judges that");
    const { slug, resource, members: found, exists } = githubTeam(owner, evidence);
    const least = parameters.members;
    if (found >= least) return;
    const site = { subject: slug, ...(resource && { resource }) };
    if (exists()) fail("few", { slug, least, found }, site);
    else fail("missing", { owner: owner.name, slug }, site);
  },
});
