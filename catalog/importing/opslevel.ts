import { z } from "zod";
import { entityName, repositoryPath, text } from "../fields";
import {
  fieldTag,
  type Link,
  lifecycleAt,
  linkAt,
  nameAt,
  named,
  stated,
  tagsAt,
  tierReason,
  withLinks,
} from "./common-fields";
import { type Imported, type Importer, nameFrom, nothingImported } from "./imported";
import { documentsOf, type Path, type Source } from "./source";

const stages = ["pre-alpha", "alpha", "beta", "generally-available", "end-of-life"];

/** Reads opslevel.yml: a service or component; what it says of a repository alone has no place. */
export const importOpsLevel: Importer = (text, file) => {
  const into = nothingImported();
  const { sources, errors } = documentsOf(text, file);
  into.errors.push(...errors);
  for (const source of sources) {
    source.text(["version"]);
    for (const kind of ["service", "component"]) {
      if (source.value([kind]) !== undefined) readService(source, [kind], into);
    }
    if (source.value(["repository"]) !== undefined)
      source.refuse(["repository"], "The catalog has services only; a repository alone names none.");
    into.notMapped.push(...source.notMapped());
  }
  return into;
};

function readService(source: Source, root: Path, into: Imported): void {
  const name = named(source, [...root, "name"], undefined);
  if (name === undefined) return;
  const origin = { file: source.file, at: source.position([...root, "name"]) };
  const owner = nameAt(source, [...root, "owner"]);
  if (owner !== undefined) {
    const written = source.text([...root, "owner"]) ?? owner;
    const title = written === owner ? undefined : written;
    into.teams.push({ mention: true, identity: written, fields: stated({ name: owner, title }), ...origin });
  }
  const tier = [...root, "tier"];
  if (source.text(tier) !== undefined) source.refuse(tier, tierReason);
  const fields = stated({
    ...name,
    aliases: aliasesOf(source, [...root, "aliases"], name.name, source.text([...root, "name"]) ?? ""),
    description: source.accepted(text, [...root, "description"]),
    owner,
    lifecycle: lifecycleAt(source, [...root, "lifecycle"], stages),
    ...withLinks(toolsOf(source, [...root, "tools"])),
    ...repositoryOf(source, [...root, "repositories"]),
    dependencies: dependenciesOf(source, [...root, "dependencies"]),
    tags: [
      ...tagsAt(source, [...root, "tags"]),
      ...["type", "product", "language", "framework", "system", "domain"].flatMap((field) =>
        fieldTag(source, [...root, field], field),
      ),
    ],
  });
  into.services.push({ identity: source.text([...root, "name"]) ?? name.name, fields, ...origin });
}

function aliasesOf(source: Source, path: Path, name: string, title: string): string[] {
  return source.children(path).flatMap((child) => {
    const alias = source.text(child);
    if (alias === undefined || alias === name || alias === title) return [];
    if (entityName.safeParse(alias).success) return [alias];
    source.refuse(child, "It is no name: lower-case letters, digits and dashes.");
    return [];
  });
}

function toolsOf(source: Source, path: Path): Link[] {
  return source.children(path).flatMap((child) => {
    const link = linkAt(source, child, { url: "url", title: "name", type: "category" });
    return link === undefined ? [] : [link];
  });
}

const slug = z.string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "must be owner/name");

/** The first repository is the service's; others are listed. */
function repositoryOf(source: Source, path: Path): { repository?: string; path?: string } {
  const [first, ...others] = source.children(path);
  for (const other of others) source.refuse(other, "A service has one repository.");
  if (first === undefined) return {};
  const provider = source.text([...first, "provider"]);
  if (provider !== undefined && provider !== "github") {
    source.refuse(first, "Only repositories at GitHub are known here.");
    return {};
  }
  const repository = source.accepted(slug, [...first, "name"]);
  const root = source.text([...first, "path"]);
  if (root === undefined || /^\.?\/?$/.test(root)) return stated({ repository });
  return stated({ repository, path: source.accepted(repositoryPath, [...first, "path"]) });
}

function dependenciesOf(source: Source, path: Path): { service: string }[] {
  return source.children(path).flatMap((child) => {
    const at = source.value([...child, "alias"]) === undefined ? child : [...child, "alias"];
    const service = nameFrom(source.text(at) ?? "");
    return service === undefined ? [] : [{ service }];
  });
}
