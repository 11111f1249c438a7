import type { Evidence, Resource, Subject, Surroundings } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt } from "../attempt";
import { allHold } from "../decide";
import {
  type Actor,
  type ActorContext,
  hasUnknown,
  listedActors,
  rulesetActors,
  sortedActors,
  unknownActor,
} from "./actors";
import { guestsOf } from "./guests";
import type { Protection, Requirement } from "./protections";

/** What a protection asks, as far as somebody may get past it; approvals stand for any number of them. */
export type Barrier = Requirement | "approvals" | "anything";

interface Passer {
  readonly actor: Actor;
  passes(barrier: Barrier): boolean;
}

/** Who may get past protections without the catalog's leave. */
export interface Passers {
  /** Whether nobody may get past a protection's barrier who is not invited. Throws UnknownValue where that is not known. */
  holdsForAll(protection: Protection, barrier: Barrier): boolean;
  /** Those who may for certain, as the protection names them. */
  uninvited(protection: Protection, barrier: Barrier): readonly string[];
  /** Whether nobody may force push past a classic protection whom the catalog does not name. */
  mayNobodyForcePush(protection: Protection): boolean;
  /** Those who may for certain. */
  forcePushers(protection: Protection): readonly string[];
}

/** Reads who may get past the protections of a service's repository. */
export function passersOf(service: Subject, evidence: Evidence, surroundings: Surroundings): Passers {
  return evidence.once("passers", () => {
    const context = { guests: guestsOf(service, evidence, surroundings), evidence };
    const passers = ({ resource }: Protection, barrier: Barrier): readonly Actor[] =>
      (readings[resource.type]?.(resource, context) ?? [])
        .filter(({ passes }) => passes(barrier))
        .map(({ actor }) => actor);
    const pushers = ({ resource }: Protection): readonly Actor[] =>
      resource.type === github.branchProtection
        ? listedActors(resource.props.get("forcePushBypassers"), resource, "forcePushBypassers", context)
        : [];
    return {
      holdsForAll: (protection, barrier) =>
        allHold(passers(protection, barrier).map((actor) => actor.isInvited)),
      uninvited: (protection, barrier) => labelsOf(passers(protection, barrier)),
      mayNobodyForcePush: (protection) => allHold(pushers(protection).map((actor) => actor.isInvited)),
      forcePushers: (protection) => labelsOf(pushers(protection)),
    };
  });
}

/** The labels of those who are not invited for certain. */
function labelsOf(actors: readonly Actor[]): readonly string[] {
  const uninvited = actors.filter(({ isInvited }) => {
    const invited = attempt(isInvited);
    return "value" in invited && !invited.value;
  });
  return [...new Set(uninvited.map(({ label }) => label))];
}

type Reading = (resource: Resource, context: ActorContext) => readonly Passer[];

/** What nobody does by a pull request. */
const byPushOnly: readonly Barrier[] = ["no force push", "no deletion", "anything"];
const ofReviews: readonly Barrier[] = [
  "approvals",
  "stale approvals dismissed",
  "code owner approves",
  "last push approved",
];

/**
 * A classic protection that leaves administrators out holds them to its bans of force pushes and deletion all the same.
 * Who may force push is asked for apart.
 */
function administrators({ props }: Resource): readonly Passer[] {
  const actor: Actor = {
    label: "Administrators of the repository",
    isInvited: () => props.get("enforceAdmins").boolean() ?? false, // Those who are held to all get past nothing.
  };
  return [{ actor, passes: (barrier) => barrier !== "no force push" && barrier !== "no deletion" }];
}

/** Who may change the branch without the reviews that the protection asks for. */
function pastReviews(resource: Resource, read: (reviews: Value) => readonly Actor[]): readonly Passer[] {
  const actors = attempt(() => resource.props.get("requiredPullRequestReviews").items().flatMap(read));
  const passes = (barrier: Barrier): boolean => ofReviews.includes(barrier);
  if ("unknown" in actors) return [{ actor: unknownTo(actors.unknown), passes }];
  return actors.value.map((actor) => ({ actor, passes }));
}

/** A team that is still to be made is in the one list of the block or in the other. */
function listedPastReviews(reviews: Value, resource: Resource, context: ActorContext): readonly Actor[] {
  const list = reviews.get("pullRequestBypassers");
  const actors = listedActors(list, resource, "requiredPullRequestReviews", context);
  if (!hasUnknown(list) || !hasUnknown(reviews.get("dismissalRestrictions"))) return actors;
  const isInvited = (actor: Actor) => () => actor.isInvited() || unknownActor(resource).isInvited();
  return actors.map((actor) => ({ label: actor.label, isInvited: isInvited(actor) }));
}

function unknownTo(error: UnknownValue): Actor {
  return {
    label: "somebody",
    isInvited: () => {
      throw error;
    },
  };
}

const readings: Readonly<Record<string, Reading>> = {
  [github.branchProtection]: (resource, context) => [
    ...administrators(resource),
    ...pastReviews(resource, (reviews) => listedPastReviews(reviews, resource, context)),
  ],
  [github.branchProtectionV3]: (resource, context) => [
    ...administrators(resource),
    ...pastReviews(resource, (reviews) => sortedActors(reviews.get("bypassPullRequestAllowances"), context)),
  ],
  [github.repositoryRuleset]: pastRuleset,
  [github.organizationRuleset]: pastRuleset,
};

function pastRuleset(ruleset: Resource, context: ActorContext): readonly Passer[] {
  const listed = ruleset.props.get("bypassActors");
  // GitHub shows the list to those only who may change the ruleset; to others it looks as if there were none.
  if (ruleset.observed && listed.absent) {
    const reason = `GitHub shows who may bypass ruleset ${ruleset.name} only to those who may change it`;
    return [{ actor: unknownTo(new UnknownValue("unobserved", reason)), passes: () => true }];
  }
  const items = attempt(() => listed.items());
  if ("unknown" in items) return [{ actor: unknownTo(items.unknown), passes: () => true }];
  return items.value.flatMap((item) => {
    const actors = attempt(() => rulesetActors(item, ruleset, context));
    const known = "value" in actors ? actors.value : [unknownTo(actors.unknown)];
    return known.map((actor) => ({ actor, passes: (barrier: Barrier) => mayPass(item, barrier) }));
  });
}

/** Who may pass by a pull request only may still merge what nobody has approved and no check has passed. */
function mayPass(item: Value, barrier: Barrier): boolean {
  if (!byPushOnly.includes(barrier)) return true;
  const mode = item.get("bypassMode").string() ?? "always";
  return mode !== "pull_request" && mode !== "pullRequest";
}
