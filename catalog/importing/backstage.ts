import { z } from "zod";
import { address, login, repositoryPath, text } from "../fields";
import {
  fieldTag,
  type Link,
  lifecycleAt,
  linkAt,
  named,
  repositoryIn,
  stated,
  tagsAt,
  withLinks,
} from "./common-fields";
import { type Imported, type ImportedService, type Importer, nameFrom, nothingImported } from "./imported";
import { documentsOf, type Path, type Source } from "./source";

type ReadEntity = (source: Source, into: Imported) => void;

const kinds: Readonly<Record<string, ReadEntity>> = {
  Component: readComponent,
  API: readApi,
  Group: readGroup,
  User: readUser,
  Location: readLocation,
};

/** Reads catalog-info.yaml of Backstage: components, APIs, groups, users and locations. */
export const importBackstage: Importer = (text, file) => {
  const into = nothingImported();
  const { sources, errors } = documentsOf(text, file);
  into.errors.push(...errors);
  for (const source of sources) {
    readEntity(source, into);
    into.notMapped.push(...source.notMapped());
  }
  return into;
};

function readEntity(source: Source, into: Imported): void {
  const version = source.text(["apiVersion"]);
  const kind = source.text(["kind"]) ?? "";
  const read = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!version?.startsWith("backstage.io/"))
    source.refuse([], "It is no entity of Backstage: its apiVersion must start with backstage.io/.");
  else if (read) read(source, into);
  else source.refuse([], `The catalog has no entity of the kind ${kind || "that is missing"}.`);
}

interface Reference {
  readonly kind: string;
  readonly identity: string;
  readonly name: string;
}

/** A reference as [kind:][namespace/]name; it is used. */
function referenceAt(source: Source, path: Path, kind: string): Reference | undefined {
  const written = source.text(path);
  if (written === undefined) return undefined;
  const [, own, namespace = "default", name = ""] =
    /^(?:([^:/]+):)?(?:([^/]+)\/)?([^/]+)$/.exec(written) ?? [];
  const plain = nameFrom(name);
  if (plain !== undefined && !name.includes("@"))
    return {
      kind: (own ?? kind).toLowerCase(),
      identity: `${namespace}/${name}`.toLowerCase(),
      name: plain,
    };
  source.refuse(path, "It is no reference to an entity, [kind:][namespace/]name.");
  return undefined;
}

function referencesAt(source: Source, path: Path, kind: string): Reference[] {
  return source.children(path).flatMap((child) => {
    const reference = referenceAt(source, child, kind);
    if (reference === undefined || reference.kind === kind) return reference ? [reference] : [];
    source.refuse(child, `It must be a ${kind}; the catalog has no place for a ${reference.kind} here.`);
    return [];
  });
}

function identityOf(source: Source): string {
  const namespace = source.text(["metadata", "namespace"]) ?? "default";
  return `${namespace}/${source.text(["metadata", "name"]) ?? ""}`.toLowerCase();
}

function readComponent(source: Source, into: Imported): void {
  const title = source.text(["metadata", "title"]);
  const name = named(source, ["metadata", "name"], title);
  if (name === undefined) return;
  const owner = ownerAt(source, into);
  const links = linksOf(source);
  const places = annotationsOf(source);
  const fields: ImportedService["fields"] = stated({
    ...name,
    description: source.accepted(text, ["metadata", "description"]),
    owner,
    lifecycle: lifecycleAt(source, ["spec", "lifecycle"], ["experimental", "production", "deprecated"]),
    ...withLinks([...links, ...places.links]),
    ...places.fields,
    dependencies: referencesAt(source, ["spec", "dependsOn"], "component").map(({ name: service }) => ({
      service,
    })),
    tags: [
      ...tagsAt(source, ["metadata", "tags"]),
      ...fieldTag(source, ["spec", "type"], "type"),
      ...systemTag(source),
    ],
  });
  const provides = referencesAt(source, ["spec", "providesApis"], "api").map(({ identity }) => identity);
  into.services.push({
    identity: identityOf(source),
    fields,
    provides,
    file: source.file,
    at: source.position(["metadata"]),
  });
}

function systemTag(source: Source): string[] {
  const system = referenceAt(source, ["spec", "system"], "system");
  return system === undefined ? [] : [`system:${system.name}`];
}

function ownerAt(source: Source, into: Imported): string | undefined {
  const path = ["spec", "owner"];
  const owner = referenceAt(source, path, "group");
  if (owner === undefined) return undefined;
  if (owner.kind === "group") {
    const origin = { file: source.file, at: source.position(path) };
    const original = owner.identity.slice(owner.identity.indexOf("/") + 1);
    const title = original === owner.name ? undefined : original;
    into.teams.push({
      mention: true,
      identity: owner.identity,
      fields: stated({ name: owner.name, title }),
      ...origin,
    });
    return owner.name;
  }
  source.refuse(path, "The owner must be a team, never a person.");
  return undefined;
}

function linksOf(source: Source): Link[] {
  return source.children(["metadata", "links"]).flatMap((path) => {
    const link = linkAt(source, path, { url: "url", title: "title", type: "type" });
    if (link === undefined) return [];
    source.use([...path, "icon"]);
    return [link];
  });
}

const pagerDuty =
  "What exists at PagerDuty is taken over only after a review: put its id under adopt, or its name under onCall.existing.";

