import { type Neighbour, type Standing, standingsOf } from "../../catalog/neighbour";
import { UnknownValue } from "./value";

/** What the name stands for among what is known of a service, and what a rule looked at. */
export const neighboursKind = "neighbours";

/** What neighbouring stacks tell of the services that one depends on, and which of them tell nothing. */
export function toldByNeighbours(
  dependencies: readonly { readonly service: string }[],
  neighbours: readonly Neighbour[],
): readonly unknown[] {
  const wanted = new Set(dependencies.map(({ service }) => service));
  return neighbours.flatMap((neighbour) => {
    const { stack, unread } = neighbour;
    const told = standingsOf(neighbour, wanted);
    return told.length === 0 && unread === undefined ? [] : [[stack, told, unread ?? null]];
  });
}

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
