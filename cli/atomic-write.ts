import { reason } from "../catalog/reading/read-yaml";
import { makeFolders } from "../scorecard/make-folders";
import { replaceFile } from "../scorecard/replace-file";
import { InputError } from "./failures";

/** Makes a folder with those above it. Throws InputError where it cannot be made. */
export function makeFolder(path: string): void {
  try {
    makeFolders(path);
  } catch (error) {
    throw new InputError(`${path} cannot be made: ${reason(error)}`);
  }
}

/** Replaces a file in one step. Throws InputError where it cannot be written. */
export function writeAtomically(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${reason(error)}`);
  }
}
