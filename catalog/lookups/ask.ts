import type { Problem } from "../reading/problems";

/** Asks a vendor; a refusal becomes a problem in the vendor's own words, and no answer. */
export async function ask<T>(
  get: () => Promise<T>,
  problem: (reason: string) => Problem,
  problems: Problem[],
): Promise<T | undefined> {
  try {
    return await get();
  } catch (error) {
    problems.push(problem(reasonOf(error)));
    return undefined;
  }
}

/** The vendor's own words, on one line and with a full stop. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const words = text
    .replace(/^invocation of \S+ returned an error:\s*/, "")
    .replace(/^invoking \S+:\s*/, "")
    .replace(/^\d+ errors? occurred:\s*\*\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
