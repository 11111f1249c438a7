import { reason } from "../catalog/reading/read-yaml";
import { replaceFile } from "../scorecard/replace-file";
import { InputError } from "./failures";

/** Replaces a file in one step. Throws InputError where it cannot be written. */
export function writeAtomically(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${reason(error)}`);
  }
}
