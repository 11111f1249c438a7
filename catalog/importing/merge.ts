import type { Service, Team } from "../schema";
import type { Imported, ImportedPerson, ImportedService, ImportedTeam, NotMapped, Origin } from "./imported";

/** What the catalog holds already; it is never changed. */
export interface Standing {
  /** Names and aliases. */
  readonly services: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  /** Addresses of people by their logins; one login is one person. */
  readonly emails: ReadonlyMap<string, string>;
}

/** Services and teams of all files together, each name once. */
export interface Merged {
  readonly services: readonly ImportedService[];
  readonly teams: readonly ImportedTeam[];
  readonly notMapped: readonly NotMapped[];
}

type Note = (origin: Origin, path: string, reason: string) => void;

/** Joins what several files say of the same service or team, and resolves APIs, members and aliases. */
export function merge(all: readonly Imported[], standing: Standing): Merged {
  const notMapped: NotMapped[] = [];
  const note: Note = ({ file, at }, path, reason) => void notMapped.push({ file, at, path, reason });
  const named = all.flatMap((one) => one.teams);
  const described = [...named.filter((one) => !one.mention), ...named.filter((one) => one.mention)];
  const people = peopleOf(all.flatMap((one) => one.people));
  const teams = joined(described, note).map((team) => withMembers(team, people, standing, note));
  const services = joined(all.flatMap((one) => one.services).map(resolver(all, note)), note);
  return { services: tidied(services, standing, note), teams, notMapped };
}

interface Named extends Origin {
  readonly identity: string;
  readonly mention?: boolean;
  readonly fields: { readonly name: string };
}

/** One entity for each name: the first to state a field has it, lists are put together, another identity is left out. */
function joined<T extends Named>(entities: readonly T[], note: Note): T[] {
  const byName = new Map<string, T>();
  for (const entity of entities) {
    const { name } = entity.fields;
    const earlier = byName.get(name);
    if (earlier === undefined) byName.set(name, entity);
    else if (earlier.identity === entity.identity && entity.mention) continue;
    else if (earlier.identity === entity.identity)
      byName.set(name, { ...earlier, fields: joinedFields(earlier, entity, note) });
    else {
      const place = `${earlier.file}:${earlier.at.line}`;
      note(
        entity,
        "name",
        `Its name becomes ${name}, which is that of another in ${place}. Rename one of them.`,
      );
    }
  }
  return [...byName.values()].map((entity) => ({ ...entity, fields: withoutRepeats(entity.fields) }));
}

/** Lists are freed of repeats once they are whole: doing so with each addition would take too long for many. */
function withoutRepeats<T extends object>(fields: T): T {
  const entries: [string, unknown][] = Object.entries(fields);
  const once = entries.map(([key, value]) => [key, Array.isArray(value) ? unique(value) : value]);
  return Object.fromEntries(once) as T; // the same fields, lists of the same entries
}

function joinedFields<T extends Named>(earlier: T, later: T, note: Note): T["fields"] {
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(earlier.fields));
  for (const [key, value] of Object.entries<unknown>({ ...later.fields })) {
    const first = fields[key];
    if (first === undefined) fields[key] = value;
    else if (Array.isArray(first) && Array.isArray(value)) fields[key] = [...first, ...value];
    else if (isMap(first) && isMap(value)) {
      fields[key] = { ...value, ...first };
      for (const part of Object.keys(value)) {
        if (part in first && !same(first[part], value[part])) note(later, `${key}.${part}`, stated(earlier));
      }
    } else if (!same(first, value)) note(later, key, stated(earlier));
  }
  return fields as T["fields"]; // every field is that of one of the two, or their lists together
}

