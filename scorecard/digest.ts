import { createHash } from "node:crypto";

/** A digest of a value, 16 hexadecimal digits: the same whatever order an object's entries stand in. */
export function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_key, one: unknown) => (isPlain(one) ? sorted(one) : one));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
