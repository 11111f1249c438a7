/** Where the reader is: the part of the address after #. */
export interface Route {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** What every link takes along: the rule set, what is compared with, and the colours. */
const carried = ["set", "since", "theme"] as const;

export function currentRoute(): Route {
  return parseRoute(location.hash);
}

/** Reads an address; what was typed wrong leads to a view that is not found. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = splitOnce(hash.replace(/^#/, ""), "?");
  return {
    path: path
      .split("/")
      .filter((part) => part !== "")
      .map(decoded),
    query: new URLSearchParams(query),
  };
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // no address of ours
  }
}

export type QueryChange = Readonly<Record<string, string | undefined>>;

/** The address of a view. */
export function hrefTo(path: readonly string[], query: QueryChange = {}): string {
  const now = currentRoute().query;
  const kept = Object.fromEntries(carried.map((name) => [name, now.get(name) ?? undefined]));
  return hashOf(path, new URLSearchParams(defined({ ...kept, ...query })));
}

/** The address of the same view with some of its settings changed; undefined takes one away. */
export function hrefWith({ path, query }: Route, change: QueryChange): string {
  const all = { ...Object.fromEntries(query), ...change };
  return hashOf(path, new URLSearchParams(defined(all)));
}

function defined(query: QueryChange): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, value]],
    ),
  );
}

function hashOf(path: readonly string[], query: URLSearchParams): string {
  const settings = query.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${settings === "" ? "" : `?${settings}`}`;
}

/** Goes to an address, as a step that the back button undoes, or in place of the present one. */
export function goTo(hash: string, inPlace = false): void {
  if (inPlace) location.replace(hash);
  else location.hash = hash;
}
