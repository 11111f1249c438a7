import type { ServiceFacts } from "../graph";
import type { Service, Slo } from "../schema";

/** The part of physical names that says whose and which environment's a thing is, such as checkout-prod. */
export function physicalName(service: string, environment: string): string {
  return `${service}-${environment}`;
}

/** The physical name of a part of a service, such as checkout-prod-availability. */
export function partName(service: string, environment: string, part: string): string {
  return `${physicalName(service, environment)}-${part}`;
}

/** Name of a child in the stack; a slash cannot be part of the names on either side. */
export function childName(service: string, part: string): string {
  return `${service}/${part}`;
}

/** An SLO's name without its service's, with which many begin, unless another SLO has that name then. */
export function shortSloName(service: Pick<Service, "name" | "aliases" | "slos">, name: string): string {
  // An earlier name of the service counts as well, or a renamed service would get new SLOs without history.
  const names = [service.name, ...service.aliases];
  const shorten = (slo: string): string => {
    const prefix = names.find((one) => slo.startsWith(`${one}-`));
    return prefix === undefined ? slo : slo.slice(prefix.length + 1);
  };
  const short = shorten(name);
  const isTaken = service.slos.some((slo) => slo.name !== name && shorten(slo.name) === short);
  return isTaken ? name : short;
}

/** Tags that say whose a Datadog object is. */
export function datadogTags(
  facts: ServiceFacts,
  team: string | undefined,
  environment: string,
  ...more: readonly string[]
): string[] {
  const owner = team === undefined ? [] : [`team:${team}`];
  return [`service:${facts.name}`, ...owner, `env:${environment}`, ...more];
}

/** Narrows each scope of a Datadog query to an environment, unless the query names one itself. */
export function inEnvironment(query: string, environment: string): string {
  if (/[{,( !]env:/.test(query)) return query;
  const tag = `env:${environment}`;
  // Braces after `by` are groups, not scopes.
  return query.replace(/(\bby\s*)?\{([^{}]*)\}/g, (whole, by: string | undefined, scope: string) => {
    if (by !== undefined) return whole;
    const filter = scope.trim();
    if (filter === "" || filter === "*") return `{${tag}}`;
    return /\s(AND|OR|NOT|IN)\s|^NOT\s/i.test(filter) ? `{(${filter}) AND ${tag}}` : `{${filter},${tag}}`;
  });
}

/** A monitor of a golden signal as the catalog states it. */
export type SignalMonitor = Service["monitors"][number];

/** A service's monitors by name: the signal, numbered from the second of the same signal on. */
export function namedMonitors(
  service: Pick<Service, "monitors">,
): readonly { name: string; monitor: SignalMonitor }[] {
  const seen = new Map<string, number>();
  return service.monitors.map((monitor) => {
    const count = (seen.get(monitor.signal) ?? 0) + 1;
    seen.set(monitor.signal, count);
    return { name: count === 1 ? monitor.signal : `${monitor.signal}-${count}`, monitor };
  });
}

/** Name of an SLO's alert that tells how fast its error budget burns. */
export function burnName(slo: Pick<Slo, "name">, speed: "fast" | "slow"): string {
  return `${slo.name}-burn-${speed}`;
}

/** Names that burn-rate alerts of a service's SLOs have, at whatever tier. */
export function burnNames({ slos }: Pick<Service, "slos">): readonly string[] {
  return slos
    .filter(({ existing }) => existing === undefined)
    .flatMap((slo) => [burnName(slo, "fast"), burnName(slo, "slow")]);
}
