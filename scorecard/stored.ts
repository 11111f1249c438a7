import { z } from "zod";
import { describeThrown } from "../policy-pack/engine/text";
import { listWithoutCopy } from "./list-without-copy";
import { organizationSchema } from "./organization";
import {
  findingSchema,
  type Scorecard,
  scorecardSchema,
  scorecardVersion,
  scoredServiceSchema,
} from "./schema";

/** What a stored text holds, or what is wrong with it, as a sentence that lacks its subject. */
export type Stored = { readonly cards: readonly Scorecard[] } | { readonly problem: string };

const services = z.array(scoredServiceSchema.extend({ findings: listWithoutCopy(findingSchema) }));
const storedCard = scorecardSchema.extend({ services });
const storedOrganization = organizationSchema.extend({ scorecards: z.array(storedCard).min(1) });

/** Reads a text that commands wrote: one scorecard, or those of several stacks. */
export function storedScorecards(text: string): Stored {
  const json = parseJson(text);
  if ("problem" in json) return json;
  const { content } = json;
  const parsed = checked(content);
  if (parsed?.success) return { cards: "scorecards" in parsed.data ? parsed.data.scorecards : [parsed.data] };
  const [first] = parsed?.error.issues ?? [];
  const where =
    first === undefined
      ? "too many faults to name one"
      : `${first.path.join(".") || "the file"}: ${first.message}`;
  return {
    problem: `must be a scorecard of version ${scorecardVersion}, as \`readiness judge --json\` writes it: ${where}.`,
  };
}

/** What the schema says of it; undefined where it finds more faults than it can tell. */
function checked(content: unknown) {
  const isOrganization = typeof content === "object" && content !== null && "kind" in content;
  try {
    return (isOrganization ? storedOrganization : storedCard).safeParse(content);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined; // zod hands faults on as arguments of a call, which takes some 100,000
  }
}

/** What a text of JSON holds, or what is wrong with it. */
export function parseJson(text: string): { readonly content: unknown } | { readonly problem: string } {
  try {
    return { content: JSON.parse(text.replace(/^\ufeff/, "")) };
  } catch (error) {
    return { problem: `must be JSON: ${describeThrown(error)}.` };
  }
}
