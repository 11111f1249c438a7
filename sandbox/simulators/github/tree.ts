import type { Json } from "../../world/schema";
import { objectOf } from "../exchange";

/** Files by path, and what lies in each folder by the folder's path, the root's being empty. */
export interface Tree {
  readonly files: ReadonlyMap<string, Json>;
  readonly folders: ReadonlyMap<string, ReadonlyMap<string, "blob" | "tree">>;
}

const modes = { file: 0o100644, folder: 0o040000, link: 0o120000 } as const;
/** GitHub cuts texts off beyond this. */
const longestText = 512_000;

export function folderTree(files: ReadonlyMap<string, Json>): Tree {
  const folders = new Map<string, Map<string, "blob" | "tree">>([["", new Map()]]);
  const within = (folder: string): Map<string, "blob" | "tree"> => {
    const known = folders.get(folder);
    if (known) return known;
    const made = new Map<string, "blob" | "tree">();
    folders.set(folder, made);
    const cut = folder.lastIndexOf("/");
    within(folder.slice(0, Math.max(cut, 0))).set(folder.slice(cut + 1), "tree");
    return made;
  };
  for (const path of files.keys()) {
    const cut = path.lastIndexOf("/");
    within(path.slice(0, Math.max(cut, 0))).set(path.slice(cut + 1), "blob");
  }
  return { files, folders };
}

/** The text that Git keeps for a file: of a symbolic link, where it leads. */
export function textAt({ files }: Tree, path: string): string | undefined {
  const file = files.get(path);
  if (file === undefined) return undefined;
  return typeof file === "string" ? file : linkOf(file);
}

function linkOf(file: Json): string {
  return String(objectOf(file).link ?? "");
}

/** What an expression such as HEAD:docs stands for, in GraphQL's shape; null where there is nothing. */
export function gitObject(tree: Tree, branch: string, expression: string) {
  const colon = expression.indexOf(":");
  const revision = expression.slice(0, colon);
  if (colon < 0) throw new Error(`The simulator does not model the Git expression ${expression}.`);
  if (!["HEAD", branch, `refs/heads/${branch}`].includes(revision)) return null;
  const path = expression.slice(colon + 1).replace(/\/$/, "");
  const text = textAt(tree, path);
  if (text !== undefined) return blob(text);
  const folder = tree.folders.get(path);
  if (folder === undefined || tree.files.size === 0) return null;
  return { __typename: "Tree", entries: () => entriesOf(tree, path, folder) };
}

function blob(text: string) {
  const isBinary = text.includes("\0");
  const isTruncated = text.length > longestText;
  return {
    __typename: "Blob",
    text: isBinary ? null : isTruncated ? text.slice(0, longestText) : text,
    isBinary,
    isTruncated,
    byteSize: Buffer.byteLength(text),
  };
}

/** By name, as Git has them. */
export function entriesOf(tree: Tree, path: string, folder: ReadonlyMap<string, "blob" | "tree">) {
  return [...folder]
    .map(([name, type]) => {
      const at = path === "" ? name : `${path}/${name}`;
      const isLink = type === "blob" && typeof tree.files.get(at) !== "string";
      const mode = type === "tree" ? modes.folder : isLink ? modes.link : modes.file;
      return { name, type, path: at, mode };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
