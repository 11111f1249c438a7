import type { Place } from "../notify/piece";
import type { ScoredService } from "../schema";

/** Letters of a tag that Datadog keeps. */
const longest = 200;

/** A tag as Datadog writes it: lower-case letters, digits and a few signs; others become an underscore. */
export function tagOf(key: string, value: string): string {
  const clean = value.toLowerCase().replace(/[^\p{L}\p{N}_\-:./]+/gu, "_");
  return [...`${key}:${clean}`].slice(0, longest).join("").replace(/_$/, "");
}

/** What everything of a stack is tagged with. */
export function placeTags({ project, stack }: Place, env: string): readonly string[] {
  return [tagOf("project", project), tagOf("stack", stack), tagOf("env", env)];
}

/** What everything of a service is tagged with besides. */
export function serviceTags({ name, owner, tier }: ScoredService): readonly string[] {
  return [tagOf("service", name), tagOf("team", owner ?? "none"), tagOf("tier", String(tier))];
}
