import { unknownSentinels } from "./sentinels";

/** Why something is not known; each cause has its own treatment in enforcement. */
export type UnknownCause = "planned" | "authored" | "unobserved" | "no-collector" | "partial";

/** Thrown where a judgement needs what is not known. The judge turns it into the outcome unknown. */
export class UnknownValue extends Error {
  override readonly name = "UnknownValue";
  constructor(
    readonly unknownCause: UnknownCause,
    readonly reason: string,
    /** Since when it has not been known, as ISO 8601, where that is on record. */
    readonly since?: string,
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

/** A value with what it was read from; the methods are shared, since a stack is read millions of times. */
interface Held extends Value {
  raw: unknown;
  path: string;
  owner: string;
}

const shared: Omit<Held, "raw" | "path" | "owner"> & ThisType<Held> = {
  get unknown() {
    return isUnknown(this.raw);
  },
  get absent() {
    return this.raw === undefined || this.raw === null;
  },
  get(key) {
    const one = onlyElement(this);
    if (one) return one.get(key);
    const path = this.path === "" ? key : `${this.path}.${key}`;
    return readValue(member(this, key), path, this.owner);
  },
  items() {
    return elements(known(this)).map((element, index) =>
      readValue(element, `${this.path}[${index}]`, this.owner),
    );
  },
  string() {
    const value = known(this);
    if (value !== undefined && typeof value !== "string") throw wrong(this, "text");
    return value;
  },
  number() {
    const value = known(this);
    if (value === undefined || value === "") return undefined;
    const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof parsed !== "number" || !Number.isFinite(parsed)) throw wrong(this, "a number");
    return parsed;
  },
  boolean() {
    const value = known(this);
    if (value === "true" || value === "false") return value === "true";
    if (value !== undefined && typeof value !== "boolean") throw wrong(this, "true or false");
    return value;
  },
  keys() {
    const value = known(this);
    return onlyElement(this)?.keys() ?? (value === undefined ? [] : Object.keys(record(this, value)));
  },
};

/** Wraps a raw property value; `owner` names the resource in reasons and errors. */
export function readValue(raw: unknown, path: string, owner: string): Value {
  const value: Held = Object.create(shared);
  value.raw = raw;
  value.path = path;
  value.owner = owner;
  return value;
}

function isUnknown(raw: unknown): boolean {
  return typeof raw === "string" && unknownSentinels.has(raw);
}

function known({ raw, path, owner }: Held): unknown {
  if (isUnknown(raw)) throw new UnknownValue("planned", `${path} of ${owner} is only known after an update`);
  return raw ?? undefined;
}

function wrong({ path, owner }: Held, wanted: string): MalformedValue {
  return new MalformedValue(`${path} of ${owner} must be ${wanted}`);
}

/** A list of one stands for its element, an empty one for nothing, as SDK versions differ in which they state. */
function onlyElement({ raw, path, owner }: Held): Value | undefined {
  return Array.isArray(raw) && raw.length <= 1 ? readValue(raw[0], `${path}[0]`, owner) : undefined;
}

function record(held: Held, value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(held, "an object");
  return value as Record<string, unknown>; // an object that is neither null nor a list has string keys
}

function member(held: Held, key: string): unknown {
  const value = known(held);
  if (value === undefined) return undefined;
  const holder = record(held, value);
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function elements(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
