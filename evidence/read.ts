import type { AnswerSheet, Question, Untold } from "./collector";
import type { FactKind, FactValue } from "./facts";
import type { ApiAnswer, ApiClient, ApiRequest } from "./http/client";
import { inTurns } from "./http/in-turns";
import { NotVisibleError, RefusedError, UnansweredError } from "./http/outcome";
import type { WantedService } from "./wanted";

/** What was read, with when the vendor told it: of several answers, when the first of them was told. */
export interface Read<T> {
  readonly value: T;
  /** ISO 8601. */
  readonly at: string;
}

/** The earliest of several instants, as no more than that is sure of what they tell together. */
export function earliest(first: string, ...others: readonly string[]): string {
  return others.reduce((least, at) => (Date.parse(at) < Date.parse(least) ? at : least), first);
}

/**
 * Reads the answer to one question and tells it; undefined is absent. What the vendor hides or does not answer is told as
 * such. Throws RefusedError where nothing else need be asked.
 */
export async function answer<K extends FactKind>(
  sheet: AnswerSheet,
  question: Question & { readonly kind: K },
  read: () => Promise<Read<FactValue<K>> | undefined>,
): Promise<void> {
  try {
    const found = await read();
    if (found === undefined) sheet.tell(question, { state: "absent" });
    else sheet.tell(question, { state: "value", value: found.value }, found.at);
  } catch (error) {
    sheet.tell(question, untold(error));
  }
}

/** What an error means for the fact that was asked for. Throws on what ends all asking, and on faults of our own. */
export function untold(error: unknown): Untold {
  if (error instanceof RefusedError) throw error;
  if (error instanceof NotVisibleError) return { state: "not-visible", permission: error.permission };
  if (error instanceof UnansweredError) return { state: "unanswered", reason: error.message };
  throw error;
}

/** What exists by its nature: that it is not found means that it is hidden. */
export async function mustGet<T>(
  client: ApiClient,
  request: Omit<ApiRequest<T>, "absentAt">,
): Promise<ApiAnswer<T>> {
  const answer = await client.get({ ...request, absentAt: [] });
  if (answer === undefined) throw new UnansweredError(`it had no answer to ${request.path}`);
  return answer;
}

/** Makes something once, whoever asks for it and however often. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same for things that have keys, such as ids. */
export function oncePer<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** The same for what is made of an object, of which many services may each have a part. */
export function oncePerThing<K extends object, T>(make: (thing: K) => T): (thing: K) => T {
  const made = new WeakMap<K, { readonly value: T }>();
  return (thing) => {
    const known = made.get(thing) ?? { value: make(thing) };
    made.set(thing, known);
    return known.value;
  };
}

/** An object without its properties that are null or undefined: in a resource, absent is what they mean. */
export function stated<T extends object>(props: T): { [P in keyof T]: NonNullable<T[P]> } {
  const entries = Object.entries(props).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as { [P in keyof T]: NonNullable<T[P]> }; // what is left out is no key of JSON
}

/** Answers one kind of question about a service, of which the service is the subject. */
export interface Teller {
  readonly kind: FactKind;
  tell(service: WantedService, sheet: AnswerSheet): Promise<void>;
}

/** A teller by what it reads. */
export function teller<K extends FactKind>(
  kind: K,
  read: (service: WantedService) => Promise<Read<FactValue<K>> | undefined>,
): Teller {
  return {
    kind,
    tell: (service, sheet) =>
      answer(sheet, { service: service.name, kind, subject: service.name }, () => read(service)),
  };
}

/** Services that are asked about at a time; connections are bounded by themselves. */
const atATime = 25;

/** Tells kind by kind, so that what needs many calls may come after what needs few. */
export async function tellAll(
  tellers: readonly Teller[],
  services: readonly WantedService[],
  sheet: AnswerSheet,
): Promise<void> {
  for (const { tell } of tellers) await inTurns(services, atATime, (service) => tell(service, sheet));
}
