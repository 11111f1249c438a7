import type { FactValue } from "../../../evidence/facts";
import type { Evidence, Subject } from "../../engine/rule";
import { pagerduty } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { idOf, withId } from "../links";
import { clip, type Interval } from "./intervals";
import type { Policy } from "./on-call";
import { canBePaged, userTypes } from "./on-call-people";

/** A stretch for which a vendor has somebody on call, overrides counted. */
export interface SeenShift extends Interval {
  /** Level of the policy, from 1. */
  readonly level: number;
  /** Id of the schedule; undefined for somebody whom the policy names. */
  readonly schedule: string | undefined;
  /** URN of the User where there is one, else the vendor's id, as in rotations. */
  readonly person: string;
}

/** What a vendor rendered for one policy, within the window that it was asked for. */
export interface SeenShifts {
  readonly window: Interval;
  readonly shifts: readonly SeenShift[];
}

type Told = FactValue<"on-call-shifts">;

/** The shifts of a policy as its vendor tells them; undefined where nobody told any. */
export function toldShifts(service: Subject, evidence: Evidence, policy: Policy): SeenShifts | undefined {
  const id = idOf(policy.resource);
  const mine = evidence
    .told("on-call-shifts")
    .find(({ subject }) => subject.toLowerCase() === service.name.toLowerCase());
  return mine && id !== undefined ? read(mine.value, id, evidence) : undefined;
}

/**
 * The shifts of a policy that its vendor alone can tell rightly, since overrides count: a policy that is not declared here
 * (throws UnknownValue where its shifts are not told), or one with a schedule that is not. Undefined for any other, and
 * for Datadog's, which tells no shifts.
 */
export function renderedShifts(service: Subject, evidence: Evidence, policy: Policy): SeenShifts | undefined {
  const { observed, type } = policy.resource;
  if (type !== pagerduty.escalationPolicy) return undefined;
  const told = toldShifts(service, evidence, policy);
  if (!observed) return told && restsOnSeen(policy) ? told : undefined;
  if (told !== undefined) return told;
  const what = `who is on call when by policy ${policy.name}`;
  evidence.ask("on-call-shifts", service.name, what);
  throw new UnknownValue("unobserved", `PagerDuty did not tell ${what}`);
}

function restsOnSeen(policy: Policy): boolean {
  const targets = attempt(() => policy.readings().flat(2));
  return "value" in targets && targets.value.some(({ schedule }) => schedule?.resource.observed);
}

function read(told: Told, policy: string, evidence: Evidence): SeenShifts | undefined {
  const mine = told.policies.find(({ id }) => id === policy);
  if (mine === undefined) return undefined;
  const window = { from: Date.parse(told.from), to: Date.parse(told.to) };
  const people = new Map(
    [...new Set(mine.shifts.map(({ person }) => person))].map((one) => [one, personOf(one, evidence)]),
  );
  const shifts = mine.shifts.flatMap(({ level, schedule, from, to, ...stated }): readonly SeenShift[] => {
    const person = people.get(stated.person);
    const times = {
      from: from === undefined ? window.from : Date.parse(from),
      to: to === undefined ? window.to : Date.parse(to),
    };
    if (person === undefined) return [];
    return clip([times], window).map((clipped) => ({ ...clipped, level, schedule, person }));
  });
  return { window, shifts };
}

/** Undefined for somebody whom nothing reaches. */
function personOf(id: string, evidence: Evidence): string | undefined {
  const user = withId(evidence, id, userTypes, []);
  if (user === undefined) return id;
  return canBePaged(user) ? user.urn : undefined;
}
