import type { WantedService } from "../wanted";

/** Datadog writes the values of tags in lower case. */
export function namesOf({ names, name }: WantedService): readonly string[] {
  return [...new Set([name, ...names].map((one) => one.toLowerCase()))];
}

/** Services that tags name. */
export function servicesInTags(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) =>
    /^service:/i.test(tag) ? [tag.slice("service:".length).trim().toLowerCase()] : [],
  );
}

const inQuery =
  /(?<![\w.@!-])(not\s+)?service(?:\s+in\s*\(([^()]*)\)|:\(([^()]*)\)|:"([^"]*)"|:([\w./-]+)(?![\w./*?-]))/gi;

/** Services that a query asks for by name, as queries of metrics, logs and searches write it; not those that it leaves out. */
export function servicesInQuery(query: string): readonly string[] {
  return [...query.matchAll(inQuery)].flatMap(([, not, ...forms]) => {
    const names = forms.find((form) => form !== undefined) ?? "";
    return not === undefined ? names.split(/\s+OR\s+|,/i).map(tidied) : [];
  });
}

function tidied(name: string): string {
  return name.replace(/"/g, "").trim().toLowerCase();
}

/** Services that a thing names: a query that names any goes before the tags. */
export function servicesNamed(tags: readonly string[], ...queries: readonly string[]): readonly string[] {
  const queried = queries.flatMap(servicesInQuery);
  return queried.length > 0 ? queried : servicesInTags(tags);
}

/** The things of a service, by any of its names. */
export type ByService<T> = (service: WantedService) => readonly T[];

/** Sorts things by the services that they name: once, as there may be thousands of either. */
export function byService<T>(things: readonly T[], namesIn: (thing: T) => readonly string[]): ByService<T> {
  const index = new Map<string, T[]>();
  for (const thing of things) {
    for (const name of new Set(namesIn(thing))) {
      const list = index.get(name);
      if (list) list.push(thing);
      else index.set(name, [thing]);
    }
  }
  return (service) => [...new Set(namesOf(service).flatMap((name) => index.get(name) ?? []))];
}

/** A text without addresses of people: whoever is notified by e-mail stays one, without a name. */
export function withoutAddresses(text: string): string {
  return text.replace(/[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, "someone@redacted.invalid");
}
