import { z } from "zod";
import { type Problem, quote } from "../../catalog/reading/problems";
import type { ParsedFile } from "../../catalog/reading/read-yaml";
import { didYouMean } from "../../catalog/reading/suggestions";
import { listStacks, parseStackFile, rawConfigOf, type StackFile, stackFileOf } from "../../stacks/read";
import { InputError } from "../failures";

const configSchema = z.record(z.string(), z.unknown()).catch({});

/** A stack with its parsed file, whatever is wrong with that. */
export interface ParsedStack {
  readonly stack: string;
  readonly file: ParsedFile<StackFile>;
}

/** The files of all stacks of a project, sorted. */
export function readStacks(root: string): readonly ParsedStack[] {
  return listStacks(root).map((stack) => ({ stack, file: parseStackFile(root, stack) }));
}

/** A stack's config by key, those of other namespaces included, as the file states it. */
export function allKeysOf({ file }: ParsedStack): Readonly<Record<string, unknown>> {
  return configSchema.parse(rawConfigOf(file.raw));
}

/** A stack that a person named; throws InputError where the project has none of that name. */
export function requireStack(root: string, stack: string | undefined): string {
  const known = listStacks(root);
  const list = known.length === 0 ? "There is none in stacks/ yet." : `There are ${known.join(", ")}.`;
  if (stack === undefined) throw new InputError(`Name the stack with --stack. ${list}`);
  if (known.includes(stack)) return stack;
  throw new InputError(`There is no stack ${quote(stack)}.${didYouMean(stack, known)} ${list}`);
}

/** The organisation or person at GitHub that a stack works in, where its file says so in plain. */
export function githubOwnerOf(stack: ParsedStack | undefined): string | undefined {
  const owner = stack && allKeysOf(stack)["github:owner"];
  return typeof owner === "string" ? owner : process.env.GITHUB_OWNER;
}

/** Stacks that declare what exists once per account, in an account that another one declares already. */
export function ownerProblems(stacks: readonly ParsedStack[]): readonly Problem[] {
  const owners = new Map<string, string>();
  return stacks.flatMap((parsed): Problem[] => {
    const { stack, file } = parsed;
    const config = allKeysOf(parsed);
    if (config["readiness:owns"] !== true) return [];
    const account = config["github:owner"];
    const key = JSON.stringify(typeof account === "string" ? account.toLowerCase() : (account ?? null));
    const other = owners.get(key);
    if (other === undefined) {
      owners.set(key, stack);
      return [];
    }
    const which =
      typeof account === "string"
        ? `the account ${quote(account)}`
        : "the account that no github:owner names";
    const message = `readiness:owns must be true in one stack of an account only; ${stackFileOf(other)} owns ${which} already. Set it to false here or there.`;
    return [{ file: file.file, at: file.keyAt(["config", "readiness:owns"]), message }];
  });
}
