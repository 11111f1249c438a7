import { catalogToken } from "../../catalog/graph";
import type { Tier } from "../../catalog/tier";
import { type FactKind, type FactValue, factKinds, type ObservedFact } from "../../evidence/facts";
import type { RawResource } from "../../policy-pack/engine/resource";
import { observedAt } from "./perfect/part";
import { perfectParts } from "./perfect/parts";
import { serviceResources } from "./perfect-resources";
import {
  type GivenResource,
  ordersTeam,
  perfectFacts,
  serviceComponent,
  sharedResources,
  toRaw,
} from "./perfect-service";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface State {
  readonly facts: Record<string, unknown>;
  readonly team: Record<string, unknown>;
  readonly catalog: Record<string, unknown>;
  readonly own: readonly GivenResource[];
  readonly observed: readonly ObservedFact[];
  readonly shared: readonly GivenResource[];
  /** Further services with a component and facts of their own. */
  readonly others: readonly {
    readonly name: string;
    readonly facts: Record<string, unknown>;
    readonly resources: readonly GivenResource[];
    readonly observed: readonly ObservedFact[];
  }[];
  readonly inCatalog: boolean;
  readonly parameters: Record<string, unknown>;
  /** Names of resources that a partial run leaves out. */
  readonly hidden: readonly string[];
}

/** What a vendor answers in a test. */
export type Answered<K extends FactKind> =
  | "absent"
  | { readonly value: FactValue<K> }
  | { readonly permission: string }
  | { readonly reason: string };

/** Evidence of one service for a test; every call returns a changed copy. The service under test is `checkout`. */
export interface Given {
  tier(tier: Tier): Given;
  /** Lays facts over the service's; undefined removes one. */
  facts(patch: Record<string, unknown>): Given;
  /** Lays values over the owning team's. */
  team(patch: Record<string, unknown>): Given;
  /** Lays values over the Catalog component's facts. */
  catalog(patch: Record<string, unknown>): Given;
  /** Removes the resources of a type (and name), shared ones too. */
  without(type: string, name?: string): Given;
  /** Sets properties by path, such as rules[0].escalationDelayInMinutes; undefined removes one. */
  with(type: string, name: string | undefined, patch: Record<string, unknown>): Given;
  /** Makes a property known only after an update. */
  unknown(type: string, name: string | undefined, path: string): Given;
  /** Leaves the resources of a type (and name) out of the run, though their Service declares them. */
  hidden(type: string, name?: string): Given;
  /** Adds a resource below the service; `belongs: false` adds it to the stack alone. */
  add(resource: Omit<GivenResource, "parent"> & { readonly belongs?: boolean }): Given;
  /** Adds another service: facts laid over perfect ones, its resources and what was observed (perfect ones by default). */
  other(
    name: string,
    facts: Record<string, unknown>,
    resources?: readonly GivenResource[],
    observed?: readonly ObservedFact[],
  ): Given;
  /** Has a vendor answer for the service: a value, that it is absent, or why it is not known. Replaces an earlier answer. */
  observed<K extends FactKind>(
    kind: K,
    subject: string,
    answer: Answered<K>,
    at?: string,
    source?: string,
  ): Given;
  /** Takes back what was observed of a kind. */
  unobserved(kind: FactKind): Given;
  /** Takes the Service component away: the service is only known by what names it. */
  withoutComponent(): Given;
  parameters(patch: Record<string, unknown>): Given;
  /** The stack as the engine would send it, the second service `spare` in it. */
  resources(): readonly RawResource[];
  readonly overrides: Readonly<Record<string, unknown>>;
}

export const given = {
  /** A service that meets every rule at tier 1, seen after an update. */
  service(options: { readonly tier?: Tier } = {}): Given {
    const start: State = {
      facts: perfectFacts("checkout"),
      team: { ...ordersTeam },
      catalog: {},
      own: serviceResources("checkout"),
      observed: perfectParts("checkout").observed,
      shared: sharedResources(),
      others: [],
      inCatalog: true,
      parameters: {},
      hidden: [],
    };
    const built = build(start);
    return options.tier === undefined ? built : built.tier(options.tier);
  },
};

