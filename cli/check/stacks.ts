import { z } from "zod";
import { type Problem, quote } from "../../catalog/reading/problems";
import { type ParsedFile, readYaml } from "../../catalog/reading/read-yaml";
import { didYouMean } from "../../catalog/reading/suggestions";
import { listStacks, stackFileOf } from "../../stacks/read";
import { InputError } from "../failures";

/** A stack's file as far as other namespaces than ours are read. */
const looseFile = z.looseObject({ config: z.record(z.string(), z.unknown()).nullish() });

/** A stack's file, whatever is wrong with our keys in it. */
export interface StackFile {
  readonly stack: string;
  readonly file: ParsedFile<z.infer<typeof looseFile>>;
}

/** The files of all stacks of a project, sorted. */
export function readStacks(root: string): readonly StackFile[] {
  return listStacks(root).map((stack) => ({ stack, file: readYaml(looseFile, root, stackFileOf(stack)) }));
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
export function githubOwnerOf(stack: StackFile | undefined): string | undefined {
  const owner = stack?.file.data?.config?.["github:owner"];
  return typeof owner === "string" ? owner : process.env.GITHUB_OWNER;
}

/** Stacks that declare what exists once per account, in an account that another one declares already. */
export function ownerProblems(stacks: readonly StackFile[]): readonly Problem[] {
  const owners = new Map<string, string>();
  return stacks.flatMap(({ stack, file }): Problem[] => {
    const config = file.data?.config ?? {};
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
