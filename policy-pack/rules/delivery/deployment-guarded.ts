import { defineRule } from "../../engine/rule";
import { environmentOf } from "../../views/deployments/environments";
import { guardedRepository, reviewGap } from "../../views/deployments/guards";
import { productionEnvironment } from "../../views/deployments/production";
import { isDeployedTo } from "../../views/deployments/workflows";
import { homeSite } from "../../views/repository/repository";

export const deploymentGuarded = defineRule({
  id: "deployment-guarded",
  area: "delivery",
  level: "gold",
  title: "Nothing reaches production past the eyes of a team or a gate",
  why: "Whoever may push a branch may otherwise put it into production, reviewed or not.",
  fix: "Our program declares environment {environment} of repository {repository} for tiers 1 and 2; name it under environments in {file} and deploy through it. An environment of your own must take protected branches or listed ones only, and ask a team or an automated gate.",
  whenNot:
    "A service that is not deployed through GitHub still needs a gate; waive this one for its external control.",
  evidence: ["declared", "observed"],
  tiers: [1, 2],
  messages: {
    missing: "Repository {repository} must have an environment {environment} that guards deployments.",
    open: "Environment {environment} of repository {repository} must limit which branches or tags it takes.",
    everything:
      "Environment {environment} of repository {repository} must not take every branch or tag; {pattern} lets all in.",
    closed:
      "Environment {environment} of repository {repository} must list a branch or tag; its list is empty, and nothing can be deployed.",
    unreviewed:
      "Environment {environment} of repository {repository} must ask a team or an automated gate before a deployment.",
    people:
      "Environment {environment} of repository {repository} must be reviewed by a team, not by people only.",
    rehearsed:
      "The gate before environment {environment} of repository {repository} must not be a dry run, which lets all pass.",
    admins: "Environment {environment} of repository {repository} must not let administrators pass.",
    self: "Environment {environment} of repository {repository} must not let anybody approve their own deployment.",
    unused:
      "Environment {environment} of repository {repository} must be what a workflow deploys to; none does.",
  },
  check({ service, evidence, parameters, surroundings, fail, notApplicable, unknown, each }) {
    const found = guardedRepository(service, evidence, surroundings);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const names = { environment: productionEnvironment(service.facts), repository: repository.name };
    const environment = environmentOf(service, repository, evidence);
    if (environment === undefined)
      return fail("missing", names, { ...homeSite(repository), subject: names.environment });

    const site = { subject: names.environment, resource: environment.resource };
    const judgeLimit = (): void => {
      const limit = environment.limit();
      if (typeof limit === "object") fail("everything", { ...names, pattern: limit.lets }, site);
      else if (limit !== "limited") fail(limit, names, site);
    };
    const judgeReview = (): void => {
      const gap = reviewGap(environment, service, evidence, surroundings);
      if (gap) fail(gap, names, site);
    };
    const judgeSelf = (): void => {
      if (environment.reviewers() !== "nobody" && environment.letsReviewOwn()) fail("self", names, site);
    };
    const judgeAdmins = (): void => {
      const passes = environment.letsAdminsPass();
      const what = `whether administrators may pass environment ${environment.name}`;
      if (passes === undefined) unknown("unobserved", `GitHub did not tell ${what}`);
      if (passes) fail("admins", names, site);
    };
    const judgeUse = (): void => {
      if (!isDeployedTo(environment.name, repository.name, service, evidence)) fail("unused", names, site);
    };
    const judges = [
      judgeLimit,
      ...(found.hasReviewers ? [judgeReview] : []),
      ...(found.hasReviewers && parameters.othersReview ? [judgeSelf] : []),
      ...(parameters.holdsForAdmins ? [judgeAdmins] : []),
      judgeUse,
    ];
    each(judges, (judge) => judge());
  },
});
