/** What a parser made of somebody's file: any shape at all, which is read without a word where it has another one. */
export type Parsed = unknown;

/** A map's parts by key; none where it is no map. */
export function mapIn(parsed: Parsed): Readonly<Record<string, Parsed>> {
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return {};
  return parsed as Readonly<Record<string, Parsed>>; // an object that is neither null nor a list has string keys
}

/** One part of a map; undefined where it has none, or is no map. */
export function partOf(parsed: Parsed, key: string): Parsed {
  const map = mapIn(parsed);
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A list's items, or a single thing as a list of one; none where it is absent. */
export function listIn(parsed: Parsed): readonly Parsed[] {
  if (parsed === undefined || parsed === null) return [];
  return Array.isArray(parsed) ? parsed : [parsed];
}

/** A text, or a number or switch as one; undefined for anything else. */
export function textIn(parsed: Parsed): string | undefined {
  if (typeof parsed === "string") return parsed;
  return typeof parsed === "number" || typeof parsed === "boolean" ? String(parsed) : undefined;
}
