import { couldNotTell, gateAnswer } from "../../scorecard/gate";
import type { GateAsked, GateWord } from "../engine/gatekeeper";
import { type ReadingSurround, readScorecards } from "./read-scorecard";
import { wordOn } from "./words";

/** A deployment waits for no longer. A scorecard of 10,000 services, of some 22 kB each, fits. */
export const usualLimits = { timeMs: 30_000, bytes: 256 * 1024 * 1024, redirects: 3 };

/** The gate's word on each service that a stack deploys. What cannot be read is never a yes. */
export async function askGate(
  { config, services, stack }: GateAsked,
  { now, ...surround }: ReadingSurround & { readonly now: Date },
): Promise<readonly GateWord[]> {
  const read = await readScorecards(config, surround);
  return services.map((service) =>
    wordOn(
      "problem" in read
        ? couldNotTell({ service, stack }, read.problem)
        : gateAnswer(read.cards, { service, stack, now, maxAge: config.maxAge }),
    ),
  );
}
