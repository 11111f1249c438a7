import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { reason } from "../catalog/reading/read-yaml";
import { InputError } from "./failures";

/** Replaces a file in one step, so that a reader sees the old or the new text and never a half; its mode stays. */
export function writeAtomically(path: string, text: string): void {
  try {
    const target = existsSync(path) ? realpathSync(path) : path; // a link stays a link
    const draft = `${target}.${process.pid}.draft`;
    try {
      writeFileSync(draft, text);
      if (existsSync(target)) chmodSync(draft, statSync(target).mode);
      renameSync(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${reason(error)}`);
  }
}
