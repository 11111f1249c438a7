import type { FactValue } from "../../../evidence/facts";
import type { Evidence, Subject, Surroundings } from "../../engine/rule";
import { attempt } from "../attempt";
import { anyHolds } from "../decide";
import { oncePerStack } from "../once-per-stack";
import { type RepositoryFile, repositoryFile } from "./files";
import { type NamedOwner, type OwnerLine, readOwnerLines } from "./owner-lines";
import { isPrivate, type LinkedRepository } from "./repository";
import { isForeign, isWriter } from "./team-access";

/** Where GitHub looks for the file; the first one counts. */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** The file that says who owns what in a repository. */
export interface OwnersFile {
  readonly file: RepositoryFile;
  /** Whether GitHub reads it at all: it leaves out what is larger than 3 MB. */
  readonly isRead: boolean;
  readonly lines: readonly OwnerLine[];
}

/** The CODEOWNERS file of a service's repository; undefined where there is none. */
export function ownersFile(
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
): OwnersFile | undefined {
  const what = `the file of code owners of repository ${repository.name}`;
  for (const path of places) {
    const file = repositoryFile(service, evidence, path, what);
    if (file === undefined) continue;
    const { text } = file;
    if (Buffer.byteLength(text) >= 3 * 1024 * 1024) return { file, isRead: false, lines: [] };
    const lines = oncePerStack(evidence, "code owners", text, readOwnerLines);
    const faults = faultsSeen(file, repository, evidence) ?? [];
    const isVoid = new Set(faults.filter(({ kind }) => /pattern/i.test(kind)).map(({ line }) => line));
    return { file, isRead: true, lines: lines.filter(({ line }) => !isVoid.has(line)) };
  }
  return undefined;
}

/** Why nobody is asked, whatever the file says; undefined where code owners are asked, or nobody tells. */
export function ownersExcuse(
  repository: LinkedRepository,
  evidence: Evidence,
  { catalog }: Surroundings,
): string | undefined {
  const { name } = repository;
  const told = attempt(() => evidence.ask("code-owners", name, `the code owners of repository ${name}`));
  const isAsked = "value" in told ? told.value?.enforced : undefined;
  if (isAsked ?? !(catalog?.plans.github === "free" && isPrivate(repository))) return undefined;
  return `the plan of repository ${name} asks no code owners`;
}

/** What a line's owners lack: there are none, no team is among them, or the team cannot own anything. */
export type OwnerGap = "cleared" | "people" | { readonly team: string };

/**
 * What keeps a line from giving its files to a team; undefined where one of its teams exists and may write. Throws
 * UnknownValue where nobody can tell.
 */
export function gapInLine(
  line: OwnerLine,
  { file }: OwnersFile,
  repository: LinkedRepository,
  evidence: Evidence,
): OwnerGap | undefined {
  if (line.owners.length === 0) return "cleared";
  const teams = line.owners.filter(({ text }) => /^@[^/@]+\/[^/@]+$/.test(text));
  const [first] = teams;
  if (first === undefined) return "people";
  const faults = faultsSeen(file, repository, evidence);
  const owns = (team: NamedOwner) => (): boolean =>
    faults === undefined
      ? isWriter(team.text, repository, evidence)
      : !isForeign(team.text, repository) && !faults.some((fault) => isAt(fault, team, line));
  return anyHolds(teams.map(owns)) ? undefined : { team: first.text };
}

type Fault = FactValue<"code-owners">["errors"][number];

/** What GitHub finds wrong with a file that it has; undefined where it did not say, or the stack declares the file. */
function faultsSeen(
  { site, path }: RepositoryFile,
  { name }: LinkedRepository,
  evidence: Evidence,
): readonly Fault[] | undefined {
  if (!site.observed) return undefined;
  const told = attempt(() => evidence.ask("code-owners", name, `the code owners of repository ${name}`));
  return "value" in told ? told.value?.errors.filter((fault) => fault.path === path) : undefined;
}

/** A fault stands where the owner is named whom it is about. */
function isAt(fault: Fault, { text, column }: NamedOwner, { line }: OwnerLine): boolean {
  return fault.line === line && fault.column >= column && fault.column < column + text.length;
}
