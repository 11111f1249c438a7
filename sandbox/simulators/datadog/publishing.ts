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
  stableNumber,
  textsOf,
} from "../exchange";
import { paged, refused, resource } from "./answers";

/** What a publisher of figures and outcomes writes: metrics, events, and Datadog's own Scorecards. */
export const publishingRoutes: readonly Route[] = [
  [/^\/api\/v2\/series$/, series],
  [/^\/api\/v1\/events$/, event],
  [/^\/api\/v2\/scorecard\/rules$/, rules],
  [/^\/api\/v2\/scorecard\/rules\/([^/]+)$/, rule],
  [/^\/api\/v2\/scorecard\/outcomes$/, outcomes],
];

/** Paths that may be written to. */
export const written = /^\/api\/(v2\/series|v1\/events|v2\/scorecard\/(rules(\/[^/]+)?|outcomes))$/;

function bodyOf(ask: Ask): JsonObject {
  return objectOf(ask.body as JsonObject | undefined); // it was parsed from JSON
}

function attributesOf(ask: Ask): JsonObject {
  return objectOf(objectOf(bodyOf(ask).data).attributes);
}

/** How far a point may lie from now, in seconds; others are accepted and dropped. */
const [oldest, newest] = [3600, 600];

function series(ask: Ask): Answer {
  if (ask.method !== "POST") return notModelled(ask);
  const all = listOf(bodyOf(ask).series).map(objectOf);
  const seconds = ask.now.getTime() / 1000;
  const isWrong = ({ metric, type }: JsonObject): boolean =>
    typeof metric !== "string" || !/^[a-zA-Z][\w.]{0,199}$/.test(metric) || type !== 3;
  if (all.some(isWrong)) return refused(400, "Payload is not in the expected format");
  const isTaken = ({ points }: JsonObject): boolean => {
    const timestamp = numberOf(objectOf(listOf(points)[0]).timestamp, 0);
    return timestamp >= seconds - oldest && timestamp <= seconds + newest;
  };
  for (const one of all.filter(isTaken)) {
    const tags = textsOf(one.tags).sort();
    ask.world.put("metric", { ...one, id: [String(one.metric), ...tags].join(","), tags });
  }
  return { status: 202, body: { errors: [] } };
}

function event(ask: Ask): Answer {
  if (ask.method !== "POST") return notModelled(ask);
  const { title, text, aggregation_key: key, ...rest } = bodyOf(ask);
  if (typeof title !== "string" || typeof text !== "string" || text.length > 4000)
    return refused(400, "Invalid event payload");
  if (typeof key === "string" && key.length > 100) return refused(400, "aggregation_key is too long");
  const id = String(ask.world.list("event").length + 1);
  ask.world.put("event", { id, title, text, aggregation_key: key ?? null, ...rest });
  return { status: 202, body: { status: "ok", event: { id: Number(id), title, text } } };
}

const rulePages = { size: "page[size]", offset: "page[offset]", usual: 100, most: 100 };

function rules(ask: Ask): Answer {
  if (ask.method === "GET")
    return paged(ask, ask.world.list("scorecardRule"), rulePages, ({ items }) => ({
      data: items.map(shownRule),
    }));
  if (ask.method !== "POST") return notModelled(ask);
  const wrong = wrongRule(attributesOf(ask));
  if (wrong !== undefined) return badRequest(wrong);
  const count = ask.world.list("scorecardRule").length;
  const id = `rule${stableNumber(`${count} ${String(attributesOf(ask).name)}`)}`;
  const at = new Date(ask.now.getTime() + count).toISOString();
  const made: WorldObject = { ...attributesOf(ask), id, createdAt: at };
  ask.world.put("scorecardRule", made);
  return { status: 201, body: { data: shownRule(made) } };
}

function rule(ask: Ask, id: string): Answer {
  const found = ask.world.get("scorecardRule", id);
  if (found === undefined)
    return {
      status: 404,
      body: { errors: [{ status: "404", title: "Not Found", detail: `rule not found: ${id}` }] },
    };
  if (ask.method === "DELETE") {
    ask.world.remove("scorecardRule", id);
    return { status: 204 };
  }
  if (ask.method !== "PUT") return notModelled(ask);
  const wrong = wrongRule(attributesOf(ask));
  if (wrong !== undefined) return badRequest(wrong);
  const changed: WorldObject = { ...found, ...attributesOf(ask), id };
  ask.world.put("scorecardRule", changed);
  return ok({ data: shownRule(changed) });
}

function wrongRule({ name, scorecard_name: scorecard, level }: JsonObject): string | undefined {
  if (typeof name !== "string" || name === "") return 'attribute "name" is required';
  if (typeof scorecard !== "string" || scorecard === "") return 'attribute "scorecard_name" is required';
  return level === undefined || [1, 2, 3].includes(numberOf(level, 0))
    ? undefined
    : 'attribute "level" must be 1 to 3';
}

function badRequest(detail: string): Answer {
  return { status: 400, body: { errors: [{ status: "400", title: "Bad Request", detail }] } };
}

function shownRule(object: WorldObject): JsonObject {
  const { id, createdAt: _, ...attributes } = object;
  const scorecard = String(object.scorecard_name);
  return {
    ...resource("rule", id, {
      category: scorecard,
      custom: true,
      level: 3,
      created_at: createdAt(object),
      modified_at: createdAt(object),
      ...attributes,
    }),
    relationships: { scorecard: { data: { id: `s${stableNumber(scorecard)}`, type: "scorecard" } } },
  };
}

function outcomes(ask: Ask): Answer {
  if (ask.method !== "POST") return notModelled(ask);
  const results = listOf(attributesOf(ask).results).map(objectOf);
  for (const { rule_id: id, entity_reference: entity, state } of results) {
    if (typeof entity !== "string" || entity === "")
      return badRequest('attribute "entity_reference" is required');
    if (!["pass", "fail", "skip"].includes(String(state)))
      return badRequest('attribute "state" must be one of "pass fail skip"');
    if (ask.world.get("scorecardRule", String(id)) === undefined)
      return { status: 409, body: { errors: [{ status: "409", title: "Invalid rule_id" }] } };
  }
  for (const one of results)
    ask.world.put("scorecardOutcome", {
      ...one,
      id: `${String(one.rule_id)}\\${String(one.entity_reference)}`,
    });
  const data = { id: `request${stableNumber(JSON.stringify(results))}`, type: "async-request" };
  return { status: 202, body: { data, meta: { total_received: results.length } } };
}
