import { isDeepStrictEqual } from "node:util";
import type { Promotion } from "../../catalog/graph";
import type { Service, Team } from "../../catalog/schema";
import type { Tier } from "../../catalog/tier";
import { approversOf } from "../../policy-pack/engine/approvals";
import type { Surroundings } from "../../policy-pack/engine/rule";
import type { TierChange } from "../../scorecard/approvals";
import { earlierOf, namesOf, teamOf, tierOf } from "../changes/reach";
import type { Snapshot, SnapshotStack } from "../changes/snapshot";
import { surroundingsOf } from "../waivers/standing";
import { approverFaults } from "./approver";
import { recordsOf } from "./move";
import { proofOf, type Review } from "./reviews";

/** Two moments of a project, and what is known of the change that lies between them. */
export interface ChangeContext {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** What is merged into, as it is now: it says who may approve, however long ago the change left it. */
  readonly target: Snapshot;
  /** Who opened the pull request; undefined where nobody told. */
  readonly author: string | undefined;
  /** Undefined where none were given. */
  readonly reviews: readonly Review[] | undefined;
  /** The commit that must have been reviewed. */
  readonly head: string;
  /** UTC day, YYYY-MM-DD. */
  readonly today: string;
}

/** Every change of a tier, and every new record of one, in the order of stacks and services. */
export function tierChanges(context: ChangeContext): readonly TierChange[] {
  return [...context.after.stacks].flatMap(([stack, config]) =>
    context.after.catalog.services.flatMap((service) => changesOf(service, stack, config, context)),
  );
}

function changesOf(
  service: Service,
  stack: string,
  after: SnapshotStack,
  context: ChangeContext,
): readonly TierChange[] {
  const before = context.before.stacks.get(stack);
  const earlier = earlierOf(service, context.before.catalog);
  const to = tierOf({ service, stack: after, snapshot: context.after });
  // Where the service or the stack is new, it begins at tier 3.
  const from = before && earlier ? tierOf({ service: earlier, stack: before, snapshot: context.before }) : 3;
  const old = before === undefined ? [] : allRecords([service, ...(earlier ? [earlier] : [])], before);
  const added = allRecords([service], after)
    .filter((record) => !old.some((one) => isDeepStrictEqual(one, record)))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const own = from === to ? undefined : added.findLast((record) => record.to === to);
  const judge = (what: TierChange["what"], record: Promotion | undefined, tiers: Tiers): TierChange => {
    const approvers = approversIn(stack, after, context);
    const faults = wrongRecord(what, record, tiers, context.today);
    const known = { service, record, tier: tiers.to, faults, approvers };
    return { stack, service: service.name, what, ...tiers, ...judged(known, context) };
  };
  return [
    ...(from === to ? [] : [judge(to < from ? "promotion" : "demotion", own, { from, to })]),
    ...added
      .filter((record) => record !== own)
      .map((record) => judge("record", record, { from: record.from ?? record.to, to: record.to })),
  ];
}

/**
 * Who may approve in a stack is what stands where the change goes, so that nobody lists himself in it, and nobody who is
 * listed no longer approves what left long ago; a new stack has only its own list.
 */
export function approversIn(
  stack: string,
  after: SnapshotStack,
  { before, after: { catalog }, target }: ChangeContext,
): Surroundings {
  for (const side of [target, before]) {
    const known = side.stacks.get(stack);
    if (known !== undefined) return surroundingsOf(side.catalog, known.config);
  }
  return surroundingsOf(catalog, after.config);
}

/** The teams that own a service: now, before, and where the change goes. */
export function ownersOf(service: Service, { before, after, target }: ChangeContext): readonly Team[] {
  return [after, before, target].flatMap(({ catalog }) => {
    const same = earlierOf(service, catalog);
    return (same && teamOf(same, catalog)) ?? [];
  });
}

interface Tiers {
  readonly from: Tier;
  readonly to: Tier;
}

function allRecords(services: readonly Service[], { config }: SnapshotStack): readonly Promotion[] {
  return [...new Set(services.flatMap(namesOf))].flatMap((name) => recordsOf(config.promotions, name));
}

/** What is wrong with the record of a change as such. */
function wrongRecord(
  what: TierChange["what"],
  record: Promotion | undefined,
  { from }: Tiers,
  today: string,
): readonly string[] {
  if (record === undefined) {
    const missing = what === "demotion" ? "its reason" : "its approval";
    return [`It must have a new record with ${missing} under readiness:promotions; there is none.`];
  }
  const { at } = record;
  return [
    ...(record.from === undefined || record.from === from
      ? []
      : [`Its record must say that it comes from tier ${from}; it says ${record.from}.`]),
    ...(what === "demotion" && record.reason === undefined
      ? ["The record of a weaker tier must have a reason."]
      : []),
    ...(at > today ? [`Its record must not be dated after today; it is of ${at}.`] : []),
  ];
}

/** A record with its service, the tier that is approved, and who may approve. */
interface Judged {
  readonly service: Service;
  readonly record: Promotion | undefined;
  readonly tier: Tier;
  readonly faults: readonly string[];
  readonly approvers: Surroundings;
}

/** Tier 3 needs no approval unless the stack says who gives it. */
function judged(
  { service, record, tier, faults, approvers }: Judged,
  context: ChangeContext,
): Pick<TierChange, "record" | "proof" | "why" | "faults"> {
  const isNeeded = tier < 3 || approversOf(tier, approvers).length > 0;
  if (record === undefined) return { proof: isNeeded ? "missing" : "not-needed", faults: [...faults] };
  if (!isNeeded) return { record, proof: "not-needed", faults: [...faults] };
  const { author, reviews, head } = context;
  const approval = { by: record.by, tier, owners: ownersOf(service, context), asker: author };
  const wrong = approverFaults(approval, approvers);
  return { record, ...proofOf(record.by, reviews, head), faults: [...faults, ...wrong] };
}
