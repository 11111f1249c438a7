import { defineRule } from "../../engine/rule";
import { emptiness, visibleLength } from "../../views/ownership/description";
import { linkedRepository, livesAlone } from "../../views/repository/repository";
import { describedBy } from "../../views/repository/repository-profile";

/** Characters that a sentence about a service needs. */
const least = 20;

export const descriptionPresent = defineRule({
  id: "description-present",
  area: "ownership",
  level: "bronze",
  title: "Every service says in its own words what it does",
  why: "Who is paged at night, or looks for whom to ask, must be able to tell in one line what the service is for.",
  fix: "Set description in {file} to a sentence about what the service does, and for whom. Where it is absent, the description of a repository that is the service's alone counts.",
  whenNot: "Never: what cannot be described in a sentence is more than one service, or none.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    missing: "The service must have a description.",
    placeholder: 'The description must be in the words of its team; "{description}" is a placeholder.',
    name: 'The description must say more than the name; it is "{description}".',
    short: "The description must have {least} characters or more; it has {found}.",
  },
  check({ service, evidence, fail, notApplicable }) {
    const own = service.facts.description;
    const repository = own === undefined ? linkedRepository(service, evidence) : undefined;
    // What is said of a shared repository is said of none of its services.
    const home = repository && livesAlone(service, repository, evidence) ? repository : undefined;
    if (!service.inCatalog && home === undefined)
      return notApplicable("the service is not in a catalog and has no repository in the stack");
    const stated = own === undefined && home ? describedBy(home, evidence) : { text: own ?? "", site: {} };
    const description = stated.text;
    if (visibleLength(description) === 0) return fail("missing", {});

    const empty = emptiness(description, service.facts, least);
    if (empty === "short") fail("short", { least, found: visibleLength(description) }, stated.site);
    else if (empty) fail(empty, { description }, stated.site);
  },
});
