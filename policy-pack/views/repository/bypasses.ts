import type { Evidence, Resource, Subject, Surroundings } from "../../engine/rule";
import { attempt, firstUnknown } from "../attempt";
import type { GuardedBranch } from "./guarded-branch";
import { type Barrier, passersOf } from "./passers";
import type { Protection, Requirement } from "./protections";

/** Somebody who may get past what protects a branch, and the protection that lets them. */
export interface Bypass {
  readonly who: string;
  readonly resource: Resource;
}

/** One thing that a branch's protections ask, and who may get past it. */
export interface GuardedBarrier {
  readonly barrier: Barrier;
  /** Empty where one protection holds it for everybody. Throws UnknownValue where that is not known. */
  bypasses(): readonly Bypass[];
}

const requirements: readonly Requirement[] = [
  "no force push",
  "no deletion",
  "stale approvals dismissed",
  "code owner approves",
  "last push approved",
  "status check",
  "up to date",
  "signed commits",
];

/**
 * What the protections of a branch ask, one by one. Protections add up: a barrier stands as soon as one of those that
 * ask for it holds for everybody, whatever the others let pass.
 */
export function guardedBarriers(
  branch: GuardedBranch,
  service: Subject,
  evidence: Evidence,
  surroundings: Surroundings,
): readonly GuardedBarrier[] {
  const passers = passersOf(service, evidence, surroundings);
  const guarded = (barrier: Barrier, asks: (protection: Protection) => boolean): GuardedBarrier => ({
    barrier,
    bypasses: () => {
      const askers = thoseThat(asks, branch.covering());
      if (askers.length === 0) return [];
      if (branch.holds((one) => asks(one) && passers.holdsForAll(one, barrier))) return [];
      return askers.flatMap((one) =>
        passers.uninvited(one, barrier).map((who) => ({ who, resource: one.resource })),
      );
    },
  });
  const approvals = mostApprovals(branch.covering());
  return [
    guarded("anything", () => true),
    ...requirements.map((requirement) => guarded(requirement, (one) => one.meets(requirement))),
    ...(approvals > 0 ? [guarded("approvals", (one) => one.approvals() >= approvals)] : []),
  ];
}

/** Those that pass a test for certain; throws UnknownValue where none does and one is not known. */
function thoseThat(
  test: (protection: Protection) => boolean,
  protections: readonly Protection[],
): readonly Protection[] {
  const tried = protections.map((one) => ({ one, answer: attempt(() => test(one)) }));
  const found = tried.flatMap(({ one, answer }) => ("value" in answer && answer.value ? [one] : []));
  const unknown = firstUnknown(tried.map(({ answer }) => answer));
  if (found.length === 0 && unknown !== undefined) throw unknown;
  return found;
}

/** The largest number that is known; one that is not is judged with the number as it turns out. */
function mostApprovals(protections: readonly Protection[]): number {
  const counts = protections.map((one) => attempt(() => one.approvals()));
  return Math.max(0, ...counts.map((count) => ("value" in count ? count.value : 0)));
}
