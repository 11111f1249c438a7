import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { DateTime, Duration } from "luxon";
import type { Json, JsonObject, WorldObject } from "../world/schema";
import type { VendorWorld } from "../world/world";

/** A request below a vendor's base address, with the world as it is at this moment. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Address of the vendor, for links. */
  readonly base: string;
  readonly world: VendorWorld;
  readonly now: Date;
  /** What was asked of the vendor before. */
  readonly spent?: RequestCount;
}

/** Requests that one vendor got so far. */
export interface RequestCount {
  readonly requests: number;
  /** Those of GraphQL among them, and what they cost in GitHub's points. */
  readonly graphql: number;
  readonly points: number;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What a query cost; absent for other requests. */
  readonly points?: number;
}

/** A path pattern with its answer; groups of the pattern are decoded and passed on. */
export type Route = readonly [RegExp, (ask: Ask, ...parts: string[]) => Answer];

/** Answers by the first route that fits; undefined where none does. */
export function routed(routes: readonly Route[], ask: Ask): Answer | undefined {
  for (const [pattern, answer] of routes) {
    const match = pattern.exec(ask.path);
    if (match) return answer(ask, ...match.slice(1).map((part) => decodeURIComponent(part ?? "")));
  }
  return undefined;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** What only the vendor's API tells of an object. */
export function apiOf(object: WorldObject | undefined): JsonObject {
  return objectOf(object?.api);
}

export function objectOf(value: Json | undefined): JsonObject {
  const [first] = listOf(value);
  if (first !== undefined) return objectOf(first);
  // What is left is JSON, and JSON that is an object and no list is a JsonObject.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: Json | undefined): string[] {
  return listOf(value).map(String);
}

export function numberOf(value: Json | undefined, otherwise: number): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : otherwise;
}

/** When the object was made, as far as the world tells. */
export function createdAt(object: WorldObject): string {
  const told = apiOf(object).createdAt ?? object.createdAt;
  return typeof told === "string" && told !== "" ? told : "2026-01-05T09:00:00Z";
}

/** An instant of the world: a duration such as P3DT2H is that long ago, a date is itself, anything else is none. */
export function when(ask: Ask, value: Json | undefined): string | null {
  if (typeof value !== "string") return null;
  if (!/^[+-]?P/.test(value)) return /^\d{4}-/.test(value) && DateTime.fromISO(value).isValid ? value : null;
  const known = lengths.get(value);
  if (known !== undefined) return new Date(ask.now.getTime() - known).toISOString();
  const ago = Duration.fromISO(value);
  if (!ago.isValid) return null;
  // Months and years are as long as they were.
  const hasOneLength = ago.years === 0 && ago.quarters === 0 && ago.months === 0;
  if (hasOneLength) lengths.set(value, ago.toMillis());
  return DateTime.fromJSDate(ask.now, { zone: "utc" }).minus(ago).toISO();
}

/** Milliseconds of durations that are always as long: a large world has the same ones many thousand times. */
const lengths = new Map<string, number>();

/** A whole number that stays the same for a text. */
export function stableNumber(text: string): number {
  return Number.parseInt(createHash("sha256").update(text).digest("hex").slice(0, 8), 16);
}

/** Names of properties as REST APIs write them, at every depth. */
export function snakeCased(value: Json): Json {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "api")
      .map(([key, inner]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        snakeCased(inner),
      ]),
  );
}

/** For a path that no simulator models: 'not found' would be read as a vendor's 'there is none'. */
export function notModelled({ path }: Ask): Answer {
  return { status: 501, body: { message: `The simulator does not model ${path}.` } };
}
