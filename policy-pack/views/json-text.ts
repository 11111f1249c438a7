import { readValue, UnknownValue, type Value } from "../engine/value";

/** Reads a property that holds JSON as text. Throws UnknownValue with the position where it is not JSON. */
export function parseJsonText(value: Value, owner: string): Value {
  const text = value.string() ?? "";
  return readValue(parse(text, value.path, owner), value.path, owner);
}

function parse(text: string, path: string, owner: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the text, which may hold anything; only the position is passed on.
    const [line, column] = positionOf(text, brokenAt(text));
    throw new UnknownValue("unobserved", `${path} of ${owner} is not JSON at line ${line}, column ${column}`);
  }
}

/** Index of the first character that cannot continue a JSON text; the parser itself names it in some errors only. */
function brokenAt(text: string): number {
  let sound = 0;
  let broken = text.length + 1;
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (canContinue(text.slice(0, middle))) sound = middle;
    else broken = middle;
  }
  return sound;
}

function canContinue(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (message.includes("end of JSON input")) return true;
    const position = / at position (\d+)/.exec(message)?.[1];
    return position !== undefined && Number(position) >= start.length;
  }
}

function positionOf(text: string, index: number): readonly [line: number, column: number] {
  const before = text.slice(0, index);
  return [before.split("\n").length, index - before.lastIndexOf("\n")];
}
