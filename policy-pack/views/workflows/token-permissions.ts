import { mapIn, type Parsed, textIn } from "../parsed";

/** What a workflow gives all of its jobs: nothing stated, only to read, or to write some scopes. */
export type Granted =
  | { readonly kind: "unstated" }
  | { readonly kind: "read" }
  | { readonly kind: "write"; readonly scopes: string };

/** Reads what stands under permissions. To name nothing is to leave it to the repository's default. */
export function granted(permissions: Parsed): Granted {
  if (permissions === undefined || permissions === null) return { kind: "unstated" };
  const word = textIn(permissions);
  if (word !== undefined) return word === "read-all" ? { kind: "read" } : { kind: "write", scopes: word };
  const writes = Object.entries(mapIn(permissions))
    .filter(([, level]) => level !== "read" && level !== "none")
    .map(([scope]) => scope);
  return writes.length === 0 ? { kind: "read" } : { kind: "write", scopes: writes.join(", ") };
}
