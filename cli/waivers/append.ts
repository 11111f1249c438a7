import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq, parseDocument, stringify, type YAMLSeq } from "yaml";
import { checkWaivers } from "../../catalog/exceptions";
import { waiversFile } from "../../catalog/load";
import { type Problem, type Result, sortProblems } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { type Waiver, waiversFileSchema } from "../../catalog/waiver";

const head = "# yaml-language-server: $schema=waivers.schema.json\n";

/**
 * The text of catalog/waivers.yaml (undefined: there is none yet) with one waiver more, the rest as it was written; or
 * what is wrong with the file as it is, or would be then.
 */
export function withWaiver(text: string | undefined, waiver: Waiver): Result<string> {
  if (text === undefined) return checked(`${head}waivers:\n${entryText(waiver, "  ")}`, [], waiver);
  const before = parseYaml(waiversFileSchema, waiversFile, text);
  if (before.data === undefined) return { ok: false, problems: before.problems };
  const old = before.data.waivers;
  const inserted = insert(text, waiver);
  if (inserted !== undefined) {
    const result = checked(inserted, old, waiver);
    if (result.ok) return result;
  }
  // A list on one line, or none: only the library can add to it, and sets the file's blanks its own way.
  return checked(viaDocument(text, waiver), old, waiver);
}

/** Puts the entry behind the last one of a list in block style, as text. */
function insert(text: string, waiver: Waiver): string | undefined {
  const list = listIn(text);
  const last = list?.items.at(-1);
  const [first] = list?.items ?? [];
  if (!list || list.flow || !isMap(first) || !isMap(last)) return undefined;
  const dash = text.lastIndexOf("-", first.range?.[0] ?? 0);
  const indent = text.slice(text.lastIndexOf("\n", dash) + 1, dash);
  if (dash < 0 || indent.trim() !== "") return undefined;
  const end = endOfLine(text, last.range?.[1] ?? text.length);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const entry = entryText(waiver, indent).trimEnd().replaceAll("\n", newline);
  const rest = text.slice(end);
  return `${text.slice(0, end)}${newline}${entry}${rest === "" ? newline : rest}`;
}

function listIn(text: string): YAMLSeq | undefined {
  const list = parseDocument(text).get("waivers", true);
  return isSeq(list) ? list : undefined;
}

/** The end of the line on which the text before an offset ends, blanks aside. */
function endOfLine(text: string, offset: number): number {
  const solid = text.slice(0, offset).trimEnd().length;
  const end = text.indexOf("\n", solid);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function entryText(waiver: Waiver, indent: string): string {
  const block = stringify([waiver], { lineWidth: 0 });
  return block
    .split("\n")
    .map((line) => (line === "" ? line : indent + line))
    .join("\n");
}

function viaDocument(text: string, waiver: Waiver): string {
  const document = parseDocument(text);
  const list = document.get("waivers", true);
  if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false;
    list.add(document.createNode(waiver));
  } else document.set("waivers", [waiver]);
  return document.toString({ lineWidth: 0 });
}

/** A text that the loader accepts, in which the old waivers stand as before and the new one is the last. */
function checked(text: string, old: readonly Waiver[], waiver: Waiver): Result<string> {
  const parsed = parseYaml(waiversFileSchema, waiversFile, text);
  const problems: readonly Problem[] = [...parsed.problems, ...checkWaivers(parsed)];
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  if (isDeepStrictEqual(parsed.data?.waivers, [...old, waiver])) return { ok: true, value: text };
  return {
    ok: false,
    problems: [
      { file: waiversFile, message: "The waiver cannot be added without changing others. Add it by hand." },
    ],
  };
}
