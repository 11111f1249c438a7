/** One condition of the text around a mention: a block such as is_alert, and whether it must hold or must not. */
export interface Condition {
  readonly name: string;
  /** What follows the name, whitespace collapsed, such as "env.name" "prod". */
  readonly argument: string;
  readonly holds: boolean;
}

/** The conditions of one place, all of which must be met; none where the text is always sent. */
export type Path = readonly Condition[];

/** Who a Datadog monitor's message mentions, and when. */
export interface MonitorMessage {
  /** Conditions of each place of a handle, by handle without its @; dynamic ones hold {{variables}}. */
  readonly mentions: ReadonlyMap<string, readonly Path[]>;
  /** Conditions of each place of an address, by address; dynamic ones hold {{variables}}. */
  readonly links: ReadonlyMap<string, readonly Path[]>;
  /** False where a block is not closed, closed twice or nested too deeply: nobody can tell what is sent then. */
  readonly balanced: boolean;
  /** The message sets a priority of its own with override_priority. */
  readonly overridesPriority: boolean;
}

/** Stands for text in backticks: whether a handle there notifies is not documented. */
export const inCode = "code";

const deepest = 32;
const mostPlaces = 64;
const codePath: Condition = { name: inCode, argument: "", holds: true };
const mostLinks = 256;
const longestLink = 2_000;
const landmarks = /\{\{|\\@|@|`+|\n[ \t\r]*\n|https?:\/\//gi;
const linkText = /[^\s<>"'`{}|\\^]+/uy;
const handleText = /[\p{L}\p{N}_.+%@/-]+/uy;
const beforeHandle = /[\p{L}\p{N}_.+-]/u;

interface Block {
  readonly name: string;
  readonly path: Path;
  /** It has had its {{else}}. */
  readonly turned?: boolean;
}

interface State {
  readonly text: string;
  readonly mentions: Map<string, Path[]>;
  readonly links: Map<string, Path[]>;
  readonly blocks: Block[];
  /** Length of the backticks that opened the code we are in; 0 outside. */
  code: number;
  /** Where the last address ended: what looks like another one before that is a part of it. */
  linkEnd: number;
  /** Where the raw block that we are in closes; -1 outside. */
  rawEnd: number;
  balanced: boolean;
  overridesPriority: boolean;
}

/** Parses a message in one pass, in time linear in its length, whatever it holds. */
export function parseMonitorMessage(text: string): MonitorMessage {
  const state: State = {
    text,
    mentions: new Map(),
    links: new Map(),
    blocks: [],
    code: 0,
    linkEnd: 0,
    rawEnd: -1,
    balanced: true,
    overridesPriority: false,
  };
  let at = 0;
  for (let found = nextLandmark(text, at); found !== undefined; found = nextLandmark(text, at)) {
    at = found.at + found.mark.length;
    if (found.mark === "@") at = readHandle(state, at);
    else if (found.mark === "{{" && found.at === state.rawEnd) at = closeRaw(state);
    else if (found.mark === "{{") at = readTemplate(state, at);
    else if (found.mark.endsWith("//")) noteLink(state, found.at);
    else if (found.mark.startsWith("`")) toggleCode(state, found.mark.length);
    else if (found.mark.startsWith("\n") && state.code < 3) state.code = 0; // a code span ends with its paragraph
  }
  const { mentions, links, overridesPriority } = state;
  return { mentions, links, overridesPriority, balanced: state.balanced && state.blocks.length === 0 };
}

function nextLandmark(text: string, from: number): { at: number; mark: string } | undefined {
  landmarks.lastIndex = from;
  const match = landmarks.exec(text);
  return match ? { at: match.index, mark: match[0] } : undefined;
}

function toggleCode(state: State, ticks: number): void {
  if (state.code === 0) state.code = ticks;
  else if (state.code === ticks) state.code = 0;
}

/** Reads the handle after an @. It ends before the last characters that no handle ends with, such as a full stop. */
function readHandle(state: State, start: number): number {
  const { text } = state;
  if (start >= 2 && beforeHandle.test(text.charAt(start - 2))) return start;
  let end = start;
  for (let more = true; more; ) {
    handleText.lastIndex = end;
    const plain = handleText.exec(text)?.[0].length ?? 0;
    const variable = variableLength(state, end + plain);
    end += plain + variable;
    more = variable > 0;
  }
  const handle = text.slice(start, end).replace(/(?<![^\p{L}\p{N}_}])[^\p{L}\p{N}_}]+$/u, "");
  if (/[\p{L}\p{N}]/u.test(handle)) mention(state, handle);
  return Math.max(end, start);
}

/** Length of a {{variable}} that stands right here as a part of a handle; 0 for a block, a comment or none. */
function variableLength({ text, balanced, rawEnd }: State, at: number): number {
  if (!balanced || rawEnd >= 0 || !text.startsWith("{{", at)) return 0;
  const match = /^\{\{\{?[ ]*(?!else\b)[\w.@[\]]{1,100}[ ]*\}\}\}?/.exec(text.slice(at, at + 120));
  return match?.[0].length ?? 0;
}

function mention(state: State, handle: string): void {
  const path = currentPath(state);
  const places = state.mentions.get(handle);
  const here = state.code > 0 ? [...path, codePath] : path;
  if (places === undefined) state.mentions.set(handle, [here]);
  else if (places.length < mostPlaces && !places.includes(here)) places.push(here);
}