function annotationsOf(source: Source): { fields: Partial<ImportedService["fields"]>; links: Link[] } {
  const at = (key: string): Path => ["metadata", "annotations", key];
  const slug = source.accepted(z.string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "must be owner/name"), [
    ...at("github.com/project-slug"),
  ]);
  const location = sourceLocation(source, at("backstage.io/source-location"));
  if (slug !== undefined && location !== undefined && location.repository !== slug)
    source.refuse(at("backstage.io/source-location"), "github.com/project-slug names another repository.");
  const id = at("pagerduty.com/service-id");
  if (source.value(id) !== undefined) source.refuse(id, pagerDuty);
  const key = at("pagerduty.com/integration-key");
  if (source.value(key) !== undefined)
    source.refuse(key, "It is a key. Remove it from the file; no key is kept here.");
  const repository = slug ?? location?.repository;
  return {
    fields: stated({ repository, path: location?.repository === repository ? location?.path : undefined }),
    links: docs(source, at),
  };
}

function sourceLocation(source: Source, path: Path): { repository: string; path?: string } | undefined {
  const url = source.text(path);
  if (url === undefined) return undefined;
  const found = repositoryIn(url);
  if (found === undefined) source.refuse(path, "It is no address of a repository at GitHub.");
  return found;
}

function docs(source: Source, at: (key: string) => Path): Link[] {
  const path = at("backstage.io/techdocs-ref");
  const written = source.text(path);
  if (written === undefined) return [];
  const title = "TechDocs";
  const url = written.replace(/^url:/, "");
  if (address.safeParse(url).success) return [{ kind: "other", url, title }];
  const folder = written.replace(/^dir:(\.\/)?/, "");
  if (written.startsWith("dir:") && repositoryPath.safeParse(folder || ".").success)
    return [{ kind: "other", path: folder || ".", title }];
  source.refuse(path, "It is neither an address nor a folder of the repository.");
  return [];
}

const apiTypes = ["openapi", "asyncapi", "graphql", "grpc"] as const;

function readApi(source: Source, into: Imported): void {
  const name = source.text(["metadata", "name"]);
  const type = z.enum(apiTypes).safeParse(source.text(["spec", "type"]));
  if (name === undefined) {
    source.refuse([], "It has no name.");
    return;
  }
  if (!type.success) {
    source.refuse([], `The type of an API must be one of ${apiTypes.join(", ")}.`);
    return;
  }
  const place = definitionOf(source);
  into.apis.push({
    identity: identityOf(source),
    fields: { name, type: type.data === "grpc" ? "protobuf" : type.data, ...place },
    file: source.file,
    at: source.position(["metadata"]),
  });
}

function definitionOf(source: Source): { path?: string; url?: string } {
  const key = ["$text", "$openapi", "$asyncapi"].find(
    (one) => source.value(["spec", "definition", one]) !== undefined,
  );
  if (key === undefined) return {};
  const path = ["spec", "definition", key];
  const target = source.text(path) ?? "";
  if (/^https?:/i.test(target)) return stated({ url: source.accepted(address, path) });
  const plain = target.replace(/^\.\//, "");
  if (repositoryPath.safeParse(plain).success) return { path: plain };
  source.refuse(path, "It must be an address, or a path inside the repository.");
  return {};
}

function readGroup(source: Source, into: Imported): void {
  const title = source.text(["spec", "profile", "displayName"]) ?? source.text(["metadata", "title"]);
  const name = named(source, ["metadata", "name"], title);
  if (name === undefined) return;
  const origin = { file: source.file, at: source.position(["metadata"]) };
  const email = source.accepted(z.email("must be an e-mail address"), ["spec", "profile", "email"]);
  const fields = stated({
    ...name,
    description: source.accepted(text, ["metadata", "description"]),
    contacts: email === undefined ? undefined : { email },
  });
  into.teams.push({ identity: identityOf(source), fields, ...origin });
  for (const path of source.children(["spec", "members"])) {
    const person = loginAt(source, path);
    if (person !== undefined) into.people.push({ login: person, teams: [name.name], ...origin });
  }
}

function loginAt(source: Source, path: Path): string | undefined {
  const written = source.text(path);
  const name = written?.replace(/^user:/i, "").replace(/^[^/]+\//, "");
  if (name === undefined || login.safeParse(name).success) return name;
  source.refuse(path, "It must be a login, without @ or spaces.");
  return undefined;
}

function readUser(source: Source, into: Imported): void {
  const person = loginAt(source, ["metadata", "name"]);
  if (person === undefined) return;
  const groups = referencesAt(source, ["spec", "memberOf"], "group");
  if (groups.length === 0) {
    source.refuse([], "A person is kept as a member of a team, and this one is in none.");
    return;
  }
  const name = source.text(["spec", "profile", "displayName"]);
  const email = source.accepted(z.email("must be an e-mail address"), ["spec", "profile", "email"]);
  const origin = { file: source.file, at: source.position(["metadata"]) };
  into.people.push(
    stated({ login: person, name, email, teams: groups.map((group) => group.name), ...origin }),
  );
  // A group that only its members name is a team as well.
  for (const group of groups)
    into.teams.push({ mention: true, identity: group.identity, fields: { name: group.name }, ...origin });
}

function readLocation(source: Source, into: Imported): void {
  for (const path of [...source.children(["spec", "targets"]), ["spec", "target"]]) {
    const target = source.text(path);
    if (target === undefined) continue;
    if (/^[a-z][a-z0-9+.-]*:|[*?{}\\]|^\//i.test(target))
      source.refuse(path, "Only relative paths of single files are followed. Import the file itself.");
    else into.targets.push({ target, file: source.file, at: source.position(path) });
  }
}
