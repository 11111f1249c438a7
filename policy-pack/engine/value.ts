import { unknownSentinels } from "./sentinels";

/** Why something is not known; each cause has its own treatment in enforcement. */
export type UnknownCause = "planned" | "authored" | "unobserved" | "no-collector" | "partial";

/** Thrown where a judgement needs what is not known. The judge turns it into the outcome unknown. */
export class UnknownValue extends Error {
  override readonly name = "UnknownValue";
  constructor(
    readonly unknownCause: UnknownCause,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Thrown where a property has a type that its resource cannot have. The judge turns it into the outcome error. */
export class MalformedValue extends Error {
  override readonly name = "MalformedValue";
}

/**
 * Reads one property of a resource safely: what only an update will know throws UnknownValue, what has a wrong
 * type throws MalformedValue, and absent (also null) is undefined, so that rules apply documented defaults.
 */
export interface Value {
  /** Where the value stands, for messages, such as rules[0].targets. */
  readonly path: string;
  /** True when only an update will know the value itself (its parts may still be unknown when false). */
  readonly unknown: boolean;
  readonly absent: boolean;
  /** A property of an object; a list of one stands for its element, absent and an empty list have no properties. */
  get(key: string): Value;
  /** The elements of a list; a single object counts as a list of one, absent as an empty list. */
  items(): readonly Value[];
  string(): string | undefined;
  /** A number, or a string that holds one. */
  number(): number | undefined;
  boolean(): boolean | undefined;
  /** The names of an object's properties; none when absent. */
  keys(): readonly string[];
}

/** Wraps a raw property value; `owner` names the resource in reasons and errors. */
export function readValue(raw: unknown, path: string, owner: string): Value {
  const unknown = typeof raw === "string" && unknownSentinels.has(raw);
  const known = (): unknown => {
    if (unknown) throw new UnknownValue("planned", `${path} of ${owner} is only known after an update`);
    return raw ?? undefined;
  };
  const wrong = (wanted: string): MalformedValue =>
    new MalformedValue(`${path} of ${owner} must be ${wanted}`);
  const inOne = <T>(read: (only: Value) => T): T | undefined =>
    Array.isArray(raw) && raw.length <= 1 ? read(readValue(raw[0], `${path}[0]`, owner)) : undefined;
  return {
    path,
    unknown,
    absent: raw === undefined || raw === null,
    get: (key) =>
      inOne((only) => only.get(key)) ??
      readValue(member(known(), key, wrong), path === "" ? key : `${path}.${key}`, owner),
    items: () => elements(known()).map((element, index) => readValue(element, `${path}[${index}]`, owner)),
    string: () => primitive(known(), "string", wrong),
    number: () => numeric(known(), wrong),
    boolean: () => truth(known(), wrong),
    keys: () => {
      const value = known();
      return inOne((only) => only.keys()) ?? (value === undefined ? [] : Object.keys(record(value, wrong)));
    },
  };
}

type Wrong = (wanted: string) => MalformedValue;

function record(value: unknown, wrong: Wrong): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("an object");
  return value as Record<string, unknown>; // an object that is neither null nor a list has string keys
}

function member(value: unknown, key: string, wrong: Wrong): unknown {
  if (value === undefined) return undefined;
  const holder = record(value, wrong);
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function elements(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function primitive(value: unknown, wanted: "string", wrong: Wrong): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== wanted) throw wrong("text");
  return String(value);
}

function numeric(value: unknown, wrong: Wrong): number | undefined {
  if (value === undefined || value === "") return undefined;
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof parsed !== "number" || !Number.isFinite(parsed)) throw wrong("a number");
  return parsed;
}

function truth(value: unknown, wrong: Wrong): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === "true" || value === "false") return value === "true";
  if (typeof value !== "boolean") throw wrong("true or false");
  return value;
}
