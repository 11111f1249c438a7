import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { staffedPolicies } from "./escalation";
import type { Policy } from "./on-call";
import { allPeople, atMost, nobody, type People, unnamedPeople } from "./on-call-people";

/**
 * Everybody who takes turns in a schedule on any level of the policies by which a service pages; those whom a policy
 * names are in no rotation. Undefined where nobody is on call at all.
 */
export function rotationPeople(service: Subject, evidence: Evidence, at: number): People | undefined {
  return evidence.once(`rotation people ${at}`, () => {
    const policies = staffedPolicies(service, evidence, at);
    if (policies.length === 0) return undefined;
    return allPeople(
      policies.map((policy) =>
        "unknown" in policy ? unnamedPeople(policy.unknown) : peopleOf(policy.value, at),
      ),
    );
  });
}

/** Why there may be more people than are surely known; undefined where there are none. */
export function whoElse(people: People): UnknownValue | undefined {
  if (atMost(people) === people.sure.size) return undefined;
  return people.open ?? new UnknownValue("planned", "who is in the rotation is only known after an update");
}

function peopleOf(policy: Policy, at: number): People {
  const read = attempt(() => policy.readings());
  if ("unknown" in read) return unnamedPeople(read.unknown);
  const [first = nobody, ...others] = read.value.map((levels) =>
    allPeople(
      levels
        .flat()
        .filter(({ kind }) => kind === "schedule")
        .map((target) => target.people(at)),
    ),
  );
  return others.reduce(inEither, first);
}

/** What is sure in both of two ways to read a policy is sure; what one of them has may be. */
function inEither(one: People, other: People): People {
  const sure = new Set([...one.sure].filter((person) => other.sure.has(person)));
  const seen = [one, other].flatMap(({ sure, maybe }) => [...sure, ...maybe]);
  return {
    sure,
    maybe: new Set(seen.filter((person) => !sure.has(person))),
    more: Math.max(one.more, other.more),
    open: one.open ?? other.open,
  };
}
