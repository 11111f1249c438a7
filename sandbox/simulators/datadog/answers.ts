import type { JsonObject, Kind, WorldObject } from "../../world/schema";
import { type Answer, type Ask, createdAt, ok } from "../exchange";

/** The API's words for a refusal. */
export function refused(status: number, message: string): Answer {
  return { status, body: { errors: [message] } };
}

/** Names of the parameters of a list's pages, the usual size and the largest. */
interface Paging {
  readonly size: string;
  /** A page by its number from 0, or by how many things come before it. */
  readonly page?: string;
  readonly offset?: string;
  readonly usual: number;
  readonly most: number;
}

/** The part of a list that is asked for. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly size: number;
  /** How many come before. */
  readonly first: number;
  readonly total: number;
}

/** The page of a list that a request asks for; undefined where its parameters are no whole numbers. */
export function pageOf<T>(ask: Ask, all: readonly T[], paging: Paging): Page<T> | undefined {
  const size = Math.min(wholeNumber(ask, paging.size) ?? paging.usual, paging.most);
  const page = paging.page === undefined ? 0 : (wholeNumber(ask, paging.page) ?? 0);
  const offset = paging.offset === undefined ? undefined : wholeNumber(ask, paging.offset);
  const first = offset ?? page * size;
  if (Number.isNaN(size) || Number.isNaN(first)) return undefined;
  return { items: all.slice(first, first + size), size, first, total: all.length };
}

function wholeNumber(ask: Ask, name: string): number | undefined {
  const text = ask.query.get(name);
  if (text === null || text === "") return undefined;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Answers a page by what makes its body. */
export function paged<T>(
  ask: Ask,
  all: readonly T[],
  paging: Paging,
  body: (page: Page<T>) => unknown,
): Answer {
  const page = pageOf(ask, all, paging);
  return page === undefined ? refused(400, "Invalid pagination parameters") : ok(body(page));
}

/** Answers one object, or that there is none. */
export function one(ask: Ask, kind: Kind, id: string, show: (object: WorldObject) => unknown): Answer {
  const object = ask.world.get(kind, id);
  return object === undefined ? refused(404, `${id} not found`) : ok(show(object));
}

/** A thing of JSON:API by its type. */
export function resource(type: string, id: string, attributes: JsonObject): JsonObject {
  return { id, type, attributes };
}

/** What stands for a thing of JSON:API. */
export function linkTo(type: string, id: string): JsonObject {
  return { data: { id, type } };
}

/** Pages of JSON:API by offset, as lists of teams describe theirs. */
export function pagination({ first, size, total }: Page<unknown>): JsonObject {
  const last = Math.max(0, Math.floor((total - 1) / size) * size);
  return {
    pagination: {
      offset: first,
      first_offset: 0,
      prev_offset: Math.max(0, first - size),
      next_offset: first + size,
      last_offset: last,
      limit: size,
      type: "offset_limit",
      total,
    },
  };
}

/** When something was made, in seconds. */
export function madeSeconds(object: WorldObject): number {
  return Math.floor(Date.parse(createdAt(object)) / 1000);
}

/** The same as the first version of the API writes it. */
export function madeText(object: WorldObject): string {
  return new Date(createdAt(object)).toISOString().replace("Z", "000+00:00");
}

/** Values of a parameter that lists them with commas. */
export function commaList(ask: Ask, name: string): readonly string[] {
  return (ask.query.get(name) ?? "").split(",").filter(Boolean);
}
