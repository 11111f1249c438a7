import { z } from "zod";
import { describeThrown } from "../policy-pack/engine/text";
import { organizationSchema } from "./organization";
import { type Scorecard, scorecardSchema, scorecardVersion, scoredServiceSchema } from "./schema";

/** What a stored text holds, or what is wrong with it, as a sentence that lacks its subject. */
export type Stored = { readonly cards: readonly Scorecard[] } | { readonly problem: string };

/**
 * Checks by a schema that changes nothing, and keeps what was given: zod's copy of the findings of a large scorecard takes
 * as long as the check, and a quarter of its memory.
 */
function withoutCopy<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.custom<T>().superRefine((given, { addIssue }) => {
    for (const { path, message } of schema.safeParse(given).error?.issues ?? [])
      addIssue({ code: "custom", path, message });
  });
}

const services = z.array(
  scoredServiceSchema.extend({ findings: withoutCopy(scoredServiceSchema.shape.findings) }),
);
const storedCard = scorecardSchema.extend({ services });
const storedOrganization = organizationSchema.extend({ scorecards: z.array(storedCard).min(1) });

/** Reads a text that commands wrote: one scorecard, or those of several stacks. */
export function storedScorecards(text: string): Stored {
  const json = parseJson(text);
  if ("problem" in json) return json;
  const { content } = json;
  const isOrganization = typeof content === "object" && content !== null && "kind" in content;
  const parsed = (isOrganization ? storedOrganization : storedCard).safeParse(content);
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
