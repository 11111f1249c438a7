import type { Observe } from "../../catalog/program";
import type { ObservedFact } from "../../evidence/facts";
import { tellingProgress } from "../../evidence/progress";

/** Where the vendors are asked: at stand-ins over a world's folder, or at the vendors themselves. */
export interface Observing {
  /** Undefined: the vendors themselves, with the user's credentials. */
  readonly worldDir: string | undefined;
  readonly config: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
  /** Says how far it is, where it takes long. */
  say(sentence: string): void;
}

/** Asks the vendors as the program on the engine does; stand-ins are opened for as long as it takes. */
export function observing({ worldDir, config, env, say }: Observing): Observe {
  return async (vendors, services) => {
    const { cacheSettings, observeVendors } = await import("../../evidence/observing.js");
    const surround = { now: () => new Date(), progress: tellingProgress(say, Date.now) };
    if (worldDir === undefined)
      return observeVendors(vendors, services, {
        ...surround,
        settings: { config, env },
        ...cacheSettings(env),
      });
    const { startSimulators } = await import("../../sandbox/simulators/server.js");
    const { readApiFaults } = await import("../../sandbox/simulators/faults.js");
    const { peekWorld } = await import("../../sandbox/world/world.js");
    const simulators = await startSimulators({
      worldDir,
      open: peekWorld,
      faults: readApiFaults(env.READINESS_API_FAULTS),
      now: () => new Date(),
    });
    try {
      return await observeVendors(vendors, services, {
        ...surround,
        settings: { config: {}, env: { READINESS_SIMULATORS: simulators.origin } },
        ...cacheSettings({ READINESS_CACHE: "off" }),
      });
    } finally {
      await simulators.close();
    }
  };
}

/**
 * Lets several runs of a program see the same: a service of which the same is wanted has the answers that it had before,
 * so that what moves in between, such as the time of an answer, is no difference between the runs.
 */
export function askingOnce(): (observe: Observe) => Observe {
  const answers = new Map<string, Awaited<ReturnType<Observe>>>();
  const facts = new Map<string, readonly ObservedFact[]>();
  return (observe) => async (vendors, services) => {
    const asked = JSON.stringify([vendors, services]);
    const answer = answers.get(asked) ?? (await observe(vendors, services));
    answers.set(asked, answer);
    const own = services.map((service) => {
      const wanted = JSON.stringify([vendors, service]);
      const known = facts.get(wanted) ?? answer.facts.get(service.name) ?? [];
      facts.set(wanted, known);
      return [service.name, known] as const;
    });
    return { ...answer, facts: new Map(own) };
  };
}
