import type { Json, JsonObject, WorldObject } from "../../world/schema";
import {
  type Answer,
  type Ask,
  apiOf,
  createdAt,
  listOf,
  numberOf,
  objectOf,
  ok,
  type Route,
  snakeCased,
  textsOf,
  when,
} from "../exchange";
import { commaList, linkTo, madeText, paged, refused, resource } from "./answers";
import { type Downtime, downtimes, isAbout } from "./downtimes";

/** Monitors and the rules by which they notify. */
export const monitorRoutes: readonly Route[] = [
  [/^\/api\/v1\/monitor$/, monitors],
  [/^\/api\/v1\/monitor\/(\d+)$/, monitor],
  [
    /^\/api\/v2\/monitor\/notification_rule$/,
    (ask) =>
      paged(
        ask,
        ask.world.list("monitorNotificationRule"),
        { size: "per_page", page: "page", usual: 100, most: 1000 },
        ({ items, total }) => ({
          data: items.map(ruleOf),
          meta: { page: { total_count: total } },
        }),
      ),
  ],
];

/** Somebody who made things by hand, for whom the API has an entry on each of them. */
export const creator: JsonObject = {
  name: "Sam",
  handle: "sam@astronomy-shop.example",
  email: "sam@astronomy-shop.example",
  id: 1_000_001,
};

type Made = Pick<WorldObject, "id"> & {
  readonly kind: "monitor" | "monitorJson" | "syntheticsTest";
  readonly object: WorldObject;
};

/** What an organisation has as monitors: those that tests make by themselves are among them. */
function all(ask: Ask): readonly Made[] {
  return (["monitor", "monitorJson", "syntheticsTest"] as const).flatMap((kind) =>
    ask.world
      .list(kind)
      .filter((object) => kind !== "syntheticsTest" || Number(object.monitorId) > 0)
      .map((object) => ({
        kind,
        object,
        id: String(kind === "syntheticsTest" ? object.monitorId : object.id),
      })),
  );
}

function monitors(ask: Ask): Answer {
  const tags = [...commaList(ask, "monitor_tags")];
  const name = ask.query.get("name")?.toLowerCase();
  const wanted = all(ask)
    .filter(({ object }) => tags.length === 0 || tags.every((tag) => tagsOf(object).includes(tag)))
    .filter(({ object }) => name === undefined || String(object.name).toLowerCase().includes(name));
  const silencing = downtimes(ask);
  const show = (made: Made) => shown(ask, made, silencing);
  // Without a page number Datadog answers every monitor.
  if (!ask.query.has("page")) return ok(wanted.map(show));
  return paged(ask, wanted, { size: "page_size", page: "page", usual: 100, most: 1000 }, ({ items }) =>
    items.map(show),
  );
}

function tagsOf(object: WorldObject): readonly string[] {
  return object.monitor === undefined ? textsOf(object.tags) : textsOf(parsed(object.monitor).tags);
}

function monitor(ask: Ask, id: string): Answer {
  const [test] = ask.world.find("syntheticsTest", "monitorId", id);
  const found = [
    ["monitor", ask.world.get("monitor", id)],
    ["monitorJson", ask.world.get("monitorJson", id)],
    ["syntheticsTest", test],
  ] as const;
  for (const [kind, object] of found) if (object) return ok(shown(ask, { kind, object, id }, downtimes(ask)));
  return refused(404, "Monitor not found");
}

