import { teamOf } from "../../providers/github-objects";
import type { Json, WorldObject } from "../../world/schema";
import { listOf, numberOf, objectOf, textsOf } from "../exchange";
import { connection } from "./connection";
import { appOf, teamNode, userNode } from "./people";
import { inForce, matches, ruleNode, rulesetNode } from "./rulesets";
import { branchOf, isOn, nameOf, textOf, type Viewer } from "./viewer";

/** Classic protections of a repository, the oldest first; none to a reader, as GitHub hides them without a word. */
export function protectionsOf(viewer: Viewer, repository: WorldObject): readonly WorldObject[] {
  if (viewer.isReader) return [];
  const { world } = viewer.ask;
  const name = nameOf(repository);
  const references = [name, textOf(repository.nodeId), `${viewer.organization.id}/${name}`];
  const older = world
    .find("branchProtectionV3", "repository", name)
    .map((one) => ({ ...one, pattern: one.branch ?? "", isOlderForm: true }));
  return [...references.flatMap((one) => world.find("branchProtection", "repositoryId", one)), ...older];
}

/** The default branch, with what protects it; null where nothing was ever committed. */
export function defaultRef(viewer: Viewer, repository: WorldObject, head: () => object) {
  const name = branchOf(repository);
  return {
    id: `REF_${repository.id}_${name}`,
    name,
    prefix: "refs/heads/",
    target: head,
    branchProtectionRule: () => {
      const all = protectionsOf(viewer, repository);
      // An exact name goes before a pattern, and of patterns the oldest.
      const found =
        all.find(({ pattern }) => pattern === name) ??
        all.find(({ pattern }) => matches(textOf(pattern), name));
      return found ? protectionNode(viewer, found) : null;
    },
    rules: (page: Parameters<ReturnType<typeof connection>>[0]) => {
      const rules = inForce(viewer, repository).flatMap((ruleset) =>
        ruleset.rules.map((rule) => ({ rule, ruleset })),
      );
      return connection(rules, ({ rule, ruleset }) =>
        ruleNode(rule, ruleset.object.id, rulesetNode(viewer, repository, ruleset)),
      )(page);
    },
  };
}

export function protectionNode(viewer: Viewer, rule: WorldObject) {
  const reviews = objectOf(rule.requiredPullRequestReviews);
  const checks = objectOf(rule.requiredStatusChecks);
  const hasReviews = isSet(rule.requiredPullRequestReviews);
  const contexts = contextsOf(checks);
  const passers = (value: Json | undefined) =>
    connection(textsOf(value), (reference) => ({
      id: `BYP_${reference}`,
      actor: actorNode(viewer, reference),
    }));
  return {
    id: rule.id,
    databaseId: null,
    pattern: textOf(rule.pattern),
    allowsDeletions: isOn(rule.allowsDeletions),
    allowsForcePushes: isOn(rule.allowsForcePushes),
    lockBranch: isOn(rule.lockBranch),
    isAdminEnforced: isOn(rule.enforceAdmins),
    requiresCommitSignatures: isOn(rule.requireSignedCommits),
    requiresLinearHistory: isOn(rule.requiredLinearHistory),
    requiresConversationResolution: isOn(rule.requireConversationResolution),
    requiresApprovingReviews: hasReviews,
    // An empty block still asks for one approval.
    requiredApprovingReviewCount: hasReviews ? numberOf(reviews.requiredApprovingReviewCount, 1) : null,
    dismissesStaleReviews: isOn(reviews.dismissStaleReviews),
    requiresCodeOwnerReviews: isOn(reviews.requireCodeOwnerReviews),
    requireLastPushApproval: isOn(reviews.requireLastPushApproval),
    requiresStatusChecks: isSet(rule.requiredStatusChecks),
    requiresStrictStatusChecks: isOn(checks.strict),
    requiredStatusCheckContexts: contexts,
    requiredStatusChecks: contexts.map((context) => ({ context, app: null })),
    bypassForcePushAllowances: passers(rule.forcePushBypassers),
    bypassPullRequestAllowances: passers(reviews.pullRequestBypassers),
  };
}

/** An empty list is a block that is not there. */
function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** The older form has contexts with the number of an app behind a colon, under `checks`. */
function contextsOf(checks: ReturnType<typeof objectOf>): readonly string[] {
  const older = listOf(checks.checks).map((one) => textOf(one).replace(/:-?\d+$/, ""));
  return [...textsOf(checks.contexts), ...older];
}

/** By the provider's names: "/login", "organisation/team", or the id of an app. */
function actorNode(viewer: Viewer, reference: string) {
  if (reference.startsWith("/")) return userNode(viewer, reference.slice(1));
  const team = teamOf(reference.slice(reference.indexOf("/") + 1), viewer.ask.world);
  if (team) return teamNode(viewer, team);
  const app = appOf(viewer, reference);
  return app
    ? { __typename: "App", id: app.nodeId, databaseId: app.id, slug: app.slug, name: app.name }
    : null;
}
