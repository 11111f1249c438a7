import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { z } from "zod";
import type { Origin } from "../../catalog/importing/imported";
import type { Merged } from "../../catalog/importing/merge";
import { servicesFolder, teamsFolder } from "../../catalog/load";
import type { Problem } from "../../catalog/reading/problems";
import { parseYaml, reason } from "../../catalog/reading/read-yaml";
import { serviceSchema, teamSchema } from "../../catalog/schema";
import { writeAtomically } from "../atomic-write";
import { InputError } from "../failures";

/** A file of the catalog that an import or a scan makes. */
export interface Draft {
  /** Path from the project's root. */
  readonly file: string;
  readonly text: string;
}

/** The files of services and teams, and what the catalog would refuse of them, said where it came from. */
export function draftsOf({ services, teams }: Merged): {
  readonly drafts: readonly Draft[];
  readonly errors: readonly Problem[];
} {
  const all = [
    ...services.map((one) => draftOf(one, serviceSchema, servicesFolder, "service")),
    ...teams.map((one) => draftOf(one, teamSchema, teamsFolder, "team")),
  ];
  return {
    drafts: all.flatMap(({ draft, errors }) => (errors.length === 0 ? [draft] : [])),
    errors: all.flatMap(({ errors }) => errors),
  };
}

function draftOf(
  { fields, file: from, at }: Origin & { readonly fields: { readonly name: string } },
  schema: z.ZodType<unknown>,
  folder: string,
  kind: string,
): { draft: Draft; errors: readonly Problem[] } {
  const file = `${folder}/${fields.name}.yaml`;
  const head = `# yaml-language-server: $schema=../${kind}.schema.json\n`;
  const { problems } = parseYaml(schema, file, head + bodyOf(fields));
  const errors = problems.map(({ message }) => ({
    file: from,
    at,
    message: `${file} would not be right: ${message}`,
  }));
  return { draft: { file, text: head + bodyOf(fields) }, errors };
}

/** The fields as YAML, in the order in which people look for them. */
export function bodyOf({ name, ...fields }: { readonly name: string }): string {
  return stringify({ name, ...fields }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Writes those files that are not there, and says which are. With `dry` nothing is written. */
export function writeDrafts(
  root: string,
  drafts: readonly Draft[],
  taken: ReadonlySet<string>,
  dry: boolean,
): { readonly written: readonly Draft[]; readonly existing: readonly string[] } {
  const isThere = ({ file }: Draft): boolean => taken.has(file) || existsSync(join(root, file));
  const existing = drafts.filter(isThere).map(({ file }) => file);
  const written = drafts.filter((draft) => !isThere(draft));
  if (!dry) for (const draft of written) write(join(root, draft.file), draft.text);
  return { written, existing };
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw new InputError(`${dirname(path)} cannot be made: ${reason(error)}`);
  }
  writeAtomically(path, text);
}
