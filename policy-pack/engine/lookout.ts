/** Notes what a service's rules look at; what is computed once counts for every rule that asks for it. */
export interface Lookout {
  saw(names: readonly string[]): void;
  /** Computes something once, whichever rule asks first. */
  once<T>(key: string, compute: () => T): T;
  /** What was seen since the last call, by name; it also drops what an interrupted computation had begun. */
  take(): readonly string[];
}

const anotherService = "service:";

/** How another service that a rule looked at is named. */
export function nameOfOther(service: string): string {
  return `${anotherService}${service}`;
}

/** The other services among what was looked at. */
export function othersAmong(names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    name.startsWith(anotherService) ? [name.slice(anotherService.length)] : [],
  );
}

interface Computed {
  readonly value: unknown;
  readonly seen: ReadonlySet<string>;
}

const nothing: readonly string[] = [];

export function createLookout(): Lookout {
  const computed = new Map<string, Computed>();
  let seen = new Set<string>();
  return {
    saw(names) {
      for (const name of names) seen.add(name);
    },
    once<T>(key: string, compute: () => T): T {
      const known = computed.get(key) ?? computeApart(key, compute);
      for (const name of known.seen) seen.add(name);
      return known.value as T; // every key is computed by one function of that type
    },
    take() {
      if (seen.size === 0) return nothing;
      const names = [...seen].sort();
      seen = new Set();
      return names;
    },
  };

  function computeApart(key: string, compute: () => unknown): Computed {
    const outer = seen;
    const own = new Set<string>();
    seen = own;
    try {
      const one = { value: compute(), seen: own };
      computed.set(key, one);
      return one;
    } finally {
      for (const name of own) outer.add(name);
      seen = outer;
    }
  }
}
