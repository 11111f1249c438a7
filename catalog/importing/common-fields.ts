import type { z } from "zod";
import { address, entityName, text } from "../fields";
import type { lifecycles, linkKinds, serviceSchema } from "../schema";
import { nameFrom } from "./imported";
import type { Path, Source } from "./source";

type Draft = z.input<typeof serviceSchema>;
export type Link = NonNullable<Draft["links"]>[number];
type Lifecycle = (typeof lifecycles)[number];
type LinkKind = (typeof linkKinds)[number];

/** Said of every tier that a file states. */
export const tierReason =
  "A tier is set for each stack, under readiness:tiers in stacks/Pulumi.<stack>.yaml.";

/** What several formats call how far a service is. */
const stages: Readonly<Record<string, Lifecycle>> = {
  experimental: "experimental",
  "pre-alpha": "experimental",
  alpha: "experimental",
  beta: "experimental",
  production: "production",
  "generally-available": "production",
  deprecated: "deprecated",
  "end-of-life": "retired",
  retired: "retired",
};

/** A lifecycle out of some words; others are listed. */
export function lifecycleAt(source: Source, path: Path, words: readonly string[]): Lifecycle | undefined {
  const written = source.text(path);
  if (written === undefined) return undefined;
  const word = written.toLowerCase().replaceAll("_", "-");
  const stage = words.includes(word) && Object.hasOwn(stages, word) ? stages[word] : undefined;
  if (stage === undefined) source.refuse(path, `It must be one of ${words.join(", ")}.`);
  return stage;
}

/** Repository and folder in an address at GitHub. */
export function repositoryIn(url: string): { repository: string; path?: string } | undefined {
  const parts =
    /^(?:url:)?(?:https?:\/\/)?(?:www\.)?github\.com\/([A-Za-z0-9-]+)\/([A-Za-z0-9._-]+?)(?:\.git)?(?:\/(?:tree|blob)\/[^/]+\/([^?#]*))?\/?(?:[?#].*)?$/.exec(
      url,
    );
  const [, owner, name, folder] = parts ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const path = folder?.replace(/\/$/, "");
  const fits = path !== undefined && path !== "" && !path.split("/").includes("..") && !path.includes("\\");
  return { repository: `${owner}/${name}`, ...(fits ? { path } : {}) };
}

const kindWords: readonly (readonly [RegExp, LinkKind])[] = [
  [/run-?book|play-?book/i, "runbook"],
  [/dashboard|metrics/i, "dashboard"],
  [/architect/i, "architecture"],
  [/slack|chat|teams/i, "chat"],
  [/\bcost/i, "cost"],
  [/^(repo|source|code)/i, "source"],
];

/** What kind of page a link leads to, by what its type or else its title says. */
export function linkKindOf(type: string | undefined, title: string | undefined): LinkKind {
  const kind = (words: string | undefined): LinkKind | undefined =>
    words === undefined ? undefined : kindWords.find(([word]) => word.test(words))?.[1];
  return kind(type) ?? kind(title) ?? "other";
}

/** A link whose address stands under one key and whose title and type under others. */
export function linkAt(
  source: Source,
  path: Path,
  keys: { url: string; title: string; type: string; kind?: LinkKind },
): Link | undefined {
  const url = source.accepted(address, [...path, keys.url]);
  if (url === undefined) return undefined;
  const title = source.text([...path, keys.title]);
  const type = source.text([...path, keys.type]);
  return { kind: keys.kind ?? linkKindOf(type, title), url, ...(title === undefined ? {} : { title }) };
}

/** Links with the first that is of a runbook as the service's runbook, and the first source as its repository. */
export function withLinks(links: readonly Link[]): Pick<Draft, "links" | "runbook" | "repository"> {
  const runbook = links.find(({ kind }) => kind === "runbook");
  const source = links.find(({ kind, url }) => kind === "source" && repositoryIn(url ?? "") !== undefined);
  return {
    ...(source ? { repository: repositoryIn(source.url ?? "")?.repository } : {}),
    ...(runbook?.url === undefined ? {} : { runbook: { url: runbook.url } }),
    // A page of a runbook that has a title stays a link as well: the field holds no title.
    links: links.filter((link) => link !== runbook || link.title !== undefined),
  };
}

/** Tags as texts; a map or a pair of key and value becomes key:value. */
export function tagsAt(source: Source, path: Path): string[] {
  const whole = source.text(path);
  if (whole !== undefined) return [whole];
  return source.children(path).flatMap((child) => {
    const key = child.at(-1);
    const plain = source.accepted(text, child);
    if (plain !== undefined) return [typeof key === "string" ? `${key}:${plain}` : plain];
    const value = source.text([...child, "value"]);
    const name = source.text([...child, "key"]);
    return name === undefined ? [] : [value === undefined ? name : `${name}:${value}`];
  });
}

/** A field kept as the tag name:value, as the catalog has no field for it but people search by it. */
export function fieldTag(source: Source, path: Path, name: string): string[] {
  const value = source.text(path);
  return value === undefined ? [] : [`${name}:${value}`];
}

/** A name for the catalog from a field; one that cannot become a name is listed. */
export function nameAt(source: Source, path: Path): string | undefined {
  const written = source.text(path);
  if (written === undefined) return undefined;
  const name = nameFrom(written);
  if (name === undefined || !entityName.safeParse(name).success) {
    source.refuse(path, "No name of the catalog can be made of it: it has no letter a to z and no digit.");
    return undefined;
  }
  return name;
}

/** Name and title: the original is the title where the name had to change and there is none. */
export function named(
  source: Source,
  path: Path,
  title: string | undefined,
): { name: string; title?: string } | undefined {
  const written = source.text(path);
  const name = nameAt(source, path);
  if (name === undefined || written === undefined) {
    if (written === undefined) source.refuse([], "It has no name.");
    return undefined;
  }
  if (name !== written && title !== undefined && title !== written)
    source.refuse(path, `The name became ${name}; the original is kept nowhere, as there is a title.`);
  const shown = title ?? (name === written ? undefined : written);
  return { name, ...(shown === undefined ? {} : { title: shown }) };
}

/** Leaves out what is undefined, so that files hold only what was stated. */
export function stated<T extends object>(fields: T): T {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as T; // what is left out was undefined or empty, which every field here may be
}
