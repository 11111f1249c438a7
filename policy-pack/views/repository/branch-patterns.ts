/**
 * Whether a pattern of GitHub's matches a whole name, as Ruby's File.fnmatch does with FNM_PATHNAME: an asterisk and a
 * question mark stop at a slash, a folder of two asterisks stands for any folders, [a-z] and [^a-z] are classes, a
 * backslash takes the next character as it is, and braces mean nothing. Capital letters count.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const folders = pattern.split("/");
  const elements = folders.map((folder, index): Element => {
    // Two asterisks that no slash follows are an ordinary asterisk.
    const any = folder === "**" && index < folders.length - 1;
    return { any, matches: (part) => matchesFolder(folder, part) };
  });
  return matchesAll(elements, name.split("/"));
}

/** Whether a pattern can match any name but itself. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[\\]/.test(pattern);
}

/** One element of a pattern: it stands for any number of items, or for one that it matches. */
interface Element {
  readonly any: boolean;
  matches(item: string): boolean;
}

const anything: Element = { any: true, matches: () => true };

function one(matches: (character: string) => boolean): Element {
  return { any: false, matches };
}

function matchesFolder(pattern: string, name: string): boolean {
  const elements = elementsOf(Array.from(pattern));
  return elements !== undefined && matchesAll(elements, Array.from(name));
}

/** Undefined where a class never ends: such a pattern matches nothing. */
function elementsOf(pattern: readonly string[]): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === "*") elements.push(anything);
    else if (character === "?") elements.push(one(() => true));
    else if (character === "[") {
      const found = characterClass(pattern, at + 1);
      if (found === undefined) return undefined;
      elements.push(found.element);
      at = found.end;
    } else {
      const wanted = character === "\\" && at + 1 < pattern.length ? pattern[++at] : character;
      elements.push(one((given) => given === wanted));
    }
  }
  return elements;
}

/** Reads what follows an opening bracket; `end` is where the closing one stands. */
function characterClass(
  pattern: readonly string[],
  start: number,
): { readonly element: Element; readonly end: number } | undefined {
  const negated = pattern[start] === "^" || pattern[start] === "!";
  const ranges: { readonly from: string; readonly to: string }[] = [];
  let at = negated ? start + 1 : start;
  const next = (): string | undefined => {
    if (pattern[at] === "\\") at++;
    return pattern[at++];
  };
  while (pattern[at] !== "]") {
    const from = next();
    const isRange = pattern[at] === "-" && pattern[at + 1] !== "]";
    if (isRange) at++;
    const to = isRange ? next() : from;
    if (from === undefined || to === undefined) return undefined;
    ranges.push({ from, to });
  }
  const isInside = (given: string): boolean => ranges.some(({ from, to }) => from <= given && given <= to);
  return { element: one((given) => isInside(given) !== negated), end: at };
}

/**
 * Matches every item, in order. It goes back to the last element that stands for any number only, so that no pattern
 * takes more steps than its length times the list's.
 */
function matchesAll(pattern: readonly Element[], items: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  let retry: { readonly at: number; next: number } | undefined;
  for (let item = items[next]; item !== undefined; item = items[next]) {
    const element = pattern[at];
    if (element?.any) {
      retry = { at: ++at, next };
    } else if (element?.matches(item)) {
      at++;
      next++;
    } else if (retry) {
      at = retry.at;
      next = ++retry.next;
    } else return false;
  }
  return pattern.slice(at).every(({ any }) => any);
}
