import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Ask, listOf, numberOf, objectOf, ok, type Route, textsOf } from "../exchange";
import { byName, headOf, notFound, paged, queried, reference } from "./answers";

/** Escalation policies. */
export const policyRoutes: readonly Route[] = [
  [
    /^\/escalation_policies$/,
    (ask) => paged(ask, "escalation_policies", policies(ask), (one) => policyOf(ask, one)),
  ],
  [
    /^\/escalation_policies\/(\w+)$/,
    (ask, id) => {
      const policy = ask.world.get("escalationPolicy", id);
      return policy === undefined ? notFound() : ok({ escalation_policy: policyOf(ask, policy) });
    },
  ],
];

function policies(ask: Ask): readonly WorldObject[] {
  const [users, teams] = [ask.query.getAll("user_ids[]"), ask.query.getAll("team_ids[]")];
  const found = queried(ask, ask.world.list("escalationPolicy"))
    .filter((one) => users.length === 0 || targetsOf(one).some(({ id }) => users.includes(id)))
    .filter((one) => teams.length === 0 || teamsOfPolicy(one).some((team) => teams.includes(team)));
  return byName(found);
}

/** Teams of a service are those of its policy. */
export function teamsOfService(ask: Ask, service: WorldObject): readonly string[] {
  const policy = ask.world.get("escalationPolicy", String(service.escalationPolicy));
  return policy === undefined ? [] : teamsOfPolicy(policy);
}

/** One team as the provider has it, where an empty text is none; a list by newer providers. */
function teamsOfPolicy({ teams }: WorldObject): readonly string[] {
  return typeof teams === "string" ? [teams].filter(Boolean) : textsOf(teams);
}

/** Whom and what a rule pages. */
export interface Target {
  readonly id: string;
  readonly type: "schedule" | "user";
}

/** Targets of a policy's rule; one without a type is a person. */
export function targetsIn(rule: Json): readonly Target[] {
  return listOf(objectOf(rule).targets).map((value) => {
    const { id, type } = objectOf(value);
    return { id: String(id), type: String(type).startsWith("schedule") ? "schedule" : "user" };
  });
}

const targetsKnown = new WeakMap<WorldObject, readonly Target[]>();

/** All targets of a policy; objects of the world are replaced and never changed, so each is looked through once. */
export function targetsOf(policy: WorldObject): readonly Target[] {
  const known = targetsKnown.get(policy) ?? listOf(policy.rules).flatMap(targetsIn);
  targetsKnown.set(policy, known);
  return known;
}

/** An escalation policy as the API shows it. */
export function policyOf(ask: Ask, policy: WorldObject): JsonObject {
  return {
    ...headOf("escalation_policy", policy),
    name: String(policy.name),
    description: policy.description ?? null,
    num_loops: numberOf(policy.numLoops, 0),
    on_call_handoff_notifications: "if_has_services",
    escalation_rules: listOf(policy.rules).map((rule) => ({
      id: String(objectOf(rule).id ?? policy.id),
      escalation_delay_in_minutes: numberOf(objectOf(rule).escalationDelayInMinutes, 30),
      targets: targetsIn(rule).map(({ id, type }) => reference(ask, type, id)),
    })),
    services: ask.world
      .find("service", "escalationPolicy", policy.id)
      .map(({ id }) => reference(ask, "service", id)),
    teams: teamsOfPolicy(policy).map((team) => reference(ask, "team", team)),
  };
}