function stated({ file, at }: Origin): string {
  return `It is stated otherwise in ${file}:${at.line}, which was read first.`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function unique<T>(
  values: readonly T[],
  keyOf: (value: T) => string = (value) => JSON.stringify(value),
): T[] {
  return [...new Map([...values].reverse().map((value) => [keyOf(value), value])).values()].reverse();
}

/** Puts in the APIs that a service says it offers. */
function resolver(all: readonly Imported[], note: Note): (service: ImportedService) => ImportedService {
  const apis = new Map(all.flatMap((one) => one.apis).map((api) => [api.identity, api]));
  const taken = new Set(all.flatMap((one) => one.services).flatMap(({ provides = [] }) => provides));
  for (const api of apis.values()) {
    if (!taken.has(api.identity)) note(api, "", "No service says that it offers this API.");
  }
  return (service) => {
    const { provides = [] } = service;
    if (provides.length === 0) return service;
    const found = provides.flatMap((identity) => {
      const api = apis.get(identity);
      if (api === undefined)
        note(service, "spec.providesApis", `No file that was read describes the API ${identity}.`);
      return api === undefined ? [] : [api.fields];
    });
    return found.length === 0 ? service : { ...service, fields: { ...service.fields, apis: found } };
  };
}

/** All that is said of people, by login whatever its letter case, and by team. */
interface People {
  readonly byLogin: ReadonlyMap<string, readonly ImportedPerson[]>;
  readonly byTeam: ReadonlyMap<string, readonly ImportedPerson[]>;
}

function peopleOf(people: readonly ImportedPerson[]): People {
  const byLogin = new Map<string, ImportedPerson[]>();
  const byTeam = new Map<string, ImportedPerson[]>();
  const add = (index: Map<string, ImportedPerson[]>, key: string, person: ImportedPerson): void => {
    const there = index.get(key);
    if (there) there.push(person);
    else index.set(key, [person]);
  };
  for (const person of people) {
    add(byLogin, person.login.toLowerCase(), person);
    for (const team of person.teams) add(byTeam, team, person);
  }
  return { byLogin, byTeam };
}

/** A team with the people who are said to be in it, each login once, whatever its letter case. */
function withMembers(
  team: ImportedTeam,
  { byLogin, byTeam }: People,
  { emails: known }: Standing,
  note: Note,
): ImportedTeam {
  const logins = (byTeam.get(team.fields.name) ?? []).map(({ login }) => login);
  if (logins.length === 0) return team;
  const emails = new Set<string>();
  const members = unique(logins, (login) => login.toLowerCase()).map((login) => {
    const said = byLogin.get(login.toLowerCase()) ?? [];
    const name = said.find((one) => one.name !== undefined)?.name;
    const email = said.find((one) => one.email !== undefined)?.email;
    const other = known.get(login) ?? email;
    const free =
      email !== undefined && !emails.has(email.toLowerCase()) && other?.toLowerCase() === email.toLowerCase();
    if (email !== undefined && !free)
      note(said[0] ?? team, "email", `The address of ${login} is another's, or another one in the catalog.`);
    if (email !== undefined) emails.add(email.toLowerCase());
    return { login, ...(name === undefined ? {} : { name }), ...(free ? { email } : {}) };
  });
  return { ...team, fields: { ...team.fields, members } };
}

/** Services without what the catalog refuses: a dependency on itself or given twice, an alias that is taken. */
function tidied(services: readonly ImportedService[], standing: Standing, note: Note): ImportedService[] {
  const taken = new Set([...standing.services, ...services.map(({ fields }) => fields.name)]);
  return services.map((service) => {
    const { aliases = [], dependencies = [], ...rest } = service.fields;
    const others = unique(dependencies, (one) => one.service).filter((one) => one.service !== rest.name);
    if (dependencies.some((one) => one.service === rest.name))
      note(service, "dependencies", "A service cannot depend on itself.");
    const free = unique(aliases).filter((alias) => {
      if (!taken.has(alias)) return taken.add(alias);
      note(service, "aliases", `The alias ${alias} is taken by another service.`);
      return false;
    });
    const fields = {
      ...rest,
      ...(free.length === 0 ? {} : { aliases: free }),
      ...(others.length === 0 ? {} : { dependencies: others }),
    };
    return { ...service, fields };
  });
}

/** An owner that CODEOWNERS names for a service. */
export interface Proposal extends Origin {
  readonly service: string;
  readonly owner: string;
  /** Further teams that are named; a service has one owner. */
  readonly others: readonly string[];
  /** What the catalog states. */
  readonly stated: string | undefined;
}

/** Owners of the catalog's services by their folders; the last pattern that covers a folder counts, as at GitHub. */
export function proposals(
  all: readonly Imported[],
  services: readonly Pick<Service, "name" | "path" | "owner">[],
): { readonly proposals: readonly Proposal[]; readonly notMapped: readonly NotMapped[] } {
  const ownerships = all.flatMap((one) => one.ownerships);
  const used = new Set<unknown>();
  const found = services.flatMap((service) => {
    const rule = ownerships.findLast(({ pattern }) => covers(pattern, service.path ?? ""));
    if (rule === undefined) return [];
    used.add(rule);
    const [owner, ...others] = rule.teams;
    if (owner === undefined) return [];
    return [{ service: service.name, owner, others, stated: service.owner, file: rule.file, at: rule.at }];
  });
  const notMapped = ownerships
    .filter((rule) => rule.teams.length > 0 && !used.has(rule))
    .map(({ file, at, pattern }) => ({
      file,
      at,
      path: pattern,
      reason: "It decides about no service's folder.",
    }));
  return { proposals: found, notMapped };
}

/** Whether a pattern covers a whole folder; patterns of files or with further wildcards cover none. */
function covers(pattern: string, folder: string): boolean {
  const plain = pattern.replace(/^\//, "").replace(/(\/?\*\*?|\/)$/, "");
  if (plain === "") return true;
  return !/[*?[\]]/.test(plain) && (folder === plain || folder.startsWith(`${plain}/`));
}

/** Names and aliases of what a catalog holds. */
export function namesOf(entities: readonly Pick<Service | Team, "name" | "aliases">[]): string[] {
  return entities.flatMap(({ name, aliases }) => [name, ...aliases]);
}
