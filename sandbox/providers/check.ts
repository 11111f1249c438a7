import type { JsonObject } from "../world/schema";
import { slotsOf, textOf, valuesAt } from "./paths";
import { withDefaults } from "./properties";
import type { CheckFailure, ResourceType } from "./resource-type";
import { isUnknown } from "./wire";

/** How the engine wants a missing name to be made. */
export interface Naming {
  /** The resource's name in the program. */
  readonly name: string;
  /** Seven hexadecimal digits, the same whenever the engine repeats a step. */
  readonly suffix: string;
  /** A name that the engine's own naming configuration proposes. */
  readonly proposed?: string | undefined;
  /** True where that configuration switches automatic names off. */
  readonly disabled?: boolean;
}

export interface Checked {
  readonly inputs: JsonObject;
  readonly failures: readonly CheckFailure[];
}

/** Fills in defaults and reports everything that the provider refuses before it calls its vendor. */
export function check(type: ResourceType, before: JsonObject, given: JsonObject, naming: Naming): Checked {
  const named = type.autoname ? withName(before, given, naming) : given;
  const inputs = withDefaults(type, named);
  const failures = [
    ...missing(type, inputs),
    ...wrongValues(type, inputs),
    ...wrongForms(type, inputs),
    ...outOfRange(type, inputs),
    ...empty(type, inputs),
    ...(type.judge?.(inputs) ?? []),
  ];
  return { inputs, failures };
}

function withName(before: JsonObject, given: JsonObject, naming: Naming): JsonObject {
  if (given.name !== undefined) return given;
  const kept = textOf(before, "name");
  if (kept !== undefined) return { ...given, name: kept };
  if (naming.disabled) return given;
  return { ...given, name: naming.proposed ?? `${naming.name}-${naming.suffix}` };
}

function missing(type: ResourceType, inputs: JsonObject): readonly CheckFailure[] {
  const required = type.autoname ? [...type.required, "name"] : type.required;
  return required.flatMap((path) =>
    slotsOf(inputs, path)
      .filter(({ holder, key }) => holder[key] === undefined)
      .map(({ key, at }) => ({
        property: at,
        reason: `Missing required argument. The argument "${key}" is required, but no definition was found.`,
      })),
  );
}

function wrongValues(type: ResourceType, inputs: JsonObject): readonly CheckFailure[] {
  return Object.entries(type.values ?? {}).flatMap(([path, allowed]) =>
    valuesAt(inputs, path)
      .filter(({ value }) => !isUnknown(value) && !allowed.includes(String(value)))
      .map(({ value, at }) => ({
        property: at,
        reason: `expected ${at} to be one of [${quoted(allowed)}], got ${JSON.stringify(value)}`,
      })),
  );
}

function wrongForms(type: ResourceType, inputs: JsonObject): readonly CheckFailure[] {
  return Object.entries(type.formats ?? {}).flatMap(([path, [form, words]]) =>
    valuesAt(inputs, path)
      .filter(({ value }) => !isUnknown(value) && !form.test(String(value)))
      .map(({ value, at }) => ({
        property: at,
        reason: `expected ${at} to be ${words}, got ${JSON.stringify(value)}`,
      })),
  );
}

function outOfRange(type: ResourceType, inputs: JsonObject): readonly CheckFailure[] {
  return Object.entries(type.ranges ?? {}).flatMap(([path, [least, most]]) =>
    valuesAt(inputs, path)
      .filter(({ value }) => !isUnknown(value) && !(Number(value) >= least && Number(value) <= most))
      .map(({ value, at }) => ({
        property: at,
        reason: `expected ${at} to be ${rangeText(least, most)}, got ${value}`,
      })),
  );
}

function empty(type: ResourceType, inputs: JsonObject): readonly CheckFailure[] {
  return (type.nonEmpty ?? []).flatMap((path) =>
    valuesAt(inputs, path)
      .filter(({ value }) => Array.isArray(value) && value.length === 0)
      .map(({ at }) => ({
        property: at,
        reason: `Not enough list items. Attribute ${at} requires 1 item minimum, but config has only 0 declared`,
      })),
  );
}

function rangeText(least: number, most: number): string {
  return most === Number.POSITIVE_INFINITY ? `at least (${least})` : `in the range (${least} - ${most})`;
}

function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(" ");
}
