import { earliest, once, type Read } from "../read";
import type { WantedService } from "../wanted";
import { type ByService, byService, servicesNamed } from "./belonging";
import type { Test } from "./checks";
import type { Monitor } from "./monitors";
import type { Organisation } from "./organisation";
import { type Slo, servicesOfSlo } from "./slos";

/** What of an organisation's things belongs to a service. */
export interface OwnThings {
  /** Its monitors, without what its tests make by themselves. */
  monitors(service: WantedService): Promise<Read<readonly Monitor[]>>;
  /** The same with burn-rate alerts on its SLOs. */
  alerts(service: WantedService): Promise<Read<readonly Monitor[]>>;
  tests(service: WantedService): Promise<Read<readonly Test[]>>;
  /** Its SLOs, those that its catalog entry names by id among them. */
  slos(service: WantedService): Promise<Read<readonly Slo[]>>;
}

/** Finds them, each list sorted once and when it is first wanted. */
export function openOwnThings(organisation: Organisation): OwnThings {
  const monitors = sorted(organisation.monitors, ({ type, tags, query }) =>
    type === "synthetics alert" ? [] : servicesNamed(tags ?? [], query),
  );
  const slosByName = sorted(organisation.slos, servicesOfSlo);
  const alertsBySlo = once(async () => alertsIn((await organisation.monitors()).value));
  const slos: OwnThings["slos"] = async (service) => {
    const [all, named] = [await organisation.slos(), await slosByName(service)];
    const byId = service.slos.length === 0 ? [] : all.value.filter(({ id }) => service.slos.includes(id));
    return { value: [...new Set([...named.value, ...byId])], at: all.at };
  };
  return {
    monitors,
    slos,
    tests: sorted(organisation.tests, ({ tags }) => servicesNamed(tags ?? [])),
    alerts: async (service) => {
      const [own, known] = [await monitors(service), await alertsBySlo()];
      if (known.size === 0) return own;
      // An alert on an SLO names that alone: it is the service's whose SLO it is.
      const mine = await slos(service);
      const onSlos = mine.value.flatMap(({ id }) => known.get(id) ?? []);
      return { value: [...new Set([...own.value, ...onSlos])], at: earliest(own.at, mine.at) };
    },
  };
}

function sorted<T>(read: () => Promise<Read<readonly T[]>>, namesIn: (thing: T) => readonly string[]) {
  const index = once(async (): Promise<Read<ByService<T>>> => {
    const { value, at } = await read();
    return { value: byService(value, namesIn), at };
  });
  return async (service: WantedService): Promise<Read<readonly T[]>> => {
    const { value, at } = await index();
    return { value: value(service), at };
  };
}

/** Alerts on SLOs by the ids of the SLOs, which their queries quote. */
function alertsIn(monitors: readonly Monitor[]): ReadonlyMap<string, readonly Monitor[]> {
  const found = new Map<string, Monitor[]>();
  for (const monitor of monitors.filter(({ type }) => type === "slo alert")) {
    const ids = [...monitor.query.matchAll(/"([^"]+)"/g)].flatMap(([, id]) => id ?? []);
    for (const id of new Set(ids)) found.set(id, [...(found.get(id) ?? []), monitor]);
  }
  return found;
}
