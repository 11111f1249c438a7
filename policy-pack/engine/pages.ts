import { productionReadiness } from "../../catalog/initiative";

/** The generated page of a rule set, from the project's root: what messages and policy urls point into. */
export function pageOf(set: string): string {
  return set === productionReadiness ? "docs/rules.md" : `docs/rules-${set}.md`;
}
