import type { z } from "zod";
import type { CatalogFacts, ServiceFacts } from "../../catalog/graph";
import type { Standing } from "../../catalog/neighbour";
import type { Team } from "../../catalog/schema";
import type { Tier } from "../../catalog/tier";
import type { FactKind, FactValue } from "../../evidence/facts";
import type { Level } from "../../tiers/levels";
import type { ParametersOf } from "../../tiers/parameters";
import type { ParameterTable } from "../../tiers/parameters/table";
import type { UnknownCause, Value } from "./value";

export const areas = [
  "ownership",
  "documentation",
  "on-call",
  "observability",
  "reliability",
  "security",
  "delivery",
  "cost",
  "kubernetes",
] as const;
export type Area = (typeof areas)[number];

/** A resource of the stack as rules see it: properties read one by one, relations as resources. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** True for a thing that a collector saw at a vendor; false for what this stack declares. */
  readonly observed: boolean;
  /** The resource's properties; reading one that is not known throws UnknownValue. */
  readonly props: Value;
  readonly parent: Resource | undefined;
  readonly dependencies: readonly Resource[];
  /** What the named top-level property was computed from; known also where the property itself is not. */
  dependenciesOf(property: string): readonly Resource[];
}

/** A value that a vendor told: about what, from where, and when (ISO 8601). */
export interface Told<K extends FactKind> {
  readonly subject: string;
  readonly source: string;
  readonly at: string;
  readonly value: FactValue<K>;
}

/** What a rule may look at besides catalog facts: the service's own resources, the stack's, and what was observed. */
export interface Evidence {
  /** The service's resources of these types, declared and observed, in the order of their URNs. */
  of(...types: readonly string[]): readonly Resource[];
  /** Every resource of these types in the stack, whomever it belongs to, in the order of their URNs. */
  all(...types: readonly string[]): readonly Resource[];
  /** Every fact of a kind that has a value, whatever its subject. */
  told<K extends FactKind>(kind: K): readonly Told<K>[];
  /**
   * What a vendor told of one thing: undefined where it is absent. Throws UnknownValue with the cause that fits where
   * it may not be seen, was not answered, or is not observed at all; `what` names it there.
   */
  ask<K extends FactKind>(kind: K, subject: string, what: string): FactValue<K> | undefined;
  /** Whether this stack declares what exists once per vendor account (repositories, protections, teams). */
  readonly owns: boolean;
  /** Computes something once for this service, whichever rule asks first. */
  once<T>(key: string, compute: () => T): T;
  /** The same evidence of which nothing has been computed yet. */
  afresh(): Evidence;
}

/** The service that is judged. */
export interface Subject {
  readonly name: string;
  readonly tier: Tier;
  readonly facts: ServiceFacts;
  /** The owning team, where the owner is a team of the catalog. */
  readonly team: Team | undefined;
  /** False for a service that is only known by the resources that name it: catalog rules do not apply to it. */
  readonly inCatalog: boolean;
}

/** Other services, for rules about dependencies, and the catalog's facts. */
export interface Surroundings {
  readonly catalog: CatalogFacts | undefined;
  /** A service by name or alias. */
  service(name: string): { readonly subject: Subject; readonly evidence: Evidence } | undefined;
  team(name: string): Team | undefined;
  /**
   * A service of a neighbouring stack by name or alias. Throws UnknownValue where none has it and of some neighbour
   * nothing is known.
   */
  neighbour(name: string): Standing | undefined;
}

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** Texts of a rule's failures by message id, with {placeholders} that the check fills in. */
export type Messages = Readonly<Record<string, string>>;

/** What fills a message's placeholders. */
export type MessageData<Text extends string> = Readonly<Record<Placeholders<Text>, string | number>>;

/**
 * What a failure is about, and where: subject is a name such as an SLO's; observed marks a value read from a vendor,
 * which what is said of an observed resource is anyway.
 */
export interface FailureSite {
  readonly subject?: string;
  readonly resource?: Resource;
  readonly observed?: boolean;
}

/** What a check is given. Returning without a call to fail or unknown is a pass. */
export interface CheckContext<Id extends string, M extends Messages, P = ParametersOf<Id>> {
  readonly service: Subject;
  readonly evidence: Evidence;
  readonly parameters: P;
  readonly surroundings: Surroundings;
  /** The UTC day of the evaluation, YYYY-MM-DD. */
  readonly today: string;
  fail<K extends keyof M & string>(message: K, data: MessageData<M[K]>, site?: FailureSite): void;
  /** Ends the check: the rule does not apply to this service, for a reason that completes 'not applicable: …'. */
  notApplicable(reason: string): never;
  /** Ends the check (inside each: this item's): it could not be judged. */
  unknown(cause: UnknownCause, reason: string): never;
  /** Judges items one by one, so that one that is not known hides no other's failure. */
  each<T>(items: readonly T[], judge: (item: T) => void): void;
}

/** The parameters of a rule: of its own table where it brings one, else of ours in tiers/. */
type OwnOrOurs<Id extends string, S extends z.ZodObject> = z.ZodObject extends S
  ? ParametersOf<Id>
  : z.infer<S>;

/** One readiness rule: texts, and one pure function that judges one thing about one service. */
export interface Rule<
  Id extends string = string,
  M extends Messages = Messages,
  S extends z.ZodObject = z.ZodObject,
> {
  /** Stable for ever (waivers quote it); equals the file's name. */
  readonly id: Id;
  /** Equals the folder's name. */
  readonly area: Area;
  /** The level that needs it, unless an organisation overrides it. */
  readonly level: Level;
  readonly title: string;
  readonly why: string;
  /** How to mend it; {service}, {file}, {team} and {tier} are filled in, as are the message's own placeholders. */
  readonly fix: string;
  /** When the rule is wrong for a service, and what to do then. */
  readonly whenNot: string;
  readonly evidence: readonly ("declared" | "catalog" | "observed")[];
  /** True where the rule judges a state that moves by itself rather than what a change makes. */
  readonly state?: boolean;
  readonly severity?: "low" | "medium" | "high" | "critical";
  /** Tiers that it applies to; all by default. */
  readonly tiers?: readonly Tier[];
  /** Tiers at which no waiver counts. */
  readonly unwaivableAt?: readonly Tier[];
  /** True where it judges the record that a promotion's grace rests on, so that no grace covers it. */
  readonly noGrace?: boolean;
  /** Parameters of a rule that is not of this pack; ours are in tiers/. */
  readonly parameters?: ParameterTable<S>;
  readonly messages: M;
  check(context: CheckContext<Id, M, OwnOrOurs<Id, S>>): void;
}

/** A rule whose own type parameters are forgotten, as lists of rules hold it. */
export type AnyRule = Omit<Rule, "check"> & { check(context: CheckContext<never, never>): void };

/** Types and freezes a rule; it registers nothing. */
export function defineRule<
  const Id extends string,
  const M extends Messages,
  S extends z.ZodObject = z.ZodObject,
>(rule: Rule<Id, M, S>): Rule<Id, M, S> {
  return Object.freeze(rule);
}
