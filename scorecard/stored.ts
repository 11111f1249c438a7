import { describeThrown } from "../policy-pack/engine/text";
import { organizationSchema } from "./organization";
import { type Scorecard, scorecardSchema, scorecardVersion } from "./schema";

/** What a stored text holds, or what is wrong with it, as a sentence that lacks its subject. */
export type Stored = { readonly cards: readonly Scorecard[] } | { readonly problem: string };

/** Reads a text that commands wrote: one scorecard, or those of several stacks. */
export function storedScorecards(text: string): Stored {
  const json = parseJson(text);
  if ("problem" in json) return json;
  const { content } = json;
  const isOrganization = typeof content === "object" && content !== null && "kind" in content;
  const parsed = isOrganization ? organizationSchema.safeParse(content) : scorecardSchema.safeParse(content);
  if (parsed.success) return { cards: "scorecards" in parsed.data ? parsed.data.scorecards : [parsed.data] };
  const [first] = parsed.error.issues;
  const where = first === undefined ? "" : `: ${first.path.join(".") || "the file"}: ${first.message}`;
  return {
    problem: `must be a scorecard of version ${scorecardVersion}, as \`readiness judge --json\` writes it${where}.`,
  };
}

/** What a text of JSON holds, or what is wrong with it. */
export function parseJson(text: string): { readonly content: unknown } | { readonly problem: string } {
  try {
    return { content: JSON.parse(text.replace(/^\ufeff/, "")) };
  } catch (error) {
    return { problem: `must be JSON: ${describeThrown(error)}.` };
  }
}
