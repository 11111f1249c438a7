import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Ask, textsOf } from "../exchange";
import { reference } from "./answers";

/*
 * What happened to services before they were declared is kept by the names that the catalog has for them: the ids that
 * they will have at PagerDuty are not known before.
 */

/** Environments by which a physical name may end, that of customers first. */
const environments = ["prod", "production", "staging", "dev", "test"];

/** The service that an id or a name stands for: its own name, else that of the first environment that has one. */
export function serviceFor(ask: Ask, idOrName: string): WorldObject | undefined {
  const own = ask.world.get("service", idOrName) ?? ask.world.find("service", "name", idOrName)[0];
  if (own !== undefined) return own;
  for (const environment of environments) {
    const [found] = ask.world.find("service", "name", `${idOrName}-${environment}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Everything by which a service may be meant. */
export function namesFor(service: WorldObject): readonly string[] {
  const name = String(service.name);
  const ending = environments.find((environment) => name.endsWith(`-${environment}`));
  return [service.id, name, ...(ending === undefined ? [] : [name.slice(0, -ending.length - 1)])];
}

/** The services that a list of ids and names stands for; names of what does not exist yet stand for nothing. */
export function servicesFor(ask: Ask, idsOrNames: Json | undefined): readonly WorldObject[] {
  const found = textsOf(idsOrNames).flatMap((one) => serviceFor(ask, one) ?? []);
  return [...new Set(found)];
}

/** A person by id, or by the name that the world has. */
export function personFor(ask: Ask, idOrName: string): WorldObject | undefined {
  return ask.world.get("user", idOrName) ?? ask.world.find("user", "name", idOrName)[0];
}

/** A person by id or name, else the service. */
export function actor(ask: Ask, who: Json | undefined, service: WorldObject): JsonObject {
  const person = who === undefined ? undefined : personFor(ask, String(who));
  return person === undefined ? reference(ask, "service", service.id) : reference(ask, "user", person.id);
}
