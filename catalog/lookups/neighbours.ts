import * as pulumi from "@pulumi/pulumi";
import { targetOf } from "../components/objectives";
import type { ServiceFacts } from "../graph";
import { type Neighbour, neighbourOf, type Standing, standingsOf } from "../neighbour";

/** What another stack told of its services at its last update; the engine refuses a stack that does not exist. */
export async function readNeighbour(stack: string): Promise<Neighbour> {
  const { value } = await new pulumi.StackReference(stack).getOutputDetails("catalog");
  return neighbourOf(stack, value ?? undefined);
}

/** A neighbour without those of its services that nobody here depends on: their changes are nothing to this stack. */
export function onlyWanted(neighbour: Neighbour, wanted: ReadonlySet<string>): Neighbour {
  return { ...neighbour, services: Object.fromEntries(standingsOf(neighbour, wanted)) };
}

/** What whoever runs this must know of a neighbour: that nothing is known of it. */
export function remarkOn({ stack, unread }: Neighbour): readonly string[] {
  return unread === undefined
    ? []
    : [`Nothing is known of the services of the neighbouring stack ${stack}: ${unread}.`];
}

/** What this stack tells others of a service: what they must know who depend on it. */
export function standingOf({ tier, lifecycle, aliases, slos }: ServiceFacts): Standing {
  const promises = new Map<string, number>();
  for (const slo of slos) {
    if (slo.kind !== "availability" || slo.existing !== undefined) continue;
    promises.set(slo.window, Math.max(targetOf(slo, tier), promises.get(slo.window) ?? 0));
  }
  return {
    tier,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    aliases: [...aliases],
    promises: Object.fromEntries(promises),
  };
}
