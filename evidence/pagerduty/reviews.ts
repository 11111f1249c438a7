import { z } from "zod";
import type { ApiClient } from "../http/client";
import { mustGet } from "../read";

import { instantSchema } from "./schemas";

/** Words by which a note, or the address in it, says that it is about a review. */
const reviewWords =
  /post-?\s?mortem|retrospective|incident[-\s]?re(view|port)|\breview|\bpir\b|lessons[-\s]learned/i;
const addresses = /https?:\/\/[^\s<>"')\]]+/g;

/** A note, of which only the address of a review is kept: the text may hold anything. */
const noteSchema = z
  .object({ content: z.string().nullish(), created_at: instantSchema, url: z.string().optional() })
  .transform(({ content, created_at, url }) => ({
    created_at,
    ...withUrl(typeof content === "string" ? reviewAddress(content) : url),
  }));
/** Notes of an incident. */
export const notesSchema = z.object({ notes: z.array(noteSchema) });

function withUrl(url: string | undefined): { readonly url?: string } {
  return url === undefined ? {} : { url };
}

/** The first address in a note that speaks of a review, without what may be secret in it: query, anchor and password. */
export function reviewAddress(note: string): string | undefined {
  const found = (note.match(addresses) ?? [])
    .map((one) => one.replace(/[.,;:!?]+$/, "")) // which end a sentence
    .flatMap((one) => (URL.canParse(one) ? [new URL(one)] : []));
  const named = found.find((url) => reviewWords.test(`${url.host}${url.pathname}`));
  const address = named ?? (reviewWords.test(note) ? found[0] : undefined);
  return address === undefined ? undefined : `${address.origin}${address.pathname}`;
}

/** The review that the notes of an incident link first. */
export async function reviewIn(
  incident: string,
  client: ApiClient,
): Promise<{ readonly url: string; readonly at: string } | undefined> {
  const { value } = await mustGet(client, {
    path: `/incidents/${encodeURIComponent(incident)}/notes`,
    schema: notesSchema,
    permission: "incidents.read",
  });
  const links = value.notes.flatMap(({ url, created_at: at }) => (url === undefined ? [] : [{ url, at }]));
  return links.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}
