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

/** Whether a thing is a service's: a query that names services goes before the tags. */
export function isOf(
  service: WantedService,
  tags: readonly string[],
  ...queries: readonly string[]
): boolean {
  const queried = queries.flatMap(servicesInQuery);
  const named = queried.length > 0 ? queried : servicesInTags(tags);
  return namesOf(service).some((name) => named.includes(name));
}

/** A text without addresses of people: whoever is notified by e-mail stays one, without a name. */
export function withoutAddresses(text: string): string {
  return text.replace(/[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, "someone@redacted.invalid");
}
