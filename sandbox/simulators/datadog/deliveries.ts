import type { JsonObject, WorldObject } from "../../world/schema";
import {
  type Answer,
  type Ask,
  createdAt,
  listOf,
  notModelled,
  numberOf,
  objectOf,
  ok,
  type Route,
  snakeCased,
  when,
} from "../exchange";
import { one, refused, resource } from "./answers";

/** Gates before deployments, and the deployments that pipelines report. */
export const deliveryRoutes: readonly Route[] = [
  [/^\/api\/v2\/deployment_gates$/, gates],
  [
    /^\/api\/v2\/deployment_gates\/([\w-]+)$/,
    (ask, id) => one(ask, "deploymentGate", id, (gate) => ({ data: gateOf(gate) })),
  ],
  [
    /^\/api\/v2\/deployment_gates\/([\w-]+)\/rules$/,
    (ask, id) =>
      one(ask, "deploymentGate", id, (gate) => ({
        data: resource("list_deployment_rules", gate.id, {
          rules: listOf(gate.rules).map((rule) => ruleOf(gate, objectOf(rule))),
        }),
      })),
  ],
  [/^\/api\/v2\/dora\/deployments$/, deployments],
];

function gates(ask: Ask): Answer {
  const size = Math.min(Number(ask.query.get("page[size]") ?? 50), 1000);
  const cursor = ask.query.get("page[cursor]") ?? "";
  const first = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64url").toString("utf8"));
  if (!(size > 0) || !Number.isInteger(first)) return refused(400, "Invalid pagination parameters");
  const all = ask.world.list("deploymentGate");
  const next = first + size < all.length ? Buffer.from(String(first + size)).toString("base64url") : null;
  return ok({
    data: all.slice(first, first + size).map(gateOf),
    meta: { page: { cursor, next_cursor: next, size } },
  });
}

function gateOf(gate: WorldObject): JsonObject {
  return resource("deployment_gate", gate.id, {
    service: String(gate.service),
    env: String(gate.env),
    identifier: gate.identifier ?? "default",
    dry_run: gate.dryRun === true,
    created_at: createdAt(gate),
    updated_at: createdAt(gate),
    created_by: { id: "1000001", handle: "sam@astronomy-shop.example", name: "Sam" },
  });
}

function ruleOf(gate: WorldObject, rule: JsonObject): JsonObject {
  return {
    id: String(rule.id ?? ""),
    gate_id: gate.id,
    name: String(rule.name),
    type: String(rule.type),
    dry_run: rule.dryRun === true,
    options: snakeCased(objectOf(rule.options)),
    created_at: createdAt(gate),
  };
}

/** Deployments of the named services, the newest first: { service, env, startedAt, finishedAt, version } in the world. */
function deployments(ask: Ask): Answer {
  // A body was parsed from JSON; anything else has no such parts.
  const { from, to, limit, query, sort } = objectOf(
    objectOf(objectOf(ask.body as JsonObject | undefined).data).attributes,
  );
  const names = servicesIn(String(query ?? "*"));
  if (names === undefined) return notModelled(ask);
  const [since, until] = [Date.parse(String(from)), Date.parse(String(to))];
  if (Number.isNaN(since) || Number.isNaN(until)) return refused(400, "from and to must be times");
  const all =
    names === "all"
      ? ask.world.list("doraDeployment")
      : names.flatMap((name) => ask.world.find("doraDeployment", "service", name));
  const found = all
    .map((object) => ({ object, at: Date.parse(when(ask, object.startedAt) ?? "") }))
    .filter(({ at }) => at >= since && at <= until)
    .toSorted((a, b) => (sort === "started_at" ? a.at - b.at : b.at - a.at))
    .slice(0, numberOf(limit, 10));
  return ok({ data: found.map(({ object, at }) => deploymentOf(ask, object, at)) });
}

function servicesIn(query: string): readonly string[] | "all" | undefined {
  if (query === "*" || query === "") return "all";
  const [, list, single] = /^service:(?:\(([^()]+)\)|"?([\w.-]+)"?)$/.exec(query) ?? [];
  if (single !== undefined) return [single];
  return list?.split(/\s+OR\s+/).map((name) => name.replaceAll('"', "").trim());
}

/** Times are nanoseconds. */
function deploymentOf(ask: Ask, object: WorldObject, at: number): JsonObject {
  const finished = Date.parse(when(ask, object.finishedAt) ?? "");
  return resource("dora_deployment", object.id, {
    service: String(object.service),
    env: String(object.env),
    version: String(object.version ?? ""),
    started_at: at * 1e6,
    finished_at: (Number.isNaN(finished) ? at + 300_000 : finished) * 1e6,
  });
}
