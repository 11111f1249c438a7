import { isDeepStrictEqual } from "node:util";
import { isMap, isSeq, parseDocument, type YAMLSeq } from "yaml";
import { checkWaivers } from "../../catalog/exceptions";
import { waiversFile } from "../../catalog/load";
import { type Problem, type Result, sortProblems } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { type Waiver, waiversFileSchema } from "../../catalog/waiver";
import { blockOf, endOfLine, linesOfItem, withLinesAfter } from "../yaml-lines";

const head = "# yaml-language-server: $schema=waivers.schema.json\n";

/**
 * The text of catalog/waivers.yaml (undefined: there is none yet) with one waiver more, the rest as it was written; or
 * what is wrong with the file as it is, or would be then.
 */
export function withWaiver(text: string | undefined, waiver: Waiver): Result<string> {
  if (text === undefined) return checked(`${head}waivers:\n${blockOf([waiver], "  ")}\n`, [], waiver);
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
  const indent = linesOfItem(text, first)?.indent;
  if (indent === undefined) return undefined;
  return withLinesAfter(text, endOfLine(text, last.range?.[1] ?? text.length), blockOf([waiver], indent));
}

function listIn(text: string): YAMLSeq | undefined {
  const list = parseDocument(text).get("waivers", true);
  return isSeq(list) ? list : undefined;
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
