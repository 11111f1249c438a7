import type { CatalogFacts } from "../../catalog/graph";
import type { stateOfEmergency } from "./context";

/** A sentence on an emergency on record: whose it is, for what, and whether it counts. Names and reasons are as given. */
export function emergencyText(
  { by, until, reason, service }: NonNullable<CatalogFacts["breakGlass"]>,
  state: ReturnType<typeof stateOfEmergency>,
): string {
  const what = `${by} broke the glass for ${service ?? "the whole stack"} until ${until}`;
  return {
    "in-force": `${what}: ${reason}`,
    ended: `${what}, which is over: remove it from the stack's config.`,
    refused: `${what}, which does not count: an emergency lasts 24 hours at most.`,
  }[state];
}