/** Notes an address and where it stands; what is in it is read on, as it may hold blocks. In code it is shown all the same. */
function noteLink(state: State, start: number): void {
  const { text, links } = state;
  if (start < state.linkEnd) return;
  let end = start;
  for (let more = true; more && end - start < longestLink; ) {
    linkText.lastIndex = end;
    const plain = linkText.exec(text)?.[0].length ?? 0;
    const variable = variableLength(state, end + plain);
    end += plain + variable;
    more = variable > 0;
  }
  state.linkEnd = end;
  const link = trimmedLink(text.slice(start, Math.min(end, start + longestLink)));
  const [places, path] = [links.get(link), currentPath(state)];
  if (places === undefined && links.size < mostLinks) links.set(link, [path]);
  else if (places && places.length < mostPlaces && !places.includes(path)) places.push(path);
}

/** An address without what ends its sentence or encloses it: a full stop, or a bracket that it does not open. */
function trimmedLink(text: string): string {
  const surplus = { ")": surplusOf(text, "(", ")"), "]": surplusOf(text, "[", "]") };
  let end = text.length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (last === ")" || last === "]") {
      if (surplus[last]-- <= 0) break;
    } else if (!/[.,;:!?*_]/.test(last)) break;
  }
  return text.slice(0, end);
}

function surplusOf(text: string, open: string, close: string): number {
  return text.split(close).length - text.split(open).length;
}

/** Reads what follows {{ up to its }}. */
function readTemplate(state: State, start: number): number {
  const { text } = state;
  if (!state.balanced || state.rawEnd >= 0) return start;
  if (text.startsWith("!--", start)) return skipPast(state, "--}}", start);
  if (text.startsWith("{{", start)) return readRaw(state, start + 2);
  const end = text.indexOf("}}", start);
  if (end === -1) return broken(state, start);
  applyTag(state, text.slice(start, end));
  return end + 2;
}

function skipPast(state: State, mark: string, start: number): number {
  const end = state.text.indexOf(mark, start);
  return end === -1 ? broken(state, start) : end + mark.length;
}

/** From the first thing that is not closed on, the rest is read as plain text, so that no search repeats. */
function broken(state: State, at: number): number {
  state.balanced = false;
  return at;
}

/** {{{{raw}}}} … {{{{/raw}}}}: braces inside are text; {{{{is_match …}}}} is a condition besides. */
function readRaw(state: State, start: number): number {
  const { text } = state;
  const end = text.indexOf("}}}}", start);
  if (end === -1) return broken(state, start);
  const tag = splitTag(text.slice(start, end));
  const close = text.indexOf(`{{{{/${tag.name}}}}}`, end);
  if (close === -1) return broken(state, end);
  if (tag.name === "raw") state.blocks.push({ name: tag.name, path: currentPath(state) });
  else openBlock(state, tag, true);
  state.rawEnd = close;
  return end + 4;
}

function closeRaw(state: State): number {
  const name = state.blocks.pop()?.name ?? "";
  const end = state.rawEnd + `{{{{/${name}}}}}`.length;
  state.rawEnd = -1;
  return end;
}

interface Tag {
  readonly name: string;
  readonly argument: string;
}

function splitTag(text: string): Tag {
  const [name = "", ...rest] = text.trim().split(/\s+/);
  return { name, argument: rest.join(" ") };
}

/** Opens, turns or closes a block; comments and variables leave the blocks as they are. */
function applyTag(state: State, raw: string): void {
  const text = raw.replace(/^[~\s]+|(?<![~\s])[~\s]+$/g, "");
  if (text.startsWith("#")) openBlock(state, splitTag(text.slice(1)), true);
  else if (text.startsWith("/")) closeBlock(state, splitTag(text.slice(1)).name);
  else if (/^(else|\^)$|^else\s/.test(text)) turnBlock(state, splitTag(text).argument);
  else if (text.startsWith("^")) openBlock(state, splitTag(text.slice(1)), false);
  else if (text.startsWith("override_priority")) state.overridesPriority = true;
}

function currentPath(state: State): Path {
  return state.blocks.at(-1)?.path ?? [];
}

function openBlock(state: State, { name, argument }: Tag, holds: boolean): void {
  const outer = currentPath(state);
  if (outer.length >= deepest) {
    state.balanced = false;
    return;
  }
  state.blocks.push({ name, path: [...outer, { name, argument, holds }] });
}

function closeBlock(state: State, name: string): void {
  if (state.blocks.at(-1)?.name === name) state.blocks.pop();
  else state.balanced = false;
}

/** {{else}} turns the block's own condition round; {{else is_match …}} adds one of its own. */
function turnBlock(state: State, further: string): void {
  const block = state.blocks.pop();
  const own = block?.path.at(-1);
  if (block === undefined || own === undefined || block.turned) {
    state.balanced = false;
    return;
  }
  const path = [...block.path.slice(0, -1), { ...own, holds: !own.holds }];
  // What a chain such as {{else is_warning}} means is not documented: its condition stays undecided.
  const chained = further === "" ? [] : [{ name: "else", argument: further, holds: true }];
  state.blocks.push({ name: block.name, path: [...path, ...chained], turned: chained.length === 0 });
}
