import { anyNumber, covers, reached, type Step } from "../steps";

/** One name in a path, character by character; null stands for any one character. */
interface Segment {
  readonly characters: readonly Step<string | null>[];
  /** The name itself, where it stands for nothing but itself. */
  readonly plain: string | undefined;
}

/** A path, or many of them: names, and any number of names. */
export type Route = readonly Step<Segment>[];

/** A pattern of a CODEOWNERS file: it matches the files at any of its routes. Capital letters count. */
export type OwnerPattern = readonly Route[];

const anyName: Segment = { characters: [anyNumber], plain: undefined };
/** All files in a folder and its folders. */
const below: Route = [anyNumber, anyName];

/** Whether GitHub takes a pattern: negation, brackets and an escaped number sign make it void, and its line with it. */
export function isValid(pattern: string): boolean {
  return !/^(!|\\#)|\*\*\*|(^|[^\\])[[\]]/.test(pattern);
}

/** Longer and more open than anybody writes, and the time that it takes grows with both. */
const [longest, mostOpen] = [1000, 40];

/** Whether a pattern is one that is worth reading; what is not may match anything. */
export function isReadable(pattern: string): boolean {
  return pattern.length <= longest && pattern.replace(/[^*?]/g, "").length <= mostOpen;
}

/** The names that every path which a valid pattern matches begins with. */
export function prefixOf(pattern: string): readonly string[] {
  const parts = pattern.split("/");
  const names = parts[0] === "" ? parts.slice(1) : parts;
  if (parts.length === 1 || (parts.length === 2 && parts[1] === "")) return [];
  const open = names.findIndex((name) => name === "" || /[*?\\]/.test(name));
  return open < 0 ? names : names.slice(0, open);
}

/**
 * Reads a valid pattern as GitHub does, which is much like .gitignore. A slash at its start or inside binds it to the
 * root, one at its end says that it means a folder, and a last asterisk on its own matches what is right there but
 * nothing below.
 */
export function readPattern(pattern: string): OwnerPattern {
  const parts = pattern.split("/");
  const isBound = parts[0] === "";
  const isFolder = parts.length > 1 && parts.at(-1) === "";
  const names = parts.slice(isBound ? 1 : 0, isFolder ? -1 : undefined);
  if (names.length === 0 || names.includes("")) return [];
  const route = names.map((name) => (name === "**" ? anyNumber : segmentOf(name)));
  const start: Route = isBound || names.length > 1 ? route : [anyNumber, ...route];
  if (isFolder || names.at(-1) === "**") return [[...start, ...below]];
  return names.at(-1) === "*" ? [start] : [start, [...start, ...below]];
}

function segmentOf(name: string): Segment {
  const characters: Step<string | null>[] = [];
  let isEscaped = false;
  for (const character of name) {
    if (isEscaped || !"\\*?".includes(character)) characters.push(character);
    else if (character === "*") characters.push(anyNumber);
    else if (character === "?") characters.push(null);
    isEscaped = !isEscaped && character === "\\";
  }
  const isPlain = !characters.includes(null) && !characters.includes(anyNumber);
  return { characters, plain: isPlain ? characters.join("") : undefined };
}

/** A folder of a repository as a route; that of the root is empty. */
export function folderRoute(folder: string): Route {
  if (folder === "") return [];
  return folder.split("/").map((plain) => ({ characters: Array.from(plain), plain }));
}

/** Everything in a folder and its folders. */
export function everythingIn(folder: Route): Route {
  return [...folder, ...below];
}

/** The ways in which a pattern matches something in a folder; none where it matches nothing there. */
export function routesInto(folder: Route, pattern: OwnerPattern): readonly Route[] {
  return pattern.flatMap((route) => restsBelow(folder, route).map((rest) => [...folder, ...rest]));
}

/** What is left of a route below a folder, each way that it can get there. */
function restsBelow(folder: Route, route: Route): readonly Route[] {
  let places = reached(route, [0]);
  for (const name of folder) {
    const next = places.flatMap((place) => {
      const step = route[place];
      if (step === anyNumber) return [place];
      return step !== undefined && name !== anyNumber && includes(step, name) ? [place + 1] : [];
    });
    if (next.length === 0) return [];
    places = reached(route, next);
  }
  return places.filter((place) => place < route.length).map((place) => route.slice(place));
}

function includes(mine: Segment, other: Segment): boolean {
  if (mine.plain !== undefined && other.plain !== undefined) return mine.plain === other.plain;
  return covers(mine.characters, other.characters, (one, another) => one === null || one === another);
}

/** Whether every path of a route is matched by one of some patterns. */
export function coversRoute(patterns: readonly OwnerPattern[], route: Route): boolean {
  return isCovered(patterns.flat(), route, 2);
}

/** Where no pattern covers a route alone, one may cover what is right in a folder, and another what is below. */
function isCovered(routes: readonly Route[], wanted: Route, unrolled: number): boolean {
  if (routes.some((route) => covers(route, wanted, includes))) return true;
  const open = wanted.indexOf(anyNumber);
  if (open < 0 || unrolled === 0) return false;
  const [before, after] = [wanted.slice(0, open), wanted.slice(open + 1)];
  const parts: readonly Route[] = [[], [anyName, anyNumber]];
  return parts.every((part) => isCovered(routes, [...before, ...part, ...after], unrolled - 1));
}
