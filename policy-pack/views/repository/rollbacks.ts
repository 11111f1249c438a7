import type { Evidence, Subject } from "../../engine/rule";
import { type Attempt, attempt, firstUnknown, take } from "../attempt";
import { anyHolds } from "../decide";
import { repositoryFile, repositoryFolder } from "./files";
import { linkedRepository } from "./repository";

const folder = ".github/workflows";

/**
 * Whether a service has a way to take a release back: the catalog links it, somebody confirmed that the runbook covers
 * it, or a workflow or a runbook of the repository is about it. Where nobody looks at repositories the catalog alone
 * tells; throws UnknownValue where somebody looks and it is not known what there is.
 */
export function hasRollback(service: Subject, evidence: Evidence): boolean {
  const { rollback, runbook } = service.facts;
  return anyHolds([
    () => rollback?.url !== undefined,
    () => runbook?.confirmed?.covers.some((topic) => isAboutRollback(topic)) ?? false,
    () =>
      anyHolds(
        rollbackWorkflows(service, evidence).map((path) => () => works(take(path), service, evidence)),
      ),
    () => runbookTells(service, evidence),
  ]);
}

/**
 * The UTC day of the last rollback or rehearsal: as the catalog states it, else of the last run of a rollback workflow
 * that succeeded. Undefined where there was none; throws UnknownValue where that is not known.
 */
export function lastRollback(service: Subject, evidence: Evidence): string | undefined {
  const stated = service.facts.rollback?.lastUsed;
  if (stated !== undefined) return stated;
  // One workflow whose runs are not known hides no other's.
  const tried = rollbackWorkflows(service, evidence).map((path) =>
    attempt(() => lastSuccess(take(path), service, evidence)),
  );
  const days = tried.flatMap((one) => ("value" in one && one.value !== undefined ? [one.value] : []));
  const unknown = firstUnknown(tried);
  if (days.length === 0 && unknown) throw unknown;
  return days.sort().at(-1);
}

/** Paths of the workflows whose file is called a rollback; an unknown one where more may be there than is known. */
export function rollbackWorkflows(service: Subject, evidence: Evidence): readonly Attempt<string>[] {
  const what = "the workflows of the service's repository";
  const workflows = repositoryFolder(service, evidence, folder, what);
  const listed = attempt(() => ifAnybodyLooks(() => workflows.entries) ?? []);
  const names = [...workflows.declared, ...("value" in listed ? listed.value : [])].map(({ name }) => name);
  const called = names.filter((name) => /\.ya?ml$/i.test(name) && isAboutRollback(name));
  return [
    ...[...new Set(called)].map((name) => ({ value: `${folder}/${name}` })),
    ...("unknown" in listed ? [listed] : []),
  ];
}

/** What to say of rollback workflows that never succeeded; empty where there are none. */
export function idleHint(service: Subject, evidence: Evidence): string {
  const paths = rollbackWorkflows(service, evidence).flatMap((path) => ("value" in path ? [path.value] : []));
  return paths.length === 0 ? "" : `; ${paths.join(", ")} never succeeded`;
}

/** Whether a workflow does something: its name alone may be that of an empty file. */
function works(path: string, service: Subject, evidence: Evidence): boolean {
  return anyHolds([
    () => lastSuccess(path, service, evidence) !== undefined,
    () => /^jobs[ \t]*:/m.test(repositoryFile(service, evidence, path, `workflow ${path}`)?.text ?? ""),
  ]);
}

function lastSuccess(path: string, service: Subject, evidence: Evidence): string | undefined {
  const repository = linkedRepository(service, evidence);
  if (repository === undefined) return undefined;
  const told = ifAnybodyLooks(() =>
    evidence.ask("workflow-runs", `${repository.name}:${path}`, `the runs of workflow ${path}`),
  );
  return told?.runs.find(({ conclusion }) => conclusion === "success")?.at.slice(0, "YYYY-MM-DD".length);
}

/** A runbook in the repository that has a heading about it. */
function runbookTells(service: Subject, evidence: Evidence): boolean {
  const { runbook, links } = service.facts;
  const places = [runbook?.path, ...links.filter(({ kind }) => kind === "runbook").map(({ path }) => path)];
  return anyHolds(
    places.flatMap((path) =>
      path === undefined
        ? []
        : () => {
            const file = ifAnybodyLooks(() => repositoryFile(service, evidence, path, `runbook ${path}`));
            return file !== undefined && headings(file.text).some(isAboutRollback);
          },
    ),
  );
}

/** Headings of a page; what starts with # inside a block of code is a comment of a shell. */
function headings(markdown: string): readonly string[] {
  const found: string[] = [];
  let fence = "";
  for (const line of markdown.split("\n")) {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined && (fence === "" || fence === mark)) fence = fence === "" ? mark : "";
    else if (fence === "" && /^#{1,6}[ \t]/.test(line)) found.push(line);
  }
  return found;
}

function isAboutRollback(text: string): boolean {
  return /roll(ed|ing|s)?[-_ ]?back/i.test(text);
}

/** What a collector tells, or nothing where none is configured. */
function ifAnybodyLooks<T>(look: () => T): T | undefined {
  const seen = attempt(look);
  if ("value" in seen) return seen.value;
  if (seen.unknown.unknownCause === "no-collector") return undefined;
  throw seen.unknown;
}
