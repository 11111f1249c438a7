import type { z } from "zod";
import type { ApiClient } from "../http/client";
import { UnansweredError } from "../http/outcome";
import { earliest, mustGet, type Read } from "../read";

/** A list that Datadog gives in pages, each endpoint by parameters of its own. */
export interface Listing<P, T> {
  readonly path: string;
  /** Parameters of a page, by its number from 0 and its size. */
  readonly pageOf: (page: number, size: number) => Readonly<Record<string, number>>;
  readonly size: number;
  readonly schema: z.ZodType<P>;
  readonly items: (page: P) => readonly T[];
  readonly permission: string;
}

/** Pages of one list that are read at most. */
const mostPages = 100;

/**
 * Everything on a list. Only an empty page ends it: one that is shorter than asked for may just be as long as the vendor
 * likes. Throws UnansweredError for a list without an end.
 */
export async function listAll<P, T>(
  client: ApiClient,
  { path, pageOf, size, schema, items, permission }: Listing<P, T>,
): Promise<Read<readonly T[]>> {
  const found: T[] = [];
  let at: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const read = await mustGet(client, { path, query: pageOf(page, size), schema, permission });
    at = at === undefined ? read.at : earliest(at, read.at);
    const more = items(read.value);
    if (more.length === 0) return { value: found, at };
    found.push(...more);
  }
  throw new UnansweredError(`its list ${path} has more than ${mostPages} pages`);
}
