import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Ask, listOf, numberOf, objectOf, type Route, snakeCased, textsOf } from "../exchange";
import { one, paged } from "./answers";
import { creator } from "./monitors";

/** Tests from outside. */
export const checkRoutes: readonly Route[] = [
  [
    /^\/api\/v1\/synthetics\/tests$/,
    (ask: Ask) =>
      paged(
        ask,
        ask.world.list("syntheticsTest"),
        { size: "page_size", page: "page_number", usual: 100, most: 1000 },
        ({ items }) => ({
          tests: items.map(testOf),
        }),
      ),
  ],
  [/^\/api\/v1\/synthetics\/tests\/(?:api\/)?([\w-]+)$/, (ask, id) => one(ask, "syntheticsTest", id, testOf)],
];

function testOf(test: WorldObject): JsonObject {
  return {
    public_id: test.id,
    monitor_id: numberOf(test.monitorId, 0),
    name: String(test.name),
    type: String(test.type),
    ...(test.subtype ? { subtype: test.subtype } : {}),
    status: String(test.status),
    message: String(test.message ?? ""),
    tags: textsOf(test.tags),
    locations: textsOf(test.locations),
    config: configOf(test),
    options: optionsOf(objectOf(test.optionsList)),
    creator,
  };
}

function configOf(test: WorldObject): JsonObject {
  if (test.type !== "api") return { assertions: [], variables: [] };
  if (test.apiSteps === undefined)
    return {
      request: requestOf(test.requestDefinition),
      assertions: listOf(test.assertions).map(assertionOf),
      configVariables: [],
    };
  const steps = listOf(test.apiSteps).map((value) => {
    const { requestDefinition, assertions, ...step } = objectOf(value);
    return {
      ...step,
      request: requestOf(requestDefinition),
      assertions: listOf(assertions).map(assertionOf),
    };
  });
  return { steps, configVariables: [] };
}

function requestOf(value: Json | undefined): JsonObject {
  const { port, ...rest } = objectOf(value);
  return port === undefined ? rest : { ...rest, port: numberOf(port, 0) };
}

/** A status is a number there, and a text in the SDK. */
function assertionOf(value: Json): JsonObject {
  const { target, ...rest } = objectOf(value);
  if (target === undefined) return rest;
  return { ...rest, target: /^\d+$/.test(String(target)) ? Number(target) : target };
}

/** Names that the API writes as the SDK does. */
const kept = [
  "ci",
  "httpVersion",
  "noScreenshot",
  "disableCors",
  "disableCsp",
  "initialNavigationTimeout",
  "rumSettings",
];

function optionsOf(options: JsonObject): JsonObject {
  const entries = Object.entries(options);
  const renamed = entries.filter(([name]) => !kept.includes(name));
  return {
    ...objectOf(snakeCased(Object.fromEntries(renamed))),
    ...Object.fromEntries(entries.filter(([name]) => kept.includes(name))),
  };
}
