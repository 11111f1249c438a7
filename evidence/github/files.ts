import { posix } from "node:path";
import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ApiClient } from "../http/client";
import type { WantedRepository } from "../wanted";
import { askParts, type Part, part, quoted } from "./graphql";
import { fieldOf, type Home, type Tenant, tellWithin, usualFiles } from "./home";
import { hidden } from "./outcome";
import type { Trees } from "./trees";

export const fileSchema = z.object({
  object: z
    .object({
      text: z.string().nullish(),
      isTruncated: z.boolean().optional(),
      isBinary: z.boolean().nullish(),
    })
    .nullable(),
  defaultBranchRef: z
    .object({
      target: z
        .object({
          history: z.object({ nodes: z.array(z.object({ committedDate: z.string() })) }).optional(),
        })
        .nullable(),
    })
    .nullish(),
});
type Found = z.infer<typeof fileSchema>;

/** The folder of a path, the root's being empty. */
function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

/** Asks for the texts of files that rules read, then for those that these lead to. */
export async function tellFiles(
  client: ApiClient,
  sheet: AnswerSheet,
  homes: readonly { readonly home: Home; readonly trees: Trees }[],
): Promise<void> {
  const first = homes.flatMap(({ home, trees }) => {
    const led = new Map<string, Tenant[]>();
    return { home, led, parts: fileParts(home, sheet, trees, led) };
  });
  await askParts(
    client,
    first.flatMap(({ parts }) => parts),
  );
  const then = first.flatMap(({ home, led }) =>
    [...led].map(([path, tenants]) =>
      filePart({ home, sheet, path, tenants, dated: false, found: () => undefined }),
    ),
  );
  await askParts(client, then);
}

function fileParts(
  home: Home,
  sheet: AnswerSheet,
  trees: Trees,
  led: Map<string, Tenant[]>,
): readonly Part[] {
  const readers = new Map<string, Tenant[]>();
  for (const tenant of home.tenants)
    for (const path of filesOf(tenant.wanted, trees))
      readers.set(path, [...(readers.get(path) ?? []), tenant]);
  return [...readers].flatMap(([path, tenants]) => {
    const entries = trees.get(folderOf(path));
    const entry = entries?.find(({ name }) => name === posix.basename(path));
    const told = { home, kind: "repository-file", what: path } as const;
    if (entries !== undefined && (entry === undefined || entry.kind === "folder")) {
      tellWithin(sheet, told, (one) => tenants.includes(one), { state: "absent" });
      return [];
    }
    const dated = tenants.some(({ wanted }) => wanted.files.includes(path));
    const found = (text: string): void => {
      for (const next of leadsTo(path, text, entry?.kind === "other"))
        if (!readers.has(next)) led.set(next, tenants);
    };
    return [filePart({ home, sheet, path, tenants, dated, found })];
  });
}

/** Files that a service's rules read: the usual ones, READMEs, and all workflows. */
export function filesOf(wanted: WantedRepository, trees: Trees): readonly string[] {
  const listed = (folder: string, pattern: RegExp): readonly string[] =>
    (trees.get(folder) ?? [])
      .filter(({ name, kind }) => kind !== "folder" && pattern.test(name))
      .map(({ name }) => posix.join(folder, name));
  const readmes = [...new Set(["", wanted.folder])].flatMap((folder) => listed(folder, /^readme(\.|$)/i));
  const workflows = listed(".github/workflows", /\.ya?ml$/i);
  return [...new Set([...usualFiles(wanted), ...readmes, ...workflows])];
}

/** Where a symbolic link leads, and the local actions that a workflow uses. */
export function leadsTo(path: string, text: string, isLink: boolean): readonly string[] {
  if (isLink) {
    const target = posix.join(posix.dirname(path), text.trim());
    return target.startsWith("../") || target.startsWith("/") || target === "." ? [] : [target];
  }
  if (!path.startsWith(".github/workflows/")) return [];
  const used = [...text.matchAll(/\buses:\s*["']?\.\/([^\s"'#]+)/g)].map(([, at = ""]) => posix.join(at));
  return used.flatMap((at) =>
    /\.ya?ml$/.test(at) ? [at] : [posix.join(at, "action.yml"), posix.join(at, "action.yaml")],
  );
}

interface Asked {
  readonly home: Home;
  readonly sheet: AnswerSheet;
  readonly path: string;
  readonly tenants: readonly Tenant[];
  /** Whether to ask when it last changed, which takes a connection. */
  readonly dated: boolean;
  readonly found: (text: string) => void;
}

function filePart({ home, sheet, path, tenants, dated, found }: Asked): Part {
  const history = `defaultBranchRef { target { ... on Commit { history(first: 1, path: ${quoted(path)}) { nodes { committedDate } } } } }`;
  const selection = `object(expression: ${quoted(`HEAD:${path}`)}) { ... on Blob { text isTruncated isBinary } } ${dated ? history : ""}`;
  const place = { home, kind: "repository-file", what: path } as const;
  const tell = (told: Told<"repository-file">, at?: string) =>
    tellWithin(sheet, place, (one) => tenants.includes(one), told, at);
  return part(fieldOf(home, selection), dated ? 2 : 1, "Contents: read", fileSchema, (reading) => {
    if (reading.state === "missing") return tell(hidden("Contents: read"));
    if (reading.state !== "value") return tell(reading);
    const told = reading.problem("object", "Contents: read") ?? fileFact(path, reading.value);
    tell(told, reading.at);
    if (told.state === "value") found(told.value.text);
  });
}

/** A folder in the place of a file is no file. */
export function fileFact(path: string, { object, defaultBranchRef }: Found): Told<"repository-file"> {
  if (object === null || object.isTruncated === undefined) return { state: "absent" };
  const changedAt = defaultBranchRef?.target?.history?.nodes[0]?.committedDate;
  const isBinary = object.isBinary ?? object.text === null;
  return {
    state: "value",
    value: {
      path,
      text: object.text ?? "",
      truncated: object.isTruncated,
      binary: isBinary,
      ...(changedAt === undefined ? {} : { changedAt }),
    },
  };
}
