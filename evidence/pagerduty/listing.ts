import { z } from "zod";
import type { ApiClient } from "../http/client";
import { UnansweredError } from "../http/outcome";
import { earliest, mustGet, type Read } from "../read";

const pageSize = 100;
/** The API refuses to look further than this. */
const furthest = 10_000;

/** Whether there is another page; every list's page says so. */
export const more = { more: z.boolean() };

/** A list that PagerDuty gives in pages by offset. */
export interface Listing<P extends { readonly more: boolean }, T> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly schema: z.ZodType<P>;
  readonly items: (page: P) => readonly T[];
  /** The scope that shows it. */
  readonly permission: string;
}

/** Everything on a list. Throws UnansweredError for one that is longer than the API shows. */
export async function listAll<P extends { readonly more: boolean }, T>(
  client: ApiClient,
  { path, query, schema, items, permission }: Listing<P, T>,
): Promise<Read<readonly T[]>> {
  const found: T[] = [];
  let at: string | undefined;
  for (let offset = 0; offset + pageSize <= furthest; offset += pageSize) {
    const page = await mustGet(client, {
      path,
      query: { ...query, limit: pageSize, offset },
      schema,
      permission,
    });
    found.push(...items(page.value));
    at = earliest(page.at, ...(at === undefined ? [] : [at]));
    if (!page.value.more) return { value: found, at };
  }
  throw new UnansweredError(`it shows no more than ${furthest.toLocaleString("en")} entries of ${path}`);
}
