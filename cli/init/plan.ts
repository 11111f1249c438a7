import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { reason } from "../../catalog/reading/read-yaml";
import { InputError } from "../failures";
import type { Wanted } from "./templates";

/** What becomes of a wanted file. */
export interface Planned {
  readonly file: string;
  readonly fate: "written" | "added" | "same" | "differs";
  /** The whole text that the file is to have; that of a file that stays is as it was. */
  readonly text: string;
}

/** What becomes of each file in a folder: what exists is never replaced, only lines are added at its end. */
export function planFiles(folder: string, wanted: readonly Wanted[]): readonly Planned[] {
  return wanted.map((one) => fateOf(one, textOf(join(folder, one.file))));
}

function fateOf({ file, text, how }: Wanted, old: string | undefined): Planned {
  if (old === undefined) return { file, fate: "written", text };
  if (how === "whole") return { file, fate: old === text ? "same" : "differs", text: old };
  const next = withLines(old, text);
  return { file, fate: next === old ? "same" : "added", text: next };
}

/**
 * A text with lines at its end, unless it has each of them; nothing that it had is lost. Of owners the last line that fits
 * counts, so that what stands above one for everything (*) is as good as absent.
 */
export function withLines(old: string, block: string): string {
  const squeezed = (line: string): string => line.trim().split(/\s+/).join(" ");
  const lines = old.split("\n").map(squeezed);
  const had = new Set(lines.slice(lines.findLastIndex((line) => /^\/?\*\*?( |$)/.test(line)) + 1));
  const counting = block.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  if (counting.every((line) => had.has(squeezed(line)))) return old;
  const end = old.includes("\r\n") ? "\r\n" : "\n";
  const before = old === "" || old.endsWith("\n") ? old : `${old}${end}`;
  return `${before}${old.trim() === "" ? "" : end}${block.split("\n").join(end)}`;
}

function textOf(path: string): string | undefined {
  if (!existsSync(path) && !isLink(path)) return undefined;
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
    throw new InputError(`${path} must be a file. Move it away; nothing was written.`);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${reason(error)} Nothing was written.`);
  }
}

/** A link that leads nowhere is somebody's all the same. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false; // why nothing can be written there is told when files are placed
  }
}
