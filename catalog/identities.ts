import { z } from "zod";
import { type Problem, quote } from "./reading/problems";
import type { ParsedFile } from "./reading/read-yaml";
import { didYouMean } from "./reading/suggestions";

const names = z.array(z.string()).catch([]);
const person = z.looseObject({ login: z.string().catch(""), email: z.string().optional().catch(undefined) });

/** What the checks across files look at. Lenient, so that a fault elsewhere in a file hides none of theirs. */
const identitySchema = z
  .looseObject({
    name: z.string().optional().catch(undefined),
    aliases: names,
    slos: z.array(z.looseObject({ name: z.string().catch("") })).catch([]),
    dependencies: z.array(z.looseObject({ service: z.string().catch("") })).catch([]),
    members: z.array(person).catch([]),
    onCall: z.looseObject({ rotation: names, escalateTo: names }).catch({ rotation: [], escalateTo: [] }),
    escalateTo: names,
  })
  .catch({
    aliases: [],
    slos: [],
    dependencies: [],
    members: [],
    onCall: { rotation: [], escalateTo: [] },
    escalateTo: [],
  });

type Identity = z.infer<typeof identitySchema>;

/** A parsed file with what the checks across files look at. */
export interface Identified {
  readonly parsed: ParsedFile<unknown>;
  readonly identity: Identity;
}

export function identify(parsed: ParsedFile<unknown>): Identified {
  return { parsed, identity: identitySchema.parse(parsed.raw) };
}

type Path = readonly PropertyKey[];

function problemAt({ parsed }: Identified, path: Path, message: string): Problem {
  return { file: parsed.file, at: parsed.at(path), message };
}

/** Everything that must be unique inside one file, or equal to the file's name. */
export function checkAlone(file: Identified): Problem[] {
  const { identity } = file;
  return [
    ...misnamed(file),
    ...repeated(file, identity.aliases, (index) => ["aliases", index], "alias"),
    ...repeated(
      file,
      identity.slos.map((slo) => slo.name),
      (index) => ["slos", index, "name"],
      "SLO",
    ),
    ...repeated(
      file,
      identity.dependencies.map((dependency) => dependency.service),
      (index) => ["dependencies", index, "service"],
      "dependency",
    ),
    ...repeated(
      file,
      identity.members.map(({ login }) => login),
      (index) => ["members", index, "login"],
      "member",
    ),
    ...repeated(
      file,
      identity.members.map(({ email }) => email ?? ""),
      (index) => ["members", index, "email"],
      "address",
    ),
  ];
}

function misnamed(file: Identified): Problem[] {
  const { name } = file.identity;
  const stem = stemOf(file.parsed.file);
  if (name === undefined || name === stem) return [];
  const message = `name must equal the file's name ${quote(stem)}; it is ${quote(name)}. Rename the file or change the name.`;
  return [problemAt(file, ["name"], message)];
}

export function stemOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.yaml$/, "");
}

/** Names that occur twice, letter case aside, as the vendors compare them. */
function repeated(
  file: Identified,
  values: readonly string[],
  path: (index: number) => Path,
  what: string,
): Problem[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, index) => {
    const key = value.toLowerCase();
    const first = seen.get(key);
    if (value === "") return [];
    if (first === undefined) {
      seen.set(key, index);
      return [];
    }
    const { line } = file.parsed.at(path(first));
    return [
      problemAt(file, path(index), `The ${what} ${quote(value)} is given twice, first on line ${line}.`),
    ];
  });
}

/** Names and aliases that two files of one kind claim. */
export function checkNames(files: readonly Identified[]): Problem[] {
  const owners = new Map<string, Identified>();
  for (const file of files) {
    const { name } = file.identity;
    if (name !== undefined && (!owners.has(name) || name === stemOf(file.parsed.file)))
      owners.set(name, file);
  }
  const claims = new Map<string, Identified>();
  const problems: Problem[] = [];
  for (const file of files) {
    const { name, aliases } = file.identity;
    const owner = name === undefined ? undefined : owners.get(name);
    if (owner && owner !== file) problems.push(taken(file, ["name"], "name", name, owner));
    for (const [index, alias] of aliases.entries()) {
      const holder = owners.get(alias) ?? claims.get(alias);
      if (!holder) claims.set(alias, file);
      else if (holder !== file || alias === name)
        problems.push(taken(file, ["aliases", index], "alias", alias, holder));
    }
  }
  return problems;
}

function taken(file: Identified, path: Path, what: string, name = "", holder: Identified): Problem {
  const whose = holder === file ? "its own name" : `a name of ${holder.parsed.file}`;
  return problemAt(file, path, `The ${what} ${quote(name)} must be free; it is ${whose}.`);
}

/** People who are paged must be members of some team, and one login must be one person. */
export function checkPeople(services: readonly Identified[], teams: readonly Identified[]): Problem[] {
  const logins = [...new Set(teams.flatMap((team) => team.identity.members.map(({ login }) => login)))];
  const known = new Set(logins);
  const strangers = (file: Identified, values: readonly string[], path: Path): Problem[] =>
    values.flatMap((login, index) => {
      if (known.has(login)) return [];
      const message = `${quote(login)} must be the login of a member of a team in catalog/teams.`;
      return [problemAt(file, [...path, index], message + didYouMean(login, logins))];
    });
  return [
    ...contradictions(teams),
    ...teams.flatMap((team) => strangers(team, team.identity.escalateTo, ["escalateTo"])),
    ...services.flatMap((service) => [
      ...strangers(service, service.identity.onCall.rotation, ["onCall", "rotation"]),
      ...strangers(service, service.identity.onCall.escalateTo, ["onCall", "escalateTo"]),
    ]),
  ];
}

/** Somebody in two teams with two addresses: it would be chance who gets paged. */
function contradictions(teams: readonly Identified[]): Problem[] {
  const addresses = new Map<string, { email: string; file: string }>();
  return teams.flatMap((team) =>
    team.identity.members.flatMap(({ login, email }, index) => {
      const earlier = addresses.get(login);
      if (email === undefined || login === "") return [];
      if (!earlier) addresses.set(login, { email, file: team.parsed.file });
      if (
        !earlier ||
        earlier.email.toLowerCase() === email.toLowerCase() ||
        earlier.file === team.parsed.file
      )
        return [];
      const message = `The e-mail of ${quote(login)} must be the same as in ${earlier.file}.`;
      return [problemAt(team, ["members", index, "email"], message)];
    }),
  );
}
