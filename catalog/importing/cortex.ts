import { z } from "zod";
import { repositoryPath, text } from "../fields";
import { fieldTag, type Link, lifecycleAt, linkAt, named, stated, tagsAt, withLinks } from "./common-fields";
import { type Imported, type Importer, nameFrom, nothingImported } from "./imported";
import { documentsOf, type Path, type Source } from "./source";

const info = (...keys: readonly (string | number)[]): Path => ["info", ...keys];
const slug = z.string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, "must be owner/name");

/** Reads cortex.yaml, which is an OpenAPI document whose info holds x-cortex-… fields. */
export const importCortex: Importer = (text, file) => {
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
  source.text(["openapi"]);
  const title = source.text(info("title"));
  const type = source.text(info("x-cortex-type")) ?? "service";
  if (source.value(info("x-cortex-tag")) === undefined)
    source.refuse([], "It has no info.x-cortex-tag, which names what it describes.");
  else if (type === "domain") source.refuse([], "The catalog has no domains; services keep theirs as tags.");
  else if (type === "team") readTeam(source, title, into);
  else readService(source, title, type, into);
}

function readTeam(source: Source, title: string | undefined, into: Imported): void {
  const tag = info("x-cortex-tag");
  const name = named(source, tag, title);
  if (name === undefined) return;
  const members = info("x-cortex-team", "members");
  if (source.value(members) !== undefined)
    source.refuse(members, "Members are kept by their logins, which are not stated here.");
  const chat = chatOf(source, info("x-cortex-slack", "channels"));
  const description = source.accepted(text, info("description"));
  const fields = stated({ ...name, description, contacts: chat === undefined ? undefined : { chat } });
  into.teams.push({
    identity: source.text(tag) ?? name.name,
    fields,
    file: source.file,
    at: source.position(tag),
  });
}

function readService(source: Source, title: string | undefined, type: string, into: Imported): void {
  const tag = info("x-cortex-tag");
  const name = named(source, tag, title);
  if (name === undefined) return;
  const parents = source.children(info("x-cortex-domain-parents"));
  const groups = [info("x-cortex-groups"), info("x-cortex-service-groups")];
  const fields = stated({
    ...name,
    description: source.accepted(text, info("description")),
    owner: ownerOf(source, into),
    lifecycle: lifecycleAt(source, info("x-cortex-lifecycle"), ["experimental", "production", "deprecated"]),
    ...withLinks([...linksOf(source)]),
    ...repositoryOf(source),
    dependencies: dependenciesOf(source),
    tags: [
      ...(type === "service" ? [] : [`type:${type}`]),
      ...groups.flatMap((path) => tagsAt(source, path)),
      ...parents.flatMap((path) => fieldTag(source, [...path, "tag"], "domain")),
    ],
  });
  into.services.push({
    identity: source.text(tag) ?? name.name,
    fields,
    file: source.file,
    at: source.position(tag),
  });
}

function repositoryOf(source: Source): { repository?: string; path?: string } {
  const root = info("x-cortex-git", "github");
  const repository = source.accepted(slug, [...root, "repository"]);
  const path = source.accepted(repositoryPath, [...root, "basepath"]);
  return stated({ repository, path });
}

/** The first group owns the service; its e-mail address and channel beside it are how to reach it. */
function ownerOf(source: Source, into: Imported): string | undefined {
  const owners = source.children(info("x-cortex-owners"));
  const typeOf = (path: Path): string => source.text([...path, "type"])?.toLowerCase() ?? "";
  const group = owners.find((path) => typeOf(path) === "group" && nameOfGroup(source, path) !== undefined);
  for (const path of owners) {
    if (path === group) continue;
    if (typeOf(path) === "group") source.refuse(path, "A service has one owner.");
    else if (typeOf(path) === "email" && group === undefined)
      source.refuse(path, "The owner must be a team, never a person or an address.");
  }
  const name = group && nameOfGroup(source, group);
  if (group === undefined || name === undefined) return undefined;
  const mails = owners.filter((path) => typeOf(path) === "email");
  const email = mails[0] && source.accepted(z.email("must be an e-mail address"), [...mails[0], "email"]);
  for (const path of mails.slice(1)) source.refuse(path, "A team has one e-mail address.");
  const chat = channelOf(
    source,
    owners.filter((path) => typeOf(path) === "slack"),
  );
  const written = source.text([...group, "name"]) ?? name;
  const contacts = stated({ email, chat });
  const team = stated({
    name,
    title: written === name ? undefined : written,
    description: source.accepted(text, [...group, "description"]),
    contacts: Object.keys(contacts).length === 0 ? undefined : contacts,
  });
  source.text([...group, "provider"]);
  into.teams.push({ identity: written, fields: team, file: source.file, at: source.position(group) });
  return name;
}

/** The name without an organisation before it. */
function nameOfGroup(source: Source, path: Path): string | undefined {
  return nameFrom(source.text([...path, "name"])?.replace(/^.*\//, "") ?? "");
}

function channelOf(source: Source, owners: readonly Path[]): string | undefined {
  const [first, ...others] = owners;
  for (const path of others) source.refuse(path, "A team has one channel.");
  return first === undefined ? undefined : channelAt(source, [...first, "channel"]);
}

function chatOf(source: Source, path: Path): string | undefined {
  const [first] = source.children(path);
  return first === undefined ? undefined : channelAt(source, [...first, "name"]);
}

function channelAt(source: Source, path: Path): string | undefined {
  const channel = `#${(source.text(path) ?? "").replace(/^#/, "")}`;
  if (/^#[a-z0-9_-]{1,80}$/.test(channel)) return channel;
  source.refuse(path, "It must be a channel such as payments.");
  return undefined;
}

function linksOf(source: Source): Link[] {
  return [info("x-cortex-link"), info("x-cortex-links")].flatMap((list) =>
    source.children(list).flatMap((path) => {
      const link = linkAt(source, path, { url: "url", title: "name", type: "type" });
      return link === undefined ? [] : [link];
    }),
  );
}

function dependenciesOf(source: Source): { service: string }[] {
  return [info("x-cortex-dependency"), info("x-cortex-dependencies")].flatMap((list) =>
    source.children(list).flatMap((path) =>
      (Array.isArray(source.value(list)) ? [[...path, "tag"]] : source.children(path)).flatMap((at) => {
        const service = nameFrom(source.text([...at, "tag"]) ?? source.text(at) ?? "");
        return service === undefined ? [] : [{ service }];
      }),
    ),
  );
}
