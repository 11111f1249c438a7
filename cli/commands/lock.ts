import { join } from "node:path";
import { lockSchema } from "../../catalog/graph";
import { loadCatalog } from "../../catalog/load";
import { quote } from "../../catalog/reading/problems";
import { readText } from "../../catalog/reading/read-yaml";
import { oneLine, plain } from "../../policy-pack/engine/text";
import { stackFileOf } from "../../stacks/read";
import { writeAtomically } from "../atomic-write";
import { requireNamed } from "../check/services";
import { requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { type Lock, locksIn, withLockOf } from "../locks/edit";
import { ownLogin } from "../own-login";
import { findProject } from "../project";
import type { Terminal } from "../terminal";

interface StackOptions {
  readonly project?: string;
  readonly stack?: string;
}

export interface LockOptions extends StackOptions {
  readonly reason: string;
  /** The last UTC day on which it counts. */
  readonly until: string;
  readonly by?: string;
}

/** Locks a service in a stack's config; an earlier lock of it is replaced. */
export function lock(service: string, options: LockOptions, terminal: Terminal): ExitCode {
  const { root, file, text } = fileOf(options, terminal);
  const wanted = lockFrom(requireName(root, service), options, root, terminal);
  const before = locksOf(file, text).filter((one) => one.service === wanted.service);
  write(root, file, { text, service: wanted.service, lock: wanted });
  const instead = before.map(({ by, until }) => `, instead of by ${plain(by)} until ${until}`).join("");
  terminal.out(
    `${file}: ${wanted.service} is locked by ${wanted.by} until the end of ${wanted.until}${instead}: ${oneLine(wanted.reason)}`,
  );
  terminal.err("Have it reviewed. The gate knows of it from the next scorecard on.");
  return exitCodes.fine;
}

/** Takes a service's lock out of a stack's config. */
export function unlock(service: string, options: StackOptions, terminal: Terminal): ExitCode {
  const { root, file, text } = fileOf(options, terminal);
  const locks = locksOf(file, text);
  // A lock of what is no service any more must go as well.
  const name = locks.some((one) => one.service === service) ? service : requireName(root, service);
  const own = locks.filter((one) => one.service === name);
  if (own.length === 0) {
    terminal.out(`${file}: ${name} is not locked; nothing was written.`);
    return exitCodes.fine;
  }
  write(root, file, { text, service: name, lock: undefined });
  for (const { by, until, reason } of own)
    terminal.out(
      `${file}: ${name} is no longer locked; it was by ${plain(by)} until the end of ${until}: ${oneLine(reason)}`,
    );
  terminal.err("Have it reviewed. The gate knows of it from the next scorecard on.");
  return exitCodes.fine;
}

function fileOf({ project, stack }: StackOptions, { cwd }: Terminal) {
  const { root } = findProject(project ?? cwd);
  const file = stackFileOf(requireStack(root, stack));
  const read = readText(root, file);
  if (!read.ok) throw inputErrorOf(read.problems);
  return { root, file, text: read.value };
}

function locksOf(file: string, text: string): readonly Lock[] {
  const locks = locksIn(file, text);
  if (!locks.ok) throw inputErrorOf(locks.problems);
  return locks.value;
}

function write(root: string, file: string, edit: Parameters<typeof withLockOf>[1]): void {
  const edited = withLockOf(file, edit);
  if (!edited.ok) throw inputErrorOf(edited.problems);
  writeAtomically(join(root, file), edited.value);
}

function requireName(root: string, service: string): string {
  const catalog = loadCatalog(root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  return requireNamed(catalog.value.services, service).name;
}

/** What was asked for as a lock, or every flag that is wrong. */
function lockFrom(
  service: string,
  { reason, until, by }: LockOptions,
  root: string,
  { env }: Terminal,
): Lock {
  const today = new Date().toISOString().slice(0, 10);
  const given = by ?? ownLogin(root, env);
  const parsed = lockSchema.safeParse({ service, reason, by: given ?? "nobody", until });
  const faults = parsed.success ? [] : parsed.error.issues;
  const lines = [
    ...faults.map(({ path, message }) => `--${path.join(".")} ${message}.`),
    ...(given === undefined ? ["Say with --by who locks it: a login at GitHub."] : []),
    ...(parsed.data !== undefined && parsed.data.until < today
      ? [`--until must not be in the past; it is ${quote(until)}, and today is ${today}.`]
      : []),
  ];
  if (!parsed.success || lines.length > 0) throw new InputError(lines.join("\n"));
  return parsed.data;
}
