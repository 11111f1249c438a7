import type { JsonObject, WorldObject } from "../../world/schema";
import { type Answer, type Ask, objectOf, ok, type Route } from "../exchange";
import { api, byName, headOf, includes, madeAt, notFound, paged, queried, reference } from "./answers";

/** People, how they are reached, and their teams. */
export const peopleRoutes: readonly Route[] = [
  [/^\/users$/, (ask) => paged(ask, "users", users(ask), (user) => userOf(ask, user))],
  [/^\/users\/(\w+)$/, (ask, id) => ofUser(ask, id, (user) => ok({ user: userOf(ask, user) }))],
  [
    /^\/users\/(\w+)\/contact_methods$/,
    (ask, id) => ofUser(ask, id, () => ok({ contact_methods: methodsOf(ask, id, true) })),
  ],
  [
    /^\/users\/(\w+)\/notification_rules$/,
    (ask, id) =>
      ofUser(ask, id, () => {
        const urgency = ask.query.get("urgency");
        const rules = ask.world
          .find("userNotificationRule", "userId", id)
          .filter((rule) => urgency === null || rule.urgency === urgency);
        return ok({ notification_rules: rules.map((rule) => ruleOf(ask, rule)) });
      }),
  ],
  [
    /^\/teams$/,
    (ask) => paged(ask, "teams", byName(queried(ask, ask.world.list("team"))), (team) => teamOf(ask, team)),
  ],
  [/^\/teams\/(\w+)$/, (ask, id) => ofTeam(ask, id, (team) => ok({ team: teamOf(ask, team) }))],
  [
    /^\/teams\/(\w+)\/members$/,
    (ask, id) =>
      ofTeam(ask, id, () =>
        paged(ask, "members", ask.world.find("teamMembership", "teamId", id), ({ userId, role }) => ({
          user: reference(ask, "user", String(userId)),
          role: role ?? "manager",
        })),
      ),
  ],
];

function ofUser(ask: Ask, id: string, show: (user: WorldObject) => Answer): Answer {
  const user = ask.world.get("user", id);
  return user === undefined ? notFound() : show(user);
}

function ofTeam(ask: Ask, id: string, show: (team: WorldObject) => Answer): Answer {
  const team = ask.world.get("team", id);
  return team === undefined ? notFound() : show(team);
}

function users(ask: Ask): readonly WorldObject[] {
  const teams = ask.query.getAll("team_ids[]");
  const all = queried(ask, ask.world.list("user"));
  const wanted =
    teams.length === 0 ? all : all.filter(({ id }) => teamsOf(ask, id).some((team) => teams.includes(team)));
  return byName(wanted);
}

function teamsOf(ask: Ask, user: string): readonly string[] {
  return ask.world.find("teamMembership", "userId", user).map(({ teamId }) => String(teamId));
}

/** A person as the API shows it; methods and rules in full only where they are asked for. */
export function userOf(ask: Ask, user: WorldObject): JsonObject {
  const rules = ask.world.find("userNotificationRule", "userId", user.id);
  return {
    ...headOf("user", user),
    name: String(user.name),
    email: String(user.email),
    time_zone: user.timeZone ?? "Etc/UTC",
    color: user.color ?? "purple",
    role: user.role ?? "user",
    avatar_url: user.avatarUrl ?? null,
    description: user.description ?? "",
    job_title: user.jobTitle ?? "",
    invitation_sent: user.invitationSent ?? false,
    created_via_sso: false,
    teams: teamsOf(ask, user.id).map((id) => reference(ask, "team", id)),
    contact_methods: methodsOf(ask, user.id, includes(ask, "contact_methods")),
    notification_rules: includes(ask, "notification_rules")
      ? rules.map((rule) => ruleOf(ask, rule))
      : rules.map(ruleReference),
  };
}

function methodsOf(ask: Ask, user: string, isFull: boolean): readonly JsonObject[] {
  return ask.world.find("userContactMethod", "userId", user).map((method) => {
    const head = methodHead(method);
    return isFull ? { ...head, ...methodParts(method) } : { ...head, type: `${head.type}_reference` };
  });
}

function methodHead({ id, type, label, userId }: WorldObject): JsonObject {
  const self = `${api}/users/${userId}/contact_methods/${id}`;
  return { id, type: String(type), summary: String(label ?? "Default"), self, html_url: null };
}

function methodParts(method: WorldObject): JsonObject {
  const common = { label: String(method.label ?? "Default"), address: String(method.address) };
  if (method.type === "email_contact_method")
    return { ...common, send_short_email: method.sendShortEmail ?? false };
  if (method.type === "push_notification_contact_method")
    return {
      ...common,
      device_type: "ios",
      sounds: [],
      created_at: madeAt(method),
      blacklisted: method.blacklisted ?? false,
    };
  const reach = { blacklisted: method.blacklisted ?? false, enabled: method.enabled ?? true };
  return { ...common, country_code: Number(method.countryCode ?? 1), ...reach };
}

function ruleHead({ id, userId, urgency, startDelayInMinutes }: WorldObject): JsonObject {
  const summary = `${startDelayInMinutes} minutes: ${urgency} urgency`;
  return { id, summary, self: `${api}/users/${userId}/notification_rules/${id}`, html_url: null };
}

function ruleReference(rule: WorldObject): JsonObject {
  return { ...ruleHead(rule), type: "assignment_notification_rule_reference" };
}

function ruleOf(ask: Ask, rule: WorldObject): JsonObject {
  const { id } = objectOf(rule.contactMethod);
  const method = ask.world.get("userContactMethod", String(id));
  return {
    ...ruleHead(rule),
    type: "assignment_notification_rule",
    urgency: String(rule.urgency),
    start_delay_in_minutes: Number(rule.startDelayInMinutes),
    contact_method: method === undefined ? null : { ...methodHead(method), type: `${method.type}_reference` },
  };
}

function teamOf(ask: Ask, team: WorldObject): JsonObject {
  return {
    ...headOf("team", team),
    name: String(team.name),
    description: team.description ?? null,
    parent: team.parent ? reference(ask, "team", String(team.parent)) : null,
  };
}
