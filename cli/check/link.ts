import { address } from "../../catalog/fields";

/** What is wrong with the flag --link, a sentence; empty where nothing is, or it is not given. */
export function linkProblems(link: string | undefined): readonly string[] {
  if (link === undefined || address.safeParse(link).success) return [];
  return ["--link must be an absolute http or https address."];
}
