import { Headers } from "undici";
import type { Collector, Told } from "../../evidence/collector";
import { type FactKind, type FactValue, observedSchema } from "../../evidence/facts";
import { noCache } from "../../evidence/http/cache";
import { type ApiClient, openClient, type Send } from "../../evidence/http/client";
import { observe } from "../../evidence/observe";
import type { WantedService } from "../../evidence/wanted";

/** The instant at which everything is asked. */
export const now = new Date("2026-11-23T07:00:00.000Z");

/** What a vendor answers at a path: a body, or what it makes of the query and the body. A number is a status. */
export type Answer = unknown | ((query: URLSearchParams, body: unknown) => unknown);
export type Answers = Readonly<Record<string, Answer>>;

/** A vendor that answers from a table by path; 404 elsewhere. `asked` grows with each request. */
export function vendor(answers: Answers): { readonly client: ApiClient; readonly asked: string[] } {
  const asked: string[] = [];
  const send: Send = async ({ method, path, body }) => {
    asked.push(`${method} ${path}`);
    const { pathname, searchParams } = new URL(path, "https://vendor.example");
    const found = answers[pathname] ?? 404;
    const parsed: unknown = body === undefined ? undefined : JSON.parse(body);
    const answer: unknown = typeof found === "function" ? found(searchParams, parsed) : found;
    const status = typeof answer === "number" ? answer : 200;
    return { status, headers: new Headers(), text: status === 200 ? JSON.stringify(answer) : "no" };
  };
  const connection = { baseUrl: "https://vendor.example", headers: {}, secrets: [] };
  return { client: openClient({ connection, send, cache: noCache, now: () => now }), asked };
}

/** A service as the catalog wants it, but for what is changed. */
export function wanted(name: string, more: Partial<WantedService> = {}): WantedService {
  const paging = { services: [name] };
  return { name, names: [name], teams: [], apps: [], paging, people: [], slos: [], dashboards: [], ...more };
}

/** What came of one question; its value fits its kind, or this throws. */
export type Outcome<K extends FactKind> = Told<K>;

/** Asks a collector and gives what it told of a kind about a service. */
export async function ask<K extends FactKind>(
  collector: Collector,
  kind: K,
  services: readonly WantedService[] = [wanted("checkout")],
  name = "checkout",
): Promise<Told<K>> {
  const facts = observedSchema.parse((await observe([collector], services, { now: () => now })).get(name));
  const found = facts.find((fact) => fact.kind === kind && fact.subject === name);
  if (found === undefined) throw new Error(`nothing was told of ${kind}`);
  return found.answer as Told<K>; // a fact of this kind
}

/** The same where a value is expected. */
export async function toldValue<K extends FactKind>(
  collector: Collector,
  kind: K,
  services?: readonly WantedService[],
  name?: string,
): Promise<FactValue<K>> {
  const told = await ask(collector, kind, services, name);
  if (told.state !== "value") throw new Error(`${kind} was ${JSON.stringify(told)}`);
  return told.value;
}
