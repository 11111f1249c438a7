import type { Neighbour, Standing } from "../../catalog/neighbour";
import { UnknownValue } from "./value";

/**
 * A service of neighbouring stacks, by name before alias, of the first stack that has it. Throws UnknownValue where none
 * has it and of some stack nothing is known.
 */
export function neighbouringService(name: string, neighbours: readonly Neighbour[]): Standing | undefined {
  const named = neighbours.flatMap(({ services }) => (Object.hasOwn(services, name) ? [services[name]] : []));
  const aliased = neighbours.flatMap(({ services }) =>
    Object.values(services).filter(({ aliases }) => aliases.includes(name)),
  );
  const [found] = [...named, ...aliased];
  if (found !== undefined) return found;
  const unread = neighbours.find((one) => one.unread !== undefined);
  if (unread === undefined) return undefined;
  throw new UnknownValue(
    "unobserved",
    `nothing is known of the services of the neighbouring stack ${unread.stack}: ${unread.unread}`,
  );
}