function build(state: State): Given {
  const change = (patch: Partial<State>): Given => build({ ...state, ...patch });
  const everywhere = (edit: (resources: readonly GivenResource[]) => readonly GivenResource[]): Given =>
    change({ own: edit(state.own), shared: edit(state.shared) });
  const edit = (type: string, name: string | undefined, patch: Record<string, unknown>): Given => {
    const hit = (resource: GivenResource): boolean =>
      resource.type === type && (name === undefined || resource.name === name);
    if (![...state.own, ...state.shared].some(hit))
      throw new Error(`there is no ${type} ${name ?? ""} to change`);
    return everywhere((all) =>
      all.map((resource) =>
        hit(resource) ? { ...resource, props: patched(resource.props, patch) } : resource,
      ),
    );
  };
  return {
    tier: (tier) => change({ facts: { ...state.facts, tier } }),
    facts: (patch) => change({ facts: overlay(state.facts, patch) }),
    team: (patch) => change({ team: overlay(state.team, patch) }),
    catalog: (patch) => change({ catalog: { ...state.catalog, ...patch } }),
    without: (type, name) =>
      everywhere((all) =>
        all.filter((resource) => resource.type !== type || (name !== undefined && resource.name !== name)),
      ),
    with: edit,
    hidden: (type, name) => {
      const all = [...state.own, ...state.shared].filter((one) => one.type === type);
      const hit = all.filter((one) => name === undefined || one.name === name).map((one) => one.name);
      if (hit.length === 0) throw new Error(`there is no ${type} ${name ?? ""} to hide`);
      return change({ hidden: [...state.hidden, ...hit] });
    },
    unknown: (type, name, path) => edit(type, name, { [path]: unknownText }),
    add: ({ belongs = true, ...resource }) =>
      belongs
        ? change({ own: [...state.own, { ...resource, parent: "checkout" }] })
        : change({ shared: [...state.shared, resource] }),
    other: (name, facts, resources = serviceResources(name), observed = perfectParts(name).observed) => {
      const one = { name, facts: overlay(perfectFacts(name), facts), resources, observed };
      return change({ others: [...state.others, one] });
    },
    observed: (kind, subject, answer, at = observedAt, source = factKinds[kind].vendors[0]) => {
      const others = state.observed.filter((one) => one.kind !== kind || one.subject !== subject);
      const fact = { kind, subject, source, at, answer: answerOf(answer) };
      return change({ observed: [...others, fact as ObservedFact] }); // an answer of this kind, by its type
    },
    unobserved: (kind) => change({ observed: state.observed.filter((one) => one.kind !== kind) }),
    withoutComponent: () => change({ inCatalog: false }),
    parameters: (patch) => change({ parameters: { ...state.parameters, ...patch } }),
    overrides: state.parameters,
    resources: () => toRaw(assemble(state)).filter(({ name }) => !state.hidden.includes(name)),
  };
}

function answerOf<K extends FactKind>(answer: Answered<K>): object {
  if (answer === "absent") return { state: "absent" };
  if ("value" in answer) return { state: "value", value: answer.value };
  return "permission" in answer
    ? { state: "not-visible", permission: answer.permission }
    : { state: "unanswered", reason: answer.reason };
}

function assemble(state: State): readonly GivenResource[] {
  const shared = state.shared.map((resource) =>
    resource.type === catalogToken ? withCatalog(resource, state) : resource,
  );
  const repositories = shared.filter(({ parent }) => parent === "catalog");
  const services = [
    ...(state.inCatalog
      ? [{ name: "checkout", facts: state.facts, resources: state.own, observed: state.observed }]
      : []),
    {
      name: "spare",
      facts: perfectFacts("spare"),
      resources: serviceResources("spare"),
      observed: perfectParts("spare").observed,
    },
    ...state.others,
  ];
  const orphans = state.inCatalog ? [] : state.own.map(({ parent: _, ...resource }) => resource);
  const sharing = (facts: Record<string, unknown>): readonly GivenResource[] =>
    facts.repository === undefined ? [] : repositories;
  return [
    ...shared,
    ...orphans,
    ...services.flatMap(({ name, facts, resources, observed }) => [
      serviceComponent(name, facts, [...resources, ...sharing(facts)], observed),
      ...resources,
    ]),
  ];
}

function withCatalog(resource: GivenResource, state: State): GivenResource {
  const facts = resource.props.facts as Record<string, unknown>; // the Catalog of sharedResources has facts
  const teams = (facts.teams as readonly { readonly name: string }[]).map((team) =>
    team.name === ordersTeam.name ? state.team : team,
  );
  return { ...resource, props: { ...resource.props, facts: overlay({ ...facts, teams }, state.catalog) } };
}

function overlay(base: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...base, ...patch }).filter(([, value]) => value !== undefined));
}

/** A copy of a value with properties set by path. */
function patched(base: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(base);
  for (const [path, value] of Object.entries(patch)) setAt(copy, path, value);
  return copy;
}

function setAt(root: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(/\.|\[|\]\.?/).filter((key) => key !== "");
  const last = keys.pop();
  if (last === undefined) throw new Error(`${path} is not a path`);
  let holder: Record<string, unknown> = root;
  for (const [index, key] of keys.entries()) {
    holder[key] ??= /^\d+$/.test(keys[index + 1] ?? last) ? [] : {};
    holder = holder[key] as Record<string, unknown>; // made an object or list just above
  }
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}
