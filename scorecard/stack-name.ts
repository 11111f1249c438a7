import type { Scorecard } from "./schema";

/** What a scorecard is of, as one name: stacks of different projects may be called the same. */
export function stackNameOf({ project, stack }: Pick<Scorecard, "project" | "stack">): string {
  return `${project}/${stack}`;
}
