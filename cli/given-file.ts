import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { quote } from "../catalog/reading/problems";
import { reason } from "../catalog/reading/read-yaml";
import { InputError } from "./failures";

/** The text of a file that a person named, relative to a folder. Throws InputError where it cannot be read. */
export function readGivenFile(file: string, cwd: string): string {
  const bytes = readBytes(file, cwd);
  if (!isUtf8(bytes)) throw new InputError(`${quote(file)} must be UTF-8 text.`);
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

function readBytes(file: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EISDIR")
      throw new InputError(`${quote(file)} must be a file; it is a folder.`);
    throw new InputError(`${quote(file)} cannot be read: ${reason(error)}`);
  }
}