function shown(ask: Ask, { kind, object, id }: Made, silencing: readonly Downtime[]): JsonObject {
  const { assets = [], ...own } = ownParts(kind, object);
  const number = Number(id);
  const tags = textsOf(own.tags);
  const matching = silencing.filter((one) => one.isActive && isAbout(one, number, tags));
  const state = String(apiOf(object).overallState ?? "OK");
  const isWithAssets = ask.query.get("with_assets") === "true";
  return {
    restricted_roles: null,
    priority: null,
    ...own,
    id: number,
    created: madeText(object),
    created_at: Date.parse(createdAt(object)),
    modified: madeText(object),
    deleted: null,
    creator,
    multi: /\bby\s*\{/.test(String(own.query)),
    overall_state: state,
    overall_state_modified: when(ask, apiOf(object).stateSince) ?? createdAt(object),
    matching_downtimes: ask.query.get("with_downtimes") === "true" ? matching.map((one) => matchOf(one)) : [],
    ...(isWithAssets ? { assets } : {}),
    options: { ...objectOf(own.options), silenced: { ...silencedBy(matching), ...mutes(ask, object) } },
  };
}

function ownParts(kind: Made["kind"], object: WorldObject): JsonObject {
  if (kind === "monitorJson") return parsed(object.monitor);
  return kind === "monitor" ? monitorOf(object) : testMonitor(object);
}

function matchOf({ id, start, end, scopes, monitorId }: Downtime): JsonObject {
  return { id, active: true, monitor_id: monitorId, start, end, scope: scopes, groups: [] };
}

/** Scopes with the second until which they are silent; null for ever. */
function silencedBy(matching: readonly Downtime[]): JsonObject {
  return Object.fromEntries(matching.flatMap(({ scopes, end }) => scopes.map((scope) => [scope, end])));
}

/** Scopes that somebody muted on the monitor itself, with an instant or null. */
function mutes(ask: Ask, object: WorldObject): JsonObject {
  const entries = Object.entries(objectOf(apiOf(object).silenced)).map(([scope, until]) => {
    const at = when(ask, until);
    return [scope, at === null ? null : Math.floor(Date.parse(at) / 1000)] as const;
  });
  return Object.fromEntries(
    entries.filter(([, until]) => until === null || until * 1000 > ask.now.getTime()),
  );
}

/** Numbers that the SDK has as texts. */
function numbersOf(value: Json | undefined): JsonObject {
  const entries = Object.entries(objectOf(value)).map(([name, one]) => [name, numberOf(one, 0)] as const);
  return objectOf(snakeCased(Object.fromEntries(entries)));
}

const plainOptions = [
  "escalationMessage",
  "evaluationDelay",
  "groupRetentionDuration",
  "includeTags",
  "locked",
  "newGroupDelay",
  "newHostDelay",
  "noDataTimeframe",
  "notificationPresetName",
  "notifyAudit",
  "onMissingData",
  "renotifyInterval",
  "renotifyOccurrences",
  "renotifyStatuses",
  "requireFullWindow",
  "timeoutH",
  "enableLogsSample",
] as const;

function monitorOf(monitor: WorldObject): JsonObject {
  const given = plainOptions.flatMap((name) =>
    monitor[name] === undefined ? [] : [[name, monitor[name]] as const],
  );
  return {
    name: String(monitor.name),
    type: String(monitor.type),
    query: String(monitor.query),
    message: String(monitor.message ?? ""),
    tags: textsOf(monitor.tags),
    priority: monitor.priority ? Number(monitor.priority) : null,
    draft_status: monitor.draftStatus ?? "published",
    assets: listOf(monitor.assets).map(snakeCased),
    options: {
      ...objectOf(snakeCased(Object.fromEntries(given))),
      thresholds: numbersOf(monitor.monitorThresholds),
      notify_no_data: monitor.notifyNoData ?? false,
      ...(monitor.notifyBies === undefined ? {} : { notify_by: textsOf(monitor.notifyBies) }),
    },
  };
}

/** The monitor that a test makes by itself. */
function testMonitor(test: WorldObject): JsonObject {
  return {
    name: `[Synthetics] ${test.name}`,
    type: "synthetics alert",
    query: "no_query",
    message: String(test.message ?? ""),
    tags: ["probe_dc", "check_type:api", ...textsOf(test.tags)],
    draft_status: "published",
    options: {
      synthetics_check_id: test.id,
      thresholds: { critical: 1 },
      notify_no_data: false,
      include_tags: true,
    },
  };
}

function ruleOf(rule: WorldObject): JsonObject {
  const { name, filter, recipients, conditionalRecipients } = rule;
  const attributes = {
    name: String(name),
    created: createdAt(rule),
    modified: createdAt(rule),
    filter: snakeCased(objectOf(filter)),
    ...(recipients === undefined ? {} : { recipients: textsOf(recipients) }),
    ...(conditionalRecipients === undefined
      ? {}
      : { conditional_recipients: snakeCased(objectOf(conditionalRecipients)) }),
  };
  return {
    ...resource("monitor-notification-rule", rule.id, attributes),
    relationships: { created_by: linkTo("users", "1000001") },
  };
}

function parsed(text: Json | undefined): JsonObject {
  return objectOf(JSON.parse(String(text)));
}
