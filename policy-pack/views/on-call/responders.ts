import type { Team } from "../../../catalog/schema";
import type { Evidence, Subject, Surroundings } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import { idOf, nameOf } from "../links";
import { onCallPolicies } from "./on-call";
import { userOf } from "./on-call-people";
import { rotationPeople, whoElse } from "./rotation-people";

export type Member = Team["members"][number];

/** Somebody in the rotation, with the record of the member that the catalog has of the person, if any. */
export interface Responder {
  /** Login, else what the vendor calls the person. */
  readonly name: string;
  readonly member: Member | undefined;
}

/**
 * Everybody in the rotation: whom the catalog lets take turns where it says who does, else whom the vendor's schedules
 * have, matched by e-mail to members of any team. Undefined where nobody is on call.
 */
export function respondersOf(
  service: Subject,
  evidence: Evidence,
  surroundings: Surroundings,
  at: number,
): readonly Attempt<Responder>[] | undefined {
  const members = (surroundings.catalog?.teams ?? []).flatMap((team) => team.members);
  const { onCall } = service.facts;
  if (onCall !== undefined && onCall.existing === undefined) {
    if (onCallPolicies(service, evidence).length === 0) return undefined;
    const logins = onCall.rotation ?? (service.team?.members ?? []).map(({ login }) => login);
    return logins.map((login) => ({ value: { name: login, member: byLogin(members, login) } }));
  }
  const people = rotationPeople(service, evidence, at);
  if (people === undefined) return undefined;
  const others = whoElse(people);
  return [
    ...[...people.sure].map((person) => attempt(() => responder(service, evidence, person, members))),
    ...(others === undefined ? [] : [{ unknown: others }]),
  ];
}

function byLogin(members: readonly Member[], login: string): Member | undefined {
  return members.find((member) => member.login.toLowerCase() === login.toLowerCase());
}

/** Who somebody at the vendor is: by the e-mail of a declared User (no fact keeps one), else as the collector matched. */
function responder(
  service: Subject,
  evidence: Evidence,
  person: string,
  members: readonly Member[],
): Responder {
  const user = userOf(evidence, person);
  const name = user === undefined ? person : nameOf(user);
  const email = user?.props.get("email").string()?.toLowerCase();
  if (email !== undefined) {
    const member = members.find((one) => one.email?.toLowerCase() === email);
    return { name: member?.login ?? name, member };
  }
  const id = user === undefined ? person : idOf(user);
  const told = evidence
    .ask("on-call-members", service.name, `which member of a team ${name} is`)
    ?.people.find((one) => one.person === id);
  if (told === undefined)
    throw new UnknownValue("unobserved", `it was not told which member of a team ${name} is`);
  const member = told.login === undefined ? undefined : byLogin(members, told.login);
  return { name: told.login ?? name, member };
}
