import { z } from "zod";

/**
 * A list whose entries are checked by a schema that keeps what it is given: zod's copy of the findings of a large scorecard
 * costs more time than the check, and memory. Of what is wrong the first fault is told.
 */
export function listWithoutCopy<T>(entry: z.ZodType<T>): z.ZodType<T[]> {
  let list: z.ZodType<T[]> | undefined;
  return z.custom<T[]>().superRefine((given, { addIssue }) => {
    list ??= z.compile(z.array(entry));
    if (!list.validate(given)) addIssue({ code: "custom", ...firstFault(given, entry) });
  });
}

/** Entry by entry, as a list of very many faults takes zod long, and of some 100,000 it has no room for the call. */
function firstFault(
  given: unknown,
  entry: z.ZodType,
): { readonly path: PropertyKey[]; readonly message: string } {
  const { data = [], error } = z.array(z.unknown()).safeParse(given);
  for (const [at, one] of data.entries()) {
    const [first] = entry.safeParse(one).error?.issues ?? [];
    if (first !== undefined) return { path: [at, ...first.path], message: first.message };
  }
  return { path: [], message: error?.issues[0]?.message ?? "Invalid input" };
}
