import type { FactValue } from "../../../evidence/facts";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { idOf, nameOf } from "../links";
import { type DeclaredReach, declaredReach } from "./contact-methods";
import { userOf } from "./on-call-people";

/** How somebody in the rotation can be reached: what this stack declares, and what the vendor tells beside it. */
export interface Reach {
  /** What the person is called. */
  readonly name: string;
  /** The User resource, where there is one. */
  readonly resource: Resource | undefined;
  /** Whether the vendor's answer was needed. */
  readonly isTold: boolean;
  /** How many ways there are; throws UnknownValue where there may be the wanted number without anybody having told. */
  methods(wanted: number): number;
  /**
   * Minutes until the first of the person's own methods tells of what is urgent; undefined where none ever does. Throws
   * UnknownValue where that may be sooner than wanted without anybody having told.
   */
  firstUrgentMinutes(wanted: number): number | undefined;
}

type Told = FactValue<"contact-methods">["people"][number];

/** How one person is reached. */
export function reachOf(service: Subject, evidence: Evidence, person: string): Reach {
  const resource = userOf(evidence, person);
  const name = resource === undefined ? person : nameOf(resource);
  const id = resource === undefined ? person : idOf(resource);
  const told = id === undefined ? undefined : toldOf(service, evidence, id);
  const declared = declaredReach(evidence, person);
  /** Nobody declares all ways to reach somebody: what looks like a gap stands only where the vendor shows all of them. */
  const confirm = (certain: boolean): void => {
    if (told !== undefined || (certain && declared.doubt === undefined)) return;
    if (declared.doubt !== undefined) throw declared.doubt;
    evidence.ask("contact-methods", service.name, `how ${name} can be reached`);
    throw new UnknownValue("unobserved", `it was not told how ${name} can be reached`);
  };
  return {
    name,
    resource,
    isTold: told !== undefined,
    methods: (wanted) => {
      const found = methodIds(declared, told).length;
      if (found < wanted) confirm(isComplete(declared));
      return found;
    },
    firstUrgentMinutes: (wanted) => {
      const found = firstUrgent(declared, told);
      if (found === undefined || found > wanted) confirm(declared.urgentRules.length > 0);
      return found;
    },
  };
}

function toldOf(service: Subject, evidence: Evidence, id: string): Told | undefined {
  return evidence
    .told("contact-methods")
    .filter(({ subject }) => subject.toLowerCase() === service.name.toLowerCase())
    .flatMap(({ value }) => value.people)
    .find(({ person }) => person === id);
}

/** Each method once: one that is declared and told by its id, one without an id yet by its resource. */
function methodIds({ methods }: DeclaredReach, told: Told | undefined): readonly string[] {
  const all = [
    ...methods.map(({ id, resource }) => id ?? resource.urn),
    ...(told?.methods ?? []).map(({ id }) => id),
  ];
  return [...new Set(all)];
}

/**
 * Whether a lack of methods in the stack is one. PagerDuty adds an e-mail method by itself, so a single declared method
 * may be one of two, unless it is that e-mail.
 */
function isComplete({ methods }: DeclaredReach): boolean {
  return methods.length > 0 && methods.every((method) => method.isOwnEmail());
}

function firstUrgent({ methods, urgentRules }: DeclaredReach, told: Told | undefined): number | undefined {
  const ids = (told?.methods ?? []).map(({ id }) => id);
  const own = new Set([...ids, ...methods.flatMap(({ id }) => id ?? [])]);
  const delays = [
    ...urgentRules.filter((rule) => rule.uses(methods, ids)).map((rule) => rule.delayMinutes()),
    ...(told?.urgentRules ?? [])
      .filter(({ method }) => own.has(method))
      .map(({ delayMinutes }) => delayMinutes),
  ];
  return delays.length === 0 ? undefined : Math.min(...delays);
}
