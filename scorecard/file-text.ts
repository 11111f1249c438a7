import type { Organization } from "./organization";
import type { Scorecard } from "./schema";

/** Services up to which a scorecard's file is laid out for people; nobody reads more, and it takes two thirds more room. */
const mostReadable = 100;

/** A scorecard's file, or that of several, as JSON. */
export function fileText(card: Scorecard | Organization): string {
  return JSON.stringify(card, null, card.summary.services > mostReadable ? 0 : 2);
}
