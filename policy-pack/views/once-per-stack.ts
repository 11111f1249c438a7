import { serviceToken } from "../../catalog/graph";
import type { Evidence } from "../engine/rule";

/** What was made of a text, by what it was made for; the list of services stands for the stack. */
const made = new WeakMap<object, Map<string, Map<string, unknown>>>();

/** Makes something of a text once a stack, such as parsing a file that many services share. `purpose` names what. */
export function oncePerStack<T>(
  evidence: Evidence,
  purpose: string,
  text: string,
  make: (text: string) => T,
): T {
  const stack = evidence.all(serviceToken);
  const purposes = made.get(stack) ?? new Map<string, Map<string, unknown>>();
  made.set(stack, purposes);
  const results = purposes.get(purpose) ?? new Map<string, unknown>();
  purposes.set(purpose, results);
  if (!results.has(text)) results.set(text, make(text));
  return results.get(text) as T; // every purpose has one function that makes it
}
