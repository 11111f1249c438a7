import type { ApiClient, ApiRequest } from "../http/client";
import { earliest } from "../read";

/** What was read of a list. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** When the first page of it was told, as ISO 8601. */
  readonly at: string;
  /** False where there are more pages than were read: what is not among the items may still exist. */
  readonly isWhole: boolean;
}

/** Follows a list that links its next page, at most so many pages. Undefined where there is no such list. */
export async function listPages<T>(
  client: ApiClient,
  request: ApiRequest<readonly T[]>,
  mostPages: number,
): Promise<Listed<T> | undefined> {
  const items: T[] = [];
  let query = request.query;
  let at: string | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const answer = await client.get({ ...request, ...(query === undefined ? {} : { query }) });
    if (answer === undefined) return undefined;
    items.push(...answer.value);
    at = at === undefined ? answer.at : earliest(at, answer.at);
    if (answer.next === undefined) return { items, at, isWhole: true };
    if (!URL.canParse(answer.next)) break;
    // The query alone: where requests go is never the vendor's to say.
    query = Object.fromEntries(new URL(answer.next).searchParams);
  }
  return at === undefined ? undefined : { items, at, isWhole: false };
}
