import { createHash } from "node:crypto";

/** A digest of a value, 16 hexadecimal digits: the same whatever order an object's entries stand in. */
export function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_key, one: unknown) => (isPlain(one) ? sorted(one) : one));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Names of properties that hold what nobody may know: a short one could be guessed from a digest of it. */
const confidential = /secret|token|passw|passphrase|credential|private_?key|api_?key|integration_?key/i;

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([key]) => !confidential.test(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
