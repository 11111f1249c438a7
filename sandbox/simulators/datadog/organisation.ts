import { parse } from "yaml";
import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Answer, type Ask, createdAt, objectOf, ok, type Route } from "../exchange";
import { linkTo, one, type Page, paged, pagination, refused, resource } from "./answers";

/** People, teams, what the software catalogue has, and what other vendors are connected by. */
export const organisationRoutes: readonly Route[] = [
  [/^\/api\/v2\/users$/, users],
  [
    /^\/api\/v2\/team$/,
    (ask) => {
      const keyword = ask.query.get("filter[keyword]")?.toLowerCase();
      const all = ask.world
        .list("team")
        .filter(({ name, handle }) => !keyword || `${name} ${handle}`.toLowerCase().includes(keyword));
      return paged(ask, all, teamPages, (page) => ({
        data: page.items.map((team) => teamOf(ask, team)),
        meta: pagination(page),
        links: linksOf(ask, page),
      }));
    },
  ],
  [/^\/api\/v2\/team\/([\w-]+)$/, (ask, id) => one(ask, "team", id, (team) => ({ data: teamOf(ask, team) }))],
  [/^\/api\/v2\/team\/([\w-]+)\/memberships$/, memberships],
  [/^\/api\/v2\/catalog\/entity$/, entities],
  [
    /^\/api\/v2\/services\/definitions$/,
    (ask) =>
      paged(
        ask,
        ask.world.list("serviceDefinitionYaml"),
        { size: "page[size]", page: "page[number]", usual: 10, most: 100 },
        ({ items }) => ({
          data: items.map(definitionOf),
        }),
      ),
  ],
  [
    /^\/api\/v2\/services\/definitions\/([\w.-]+)$/,
    (ask, id) => one(ask, "serviceDefinitionYaml", id, (object) => ({ data: definitionOf(object) })),
  ],
  [
    /^\/api\/v1\/integration\/pagerduty\/configuration\/services\/([^/]+)$/,
    (ask, name) => {
      const [found] = ask.world.find("pagerdutyServiceObject", "serviceName", name);
      return found ? ok({ service_name: name }) : refused(404, "Service not found");
    },
  ],
  [
    /^\/api\/v1\/integration\/slack\/configuration\/accounts\/([^/]+)\/channels$/,
    (ask, account) => ok(ask.world.find("slackChannel", "accountName", account).map(channelOf)),
  ],
];

const teamPages = { size: "page[size]", page: "page[number]", offset: "page[offset]", usual: 100, most: 100 };

function linksOf(ask: Ask, { first, size }: Page<unknown>): JsonObject {
  const at = (offset: number) =>
    `https://api.datadoghq.com${ask.path}?page[offset]=${offset}&page[limit]=${size}`;
  return { self: at(first), first: at(0), prev: null, next: at(first + size), last: null };
}

function users(ask: Ask): Answer {
  const asked = ask.query.get("filter")?.toLowerCase();
  const all = ask.world
    .list("user")
    .filter(({ name, email }) => !asked || `${name} ${email}`.toLowerCase().includes(asked));
  return paged(
    ask,
    all,
    { size: "page[size]", page: "page[number]", usual: 10, most: 500 },
    ({ items, total }) => ({
      data: items.map(userOf),
      included: [],
      meta: { page: { total_count: total, total_filtered_count: all.length } },
    }),
  );
}

/** A person as JSON:API shows one. */
export function userOf(user: WorldObject): JsonObject {
  const email = String(user.email ?? "");
  return resource("users", user.id, {
    name: String(user.name ?? email),
    email,
    handle: email,
    status: user.disabled === true ? "Disabled" : "Active",
    disabled: user.disabled === true,
    verified: true,
    service_account: false,
    title: user.title ?? null,
    created_at: createdAt(user),
    modified_at: createdAt(user),
  });
}

function teamOf(ask: Ask, team: WorldObject): JsonObject {
  const path = `/api/v2/team/${team.id}`;
  return {
    ...resource("team", team.id, {
      name: String(team.name),
      handle: String(team.handle),
      description: team.description ?? null,
      summary: team.summary ?? null,
      user_count: ask.world.find("teamMembership", "teamId", team.id).length,
      link_count: 0,
      created_at: createdAt(team),
      modified_at: createdAt(team),
    }),
    relationships: {
      team_links: { links: { related: `${path}/links` } },
      user_team_permissions: { links: { related: `${path}/permission-settings` } },
    },
  };
}

function memberships(ask: Ask, id: string): Answer {
  if (ask.world.get("team", id) === undefined) return refused(404, `${id} not found`);
  return paged(ask, ask.world.find("teamMembership", "teamId", id), teamPages, (page) => ({
    data: page.items.map((member) => ({
      ...resource("team_memberships", `TeamMembership-${member.id}`, {
        role: member.role ?? null,
        provisioned_by: null,
      }),
      relationships: { user: linkTo("users", String(member.userId)) },
    })),
    meta: pagination(page),
    links: linksOf(ask, page),
  }));
}

/** What is written as YAML, which is JSON as far as these texts go. */
function written(text: Json | undefined): JsonObject {
  return objectOf(parse(String(text)) as Json);
}

function entities(ask: Ask): Answer {
  const wanted = (["kind", "name", "owner"] as const).flatMap((name) => {
    const value = ask.query.get(`filter[${name}]`);
    return value === null ? [] : [[name, value] as const];
  });
  const all = ask.world
    .list("softwareCatalog")
    .map(entityOf)
    .filter(({ attributes }) => wanted.every(([name, value]) => objectOf(attributes)[name] === value));
  return paged(
    ask,
    all,
    { size: "page[limit]", offset: "page[offset]", usual: 100, most: 100 },
    ({ items, total }) => ({
      data: items,
      meta: { count: items.length, includeCount: 0, totalCount: total },
    }),
  );
}

function entityOf(object: WorldObject): JsonObject {
  const { apiVersion, kind, metadata } = written(object.entity);
  const { name, namespace, displayName, owner, tags } = objectOf(metadata);
  return {
    ...resource("entity", object.id, {
      apiVersion: apiVersion ?? "v3",
      kind: String(kind),
      name: String(name),
      namespace: namespace ?? "default",
      displayName: displayName ?? String(name),
      owner: owner ?? "",
      tags: tags ?? [],
    }),
    meta: {
      createdAt: createdAt(object),
      modifiedAt: createdAt(object),
      ingestionSource: "api",
      origin: "unknown",
    },
  };
}

function definitionOf(object: WorldObject): JsonObject {
  const schema = written(object.serviceDefinition);
  const version = String(schema["schema-version"] ?? "v2.2");
  const meta = {
    "last-modified-time": createdAt(object),
    "ingestion-source": "api",
    "ingested-schema-version": version,
    origin: "unknown",
    "origin-detail": "",
    "github-html-url": "",
    warnings: [],
  };
  return resource("service-definition", object.id, { meta, schema });
}

function channelOf({ channelName, display }: WorldObject): JsonObject {
  const { message, notified, snapshot, tags, muteButtons } = objectOf(display);
  return {
    name: String(channelName),
    display: {
      message: message ?? true,
      notified: notified ?? true,
      snapshot: snapshot ?? true,
      tags: tags ?? true,
      mute_buttons: muteButtons ?? true,
    },
  };
}
