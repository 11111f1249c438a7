import { z } from "zod";
import { address, text } from "../fields";
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

/** Where a version of the format keeps its fields; a field of another version is listed as not mapped. */
interface Layout {
  readonly name: Path;
  readonly title?: Path;
  readonly owner: Path;
  readonly description: Path;
  readonly about: Path;
  readonly contacts: Path;
  readonly links: readonly Path[];
  readonly tags: Path;
  readonly pagerDuty: Path;
}

const older: Layout = {
  name: ["dd-service"],
  owner: ["team"],
  description: ["description"],
  about: [],
  contacts: ["contacts"],
  links: [["repos"], ["links"], ["docs"]],
  tags: ["tags"],
  pagerDuty: ["integrations", "pagerduty", "service-url"],
};

const entity: Layout = {
  name: ["metadata", "name"],
  title: ["metadata", "displayName"],
  owner: ["metadata", "owner"],
  description: ["metadata", "description"],
  about: ["spec"],
  contacts: ["metadata", "contacts"],
  links: [["metadata", "links"]],
  tags: ["metadata", "tags"],
  pagerDuty: ["integrations", "pagerduty", "serviceURL"],
};

/** Reads service.datadog.yaml: the service definitions v2, v2.1 and v2.2, and the entities of v3. */
export const importDatadog: Importer = (text, file) => {
  const into = nothingImported();
  const { sources, errors } = documentsOf(text, file);
  into.errors.push(...errors);
  for (const source of sources) {
    const layout = layoutOf(source);
    if (layout !== undefined) readService(source, layout, into);
    into.notMapped.push(...source.notMapped());
  }
  return into;
};

function layoutOf(source: Source): Layout | undefined {
  const version = source.text(["schema-version"]) ?? source.text(["apiVersion"]);
  if (version === "v2" || version === "v2.1" || version === "v2.2") return older;
  if (version !== "v3") {
    source.refuse([], "Its schema-version must be v2, v2.1 or v2.2, or its apiVersion v3.");
    return undefined;
  }
  const kind = source.text(["kind"]) ?? "";
  if (kind === "service") return entity;
  source.refuse([], `The catalog has no entity of the kind ${kind || "that is missing"}.`);
  return undefined;
}

function readService(source: Source, layout: Layout, into: Imported): void {
  const title = layout.title && source.text(layout.title);
  const name = named(source, layout.name, title);
  if (name === undefined) return;
  const owner = nameAt(source, layout.owner);
  const origin = { file: source.file, at: source.position(layout.name) };
  const { email, chat, links } = contactsOf(source, layout.contacts, owner !== undefined);
  if (owner !== undefined) {
    const written = source.text(layout.owner);
    const contacts = stated({ email, chat });
    const team = stated({
      name: owner,
      title: written === owner ? undefined : written,
      contacts: Object.keys(contacts).length === 0 ? undefined : contacts,
    });
    into.teams.push({ identity: written ?? owner, fields: team, ...origin });
  }
  const fields = stated({
    ...name,
    description: source.accepted(text, layout.description),
    owner,
    ...aboutOf(source, layout),
    ...withLinks([...pagesOf(source, layout), ...links]),
  });
  into.services.push({ identity: source.text(layout.name) ?? name.name, fields, ...origin });
}

function aboutOf(source: Source, { about, tags }: Layout) {
  const tier = [...about, "tier"];
  if (source.text(tier) !== undefined) source.refuse(tier, tierReason);
  const languages = source.children([...about, "languages"]);
  return {
    lifecycle: lifecycleAt(source, [...about, "lifecycle"], ["experimental", "production", "deprecated"]),
    dependencies: source.children([...about, "dependsOn"]).flatMap((path) => dependencyAt(source, path)),
    tags: [
      ...tagsAt(source, tags),
      ...fieldTag(source, ["application"], "application"),
      ...fieldTag(source, [...about, "type"], "type"),
      ...languages.flatMap((path) => fieldTag(source, path, "language")),
      ...source.children([...about, "componentOf"]).flatMap((path) => systemTag(source, path)),
    ],
  };
}

/** References are kind:name; a name alone is not one. */
function dependencyAt(source: Source, path: Path): { service: string }[] {
  const [, name = ""] = /^service:(.+)$/.exec(source.text(path) ?? "") ?? [];
  const service = nameFrom(name);
  if (service !== undefined) return [{ service }];
  source.refuse(path, "It is no reference to a service, service:name.");
  return [];
}

function systemTag(source: Source, path: Path): string[] {
  const reference = source.text(path);
  if (reference?.startsWith("system:")) return [reference];
  source.refuse(path, "It is no reference to a system, system:name.");
  return [];
}

interface Contacts {
  readonly email?: string;
  readonly chat?: string;
  readonly links: readonly Link[];
}

/** The first address and channel are the team's; addresses of chats become links of the service. */
function contactsOf(source: Source, path: Path, hasTeam: boolean): Contacts {
  const found: { email?: string; chat?: string; links: Link[] } = { links: [] };
  for (const contact of source.children(path)) {
    const at = [...contact, "contact"];
    const written = source.text(at) ?? "";
    const type = source.text([...contact, "type"]);
    const name = source.text([...contact, "name"]);
    const mail = z.email().safeParse(written);
    if (hasTeam && type === "email" && mail.success && found.email === undefined) {
      found.email = mail.data;
      if (name !== undefined) source.refuse([...contact, "name"], "A team's contact has no name.");
    } else if (hasTeam && /^#[a-z0-9_-]{1,80}$/.test(written) && found.chat === undefined) {
      found.chat = written;
      if (name !== undefined) source.refuse([...contact, "name"], "A team's contact has no name.");
    } else if (address.safeParse(written).success)
      found.links.push(stated({ kind: "chat" as const, url: written, title: name }));
    else source.refuse(contact, "It is neither an address nor the first e-mail or channel of a team.");
  }
  return found;
}

function pagesOf(source: Source, { links, pagerDuty }: Layout): Link[] {
  const pages = links.flatMap((list) =>
    source.children(list).flatMap((path) => {
      const repos = list.at(-1) === "repos" ? { kind: "source" as const } : {};
      const link = linkAt(source, path, { url: "url", title: "name", type: "type", ...repos });
      return link === undefined ? [] : [link];
    }),
  );
  const incidents = source.accepted(address, pagerDuty);
  return incidents === undefined ? pages : [...pages, { kind: "other", url: incidents, title: "PagerDuty" }];
}
