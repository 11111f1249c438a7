import type { Imported, NotMapped } from "../../catalog/importing/imported";
import { merge, namesOf, type Proposal, proposals, type Standing } from "../../catalog/importing/merge";
import { type CatalogFiles, readCatalogFiles, servicesFolder, teamsFolder } from "../../catalog/load";
import { formatProblem, type Problem, sortProblems } from "../../catalog/reading/problems";
import { oneLine } from "../../policy-pack/engine/text";
import { type ExitCode, exitCodes } from "../failures";
import type { ImportFormat } from "../importing/formats";
import { importers } from "../importing/importers";
import { readFiles } from "../importing/read-files";
import { type Draft, draftsOf, writeDrafts } from "../importing/write-entities";
import { findProject } from "../project";
import { counted, shownTexts, type Terminal } from "../terminal";

export interface ImportOptions {
  readonly project?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Outcome {
  readonly files: number;
  readonly entities: number;
  readonly written: readonly Draft[];
  readonly existing: readonly string[];
  readonly proposals: readonly Proposal[];
  readonly notMapped: readonly NotMapped[];
  readonly errors: readonly Problem[];
}

/** Writes services and teams that other catalogs' files state, and lists all that has no place here. */
export function run(
  format: ImportFormat,
  files: readonly string[],
  options: ImportOptions,
  terminal: Terminal,
): ExitCode {
  const { root } = findProject(options.project ?? terminal.cwd);
  const outcome = outcomeOf(root, readFiles(importers[format], files, terminal.cwd), options.dryRun ?? false);
  if (options.json) terminal.out(JSON.stringify(reportOf(outcome), null, 2));
  else print(outcome, options.dryRun ?? false, terminal);
  return outcome.errors.length === 0 ? exitCodes.fine : exitCodes.wrongInput;
}

function outcomeOf(root: string, all: readonly Imported[], dry: boolean): Outcome {
  const catalog = readCatalogFiles(root);
  const merged = merge(all, standingOf(catalog));
  const { drafts, errors } = draftsOf(merged);
  const owners = proposals(all, catalog.services.data);
  const { written, existing } = writeDrafts(root, drafts, filesOf(catalog), dry);
  return {
    files: all.length,
    entities: merged.services.length + merged.teams.length,
    written,
    existing,
    proposals: owners.proposals,
    notMapped: sorted([...all.flatMap((one) => one.notMapped), ...merged.notMapped, ...owners.notMapped]),
    errors: sortProblems([...all.flatMap((one) => one.errors), ...errors]),
  };
}

function standingOf({ services, teams }: CatalogFiles): Standing {
  return {
    services: new Set([...services.stems, ...namesOf(services.data)]),
    teams: new Set([...teams.stems, ...namesOf(teams.data)]),
    emails: new Map(
      teams.data.flatMap(({ members }) =>
        members.flatMap(({ login, email }) => (email === undefined ? [] : [[login, email] as const])),
      ),
    ),
  };
}

/** Files that must not be made: an alias of what exists is its name as well. */
function filesOf(catalog: CatalogFiles): ReadonlySet<string> {
  const { services, teams } = standingOf(catalog);
  return new Set([
    ...[...services].map((name) => `${servicesFolder}/${name}.yaml`),
    ...[...teams].map((name) => `${teamsFolder}/${name}.yaml`),
  ]);
}

function sorted(notMapped: readonly NotMapped[]): NotMapped[] {
  return [...notMapped].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.at.line - b.at.line || a.at.column - b.at.column,
  );
}

function reportOf({ written, notMapped, errors, proposals: owners, ...rest }: Outcome): unknown {
  const flat = <T extends { readonly at?: { line: number; column: number } | undefined }>({
    at,
    ...one
  }: T) => ({ ...one, ...at });
  return shownTexts({
    files: rest.files,
    entities: rest.entities,
    written: written.map(({ file }) => file),
    existing: rest.existing,
    proposals: owners.map(flat),
    notMapped: notMapped.map(flat),
    errors: errors.map(flat),
  });
}

function print(outcome: Outcome, dry: boolean, terminal: Terminal): void {
  const { written, existing, notMapped, errors } = outcome;
  for (const { file, text } of written) terminal.out(dry ? `--- ${file}\n${text}` : `${file}: written.`);
  for (const file of existing) terminal.out(`${file}: exists already, left alone.`);
  for (const one of outcome.proposals) {
    if (one.stated !== one.owner) terminal.out(proposalText(one));
  }
  for (const { file, at, path, reason } of notMapped) {
    const what = path === "" ? "" : `${path}: `;
    terminal.out(oneLine(formatProblem({ file, at, message: `${what}${reason}` })));
  }
  for (const error of errors) terminal.err(oneLine(formatProblem(error)));
  const verb = dry ? "would be written" : "written";
  terminal.out(
    `${counted(outcome.files, "file")} read, ${counted(written.length, "file")} ${verb}, ${existing.length} left alone, ${counted(notMapped.length, "field")} not mapped, ${counted(errors.length, "error")}.`,
  );
}

function proposalText({ file, at, service, owner, others, stated }: Proposal): string {
  const also = others.length === 0 ? "" : ` (${others.join(", ")} as well)`;
  const instead = stated === undefined ? "none is stated" : `${stated} is stated`;
  const message = `${servicesFolder}/${service}.yaml: the owner would be ${owner}${also}; ${instead}.`;
  return oneLine(formatProblem({ file, at, message }));
}
