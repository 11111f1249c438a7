import { serviceToken } from "../../catalog/graph";
import type { Evidence, Resource } from "../engine/rule";

/** What came of each text, by the stack's list of services and the way of reading. */
const known = new WeakMap<readonly Resource[], Map<string, Map<string, unknown>>>();

/** Reads a text once for all services of the stack that share it; `way` names how, and is always read alike. */
export function onceAText<T>(evidence: Evidence, way: string, text: string, read: () => T): T {
  const services = evidence.all(serviceToken);
  const ways = known.get(services) ?? new Map<string, Map<string, unknown>>();
  known.set(services, ways);
  const results = ways.get(way) ?? new Map<string, unknown>();
  ways.set(way, results);
  if (!results.has(text)) results.set(text, read());
  return results.get(text) as T; // each way is read by one function of that type
}
