const longest = 300;

/** Makes text from outside fit for one line of a terminal: control characters shown, length bounded. */
export function plain(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * A text of any length in one line: line breaks become blanks, and other control and invisible characters are shown
 * escaped, so that nothing deceives and nothing begins a line of its own.
 */
export function oneLine(text: string): string {
  const line = text
    .split(/\r\n|\r|\n/)
    .map((part) => part.trim())
    .join(" ")
    .trim();
  // What is longer would be cut; here the text stays whole.
  return line.replace(/[\s\S]{1,300}/g, (part) => plain(part));
}

/** Fills {placeholders} of a template; one without a value stays as it is, so that a test can see it. */
export function fill(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? plain(String(data[name])) : whole,
  );
}

/** Says in one line what was thrown or rejected, whatever it is; never throws itself. */
export function describeThrown(thrown: unknown): string {
  try {
    return plain(thrown instanceof Error ? String(thrown.message) : String(thrown));
  } catch {
    return "something that cannot be shown as text"; // A thrown value may refuse to be read: that is all there is to say.
  }
}
