import { posix } from "node:path";
import { z } from "zod";
import { askParts, type Part, part, quoted, type Reading } from "../github/graphql";
import type { ApiClient } from "../http/client";
import { type Found, notRead } from "./found";

/** Folders in which repositories of many services keep each in a folder. */
export const containers = ["src", "services", "apps", "cmd", "functions", "microservices"] as const;
/** Where GitHub looks for the file of owners; the first that is there counts. */
const ownersPlaces = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** A file of owners; without text it is too large to be shown. */
export interface FoundOwners {
  readonly path: string;
  readonly text: string | undefined;
}

/** What a repository's default branch holds, as far as it tells services and their owners. */
export interface FoundContents {
  readonly owners: FoundOwners | undefined;
  /** Paths of folders at the root, and right below containers. */
  readonly folders: readonly string[];
}

const blob = z.object({ text: z.string().nullish(), isTruncated: z.boolean().optional() }).nullish();
const tree = z
  .object({ entries: z.array(z.object({ name: z.string(), type: z.string() })).nullish() })
  .nullish();
const contentsSchema = z.object({
  ...Object.fromEntries(ownersPlaces.map((_, index) => [`owners${index}`, blob])),
  root: tree,
  ...Object.fromEntries(containers.map((name) => [name, tree])),
});
/** By alias; what each is stands in the schema above. */
type Contents = Readonly<Record<string, unknown>>;

/** Reads CODEOWNERS and folders of repositories, some 40 in a request. */
export async function readContents(
  client: ApiClient,
  organization: string,
  repositories: readonly string[],
): Promise<ReadonlyMap<string, Found<FoundContents>>> {
  const contents = new Map<string, Found<FoundContents>>();
  const blobs = ownersPlaces.map(
    (path, index) =>
      `owners${index}: object(expression: ${quoted(`HEAD:${path}`)}) { ... on Blob { text isTruncated } }`,
  );
  const trees = ["root", ...containers].map((name) => {
    const path = name === "root" ? "" : name;
    return `${name}: object(expression: ${quoted(`HEAD:${path}`)}) { ... on Tree { entries { name type } } }`;
  });
  const selection = [...blobs, ...trees].join(" ");
  const parts = repositories.map((name) =>
    part(field(organization, name, selection), 10, "Contents: read", contentsSchema, (reading) => {
      contents.set(name, foundOf(reading, contentsOf));
    }),
  );
  await askParts(client, parts);
  return contents;
}

function field(organization: string, name: string, selection: string): string {
  return `repository(owner: ${quoted(organization)}, name: ${quoted(name)}) { ${selection} }`;
}

function foundOf<T, R>(reading: Reading<T>, read: (value: T) => R): Found<R> {
  if (reading.state === "value") return { state: "read", value: read(reading.value) };
  if (reading.state === "unanswered") return notRead(reading.reason);
  return notRead("these credentials need Contents: read");
}

function contentsOf(value: Contents): FoundContents {
  const texts = ownersPlaces.map((path, index): FoundOwners | undefined => {
    const found = blob.parse(value[`owners${index}`]);
    if (found?.isTruncated === undefined) return undefined; // a folder of that name
    return { path, text: found.isTruncated ? undefined : (found.text ?? undefined) };
  });
  return {
    owners: texts.find((one) => one !== undefined),
    folders: ["root", ...containers].flatMap((name) => foldersIn(name, value[name])),
  };
}

function foldersIn(container: string, value: unknown): readonly string[] {
  const entries = tree.parse(value)?.entries ?? [];
  return entries
    .filter(({ name, type }) => type === "tree" && !name.startsWith("."))
    .map(({ name }) => (container === "root" ? name : posix.join(container, name)));
}

/** A folder of a repository; the root is empty. */
export interface FolderOf {
  readonly repository: string;
  readonly folder: string;
}

/** Who committed to a folder of late, with how often. */
export type Authors = ReadonlyMap<string, number>;

export function folderKey({ repository, folder }: FolderOf): string {
  return `${repository}:${folder}`;
}

const historySchema = z.object({
  defaultBranchRef: z
    .object({
      target: z
        .object({
          history: z
            .object({
              nodes: z.array(
                z.object({
                  committedDate: z.string(),
                  author: z.object({ user: z.object({ login: z.string() }).nullish() }).nullish(),
                }),
              ),
            })
            .optional(),
        })
        .nullable(),
    })
    .nullable(),
});

/** Commits of a folder that are looked at. */
const mostCommits = 50;
/** What is older says little about who owns something now, in days. */
const recentDays = 365;

/** Reads who committed of late to folders; what is not there was not read. */
export async function readAuthors(
  client: ApiClient,
  organization: string,
  folders: readonly FolderOf[],
  now: Date,
): Promise<ReadonlyMap<string, Authors>> {
  const authors = new Map<string, Authors>();
  const since = now.getTime() - recentDays * 86_400_000;
  const parts = folders.map((one): Part => {
    const path = one.folder === "" ? "" : `, path: ${quoted(one.folder)}`;
    const nodes = "nodes { committedDate author { user { login } } }";
    const selection = `defaultBranchRef { target { ... on Commit { history(first: ${mostCommits}${path}) { ${nodes} } } } }`;
    return part(
      field(organization, one.repository, selection),
      4,
      "Contents: read",
      historySchema,
      (reading) => {
        if (reading.state !== "value") return;
        const commits = reading.value.defaultBranchRef?.target?.history?.nodes ?? [];
        const recent = commits.filter(({ committedDate }) => Date.parse(committedDate) >= since);
        authors.set(folderKey(one), counts(recent.flatMap(({ author }) => author?.user?.login ?? [])));
      },
    );
  });
  await askParts(client, parts);
  return authors;
}

function counts(logins: readonly string[]): Authors {
  const by = new Map<string, number>();
  for (const login of logins) by.set(login, (by.get(login) ?? 0) + 1);
  return by;
}
