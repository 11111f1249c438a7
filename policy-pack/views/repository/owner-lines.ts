import {
  coversRoute,
  everythingIn,
  folderRoute,
  isReadable,
  isValid,
  type OwnerPattern,
  prefixOf,
  readPattern,
  routesInto,
} from "./owner-patterns";

/** One who is named as an owner, and where that begins in the line. */
export interface NamedOwner {
  readonly text: string;
  readonly column: number;
}

/** A line of a CODEOWNERS file that has a pattern; lines and columns are counted from 1. */
export interface OwnerLine {
  readonly line: number;
  readonly text: string;
  readonly owners: readonly NamedOwner[];
  /** What every file that it matches begins with, name by name. */
  readonly prefix: readonly string[];
  /** Undefined where it is longer or more open than can be read: it may match anything. */
  readonly pattern: OwnerPattern | undefined;
}

/** Reads a CODEOWNERS file; lines that are empty, comments or void are left out, as GitHub skips them. */
export function readOwnerLines(text: string): readonly OwnerLine[] {
  return text.split("\n").flatMap((one, index) => (one === "" ? [] : (readLine(one, index + 1) ?? [])));
}

function readLine(text: string, line: number): OwnerLine | undefined {
  const words = wordsIn(text);
  const comment = words.findIndex((word) => word.text.startsWith("#"));
  const [first, ...owners] = comment < 0 ? words : words.slice(0, comment);
  if (first === undefined || !isValid(first.text)) return undefined;
  const isTooOpen = !isReadable(first.text);
  let pattern: OwnerPattern | undefined;
  return {
    line,
    text: first.text,
    owners,
    prefix: isTooOpen ? [] : prefixOf(first.text),
    get pattern() {
      if (!isTooOpen) pattern ??= readPattern(first.text); // Of a large file most lines are about other folders.
      return pattern;
    },
  };
}

/** Words between blanks; a backslash keeps a blank in its word. */
function wordsIn(text: string): readonly NamedOwner[] {
  const words = text.includes("\\") ? /(?:\\.|[^\s\\]|\\$)+/g : /\S+/g;
  return [...text.matchAll(words)].map((match) => ({ text: match[0], column: match.index + 1 }));
}

/** What a CODEOWNERS file decides about a folder. */
export interface FolderOwners {
  /** Lines without a sound owner that decide over something in the folder, the last one first. */
  readonly unsound: readonly OwnerLine[];
  /** Whether every file in the folder matches a line. */
  readonly isCovered: boolean;
}

/** Nobody mends more at a time, and whoever writes the file must not make a run of it. */
const mostUnsound = 20;

/**
 * Looks for the lines that decide over a folder, from the last line on, since the last one that matches a file wins. A
 * line decides nothing where later ones match all that it does.
 */
export function ownersOfFolder(
  lines: readonly OwnerLine[],
  path: string,
  isSound: (line: OwnerLine) => boolean,
): FolderOwners {
  const folder = folderRoute(path);
  const everything = everythingIn(folder);
  const names = path === "" ? [] : path.split("/");
  const unsound: OwnerLine[] = [];
  const later: OwnerPattern[] = [];
  for (let at = lines.length - 1; at >= 0 && unsound.length < mostUnsound; at--) {
    const one = lines[at];
    if (one === undefined || leadsElsewhere(one, names)) continue;
    const { pattern } = one;
    const routes = pattern === undefined ? [everything] : routesInto(folder, pattern);
    if (routes.length === 0) continue;
    if (!isSound(one) && !routes.every((route) => coversRoute(later, route))) unsound.push(one);
    if (pattern === undefined) continue;
    later.push(pattern);
    if (coversRoute([pattern], everything)) return { unsound, isCovered: true };
  }
  return { unsound, isCovered: coversRoute(later, everything) };
}

/** Most lines are about other folders, which their first names tell. */
function leadsElsewhere({ prefix }: OwnerLine, names: readonly string[]): boolean {
  const most = Math.min(prefix.length, names.length);
  for (let at = 0; at < most; at++) if (prefix[at] !== names[at]) return true;
  return false;
}
