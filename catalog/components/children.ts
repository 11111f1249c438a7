import * as pulumi from "@pulumi/pulumi";
import type { Declared } from "../graph";

/** What the program gave a resource, by property path: numbers, booleans and lengths of lists. */
export type Expects = Declared["expects"];

/** A child of a component as the component registers it. */
export type DeclaredChild = pulumi.Output<Declared>;

/** Flattens plain inputs; texts and what only an update will know are left out. */
export function expectsOf(inputs: unknown): Expects {
  return Object.fromEntries(flatten(inputs, ""));
}

function flatten(value: unknown, path: string): [string, number | boolean][] {
  if (typeof value === "number" || typeof value === "boolean") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return [];
  const prefix = path === "" ? "" : `${path}.`;
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, `${prefix}${key}`));
  }
  const items = value.flatMap((inner, index) => flatten(inner, `${path}[${index}]`));
  return [[`${prefix}length`, value.length], ...items];
}

/** Records a resource as a child; an adopted one is as it was found, so nothing is expected of its properties. */
export function declaredChild(
  resource: pulumi.CustomResource,
  inputs: object,
  adopted: string | undefined,
): DeclaredChild {
  const expects = adopted === undefined ? expectsOf(inputs) : {};
  return resource.urn.apply((urn) => ({ urn, type: typeInUrn(urn), expects }));
}

function typeInUrn(urn: string): string {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.slice(qualified.lastIndexOf("$") + 1);
}

/**
 * Options of a resource that may exist already. An id takes the thing over as it is: its inputs are those found, and
 * nothing of it changes until the id goes from the catalog.
 */
export function adopting(
  parent: pulumi.Resource,
  id: string | undefined,
  options: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { parent, ...options, ...(id === undefined ? {} : { import: id, ignoreChanges: ["*"] }) };
}
