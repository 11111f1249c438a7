import { posix } from "node:path";
import type { Evidence, Subject } from "../../engine/rule";
import { type Attempt, attempt, take } from "../attempt";
import { emptiness } from "../ownership/description";
import { plainPath } from "../repository/declared-files";
import { type FolderEntry, type RepositoryFile, repositoryFile, repositoryFolder } from "../repository/files";
import { linkedRepository } from "../repository/repository";
import { type Block, readPage } from "./page";
import { tellsSomething } from "./topics";

/** A README that speaks for a service. */
export interface Readme {
  readonly file: RepositoryFile;
  readonly blocks: readonly Block[];
  /** Whether it tells more than a title does. */
  readonly tellsSomething: boolean;
}

/**
 * The READMEs of a service, one a place, the nearest first: where the catalog says, in its folder, on the root. Other
 * folders, which GitHub would show as well, are about something else.
 */
export function readmesOf(service: Subject, evidence: Evidence): readonly Attempt<Readme | undefined>[] {
  return evidence.once("readmes", () => {
    const { readme, path = "" } = service.facts;
    const what = `the README of repository ${linkedRepository(service, evidence)?.name ?? ""}`;
    const stated = readme === undefined ? [] : [() => repositoryFile(service, evidence, readme, what)];
    const folders = [...new Set([plainPath(path), ""])];
    return [...stated, ...folders.map((folder) => () => readmeIn(service, evidence, folder, what))].map(
      (find) => attempt(() => read(find(), service, evidence)),
    );
  });
}

/** The nearest README that tells something; undefined where none does. Throws UnknownValue where that is not known. */
export function chosenReadme(service: Subject, evidence: Evidence): Readme | undefined {
  for (const one of readmesOf(service, evidence)) {
    const readme = take(one);
    if (readme?.tellsSomething) return readme;
  }
  return undefined;
}

/** Recognises what says nothing about a service: its name in other words, or what a template left. */
export function saysNothingOf({ facts }: Subject): (text: string) => boolean {
  return (text) => emptiness(text, facts, 1) !== undefined;
}

function read(file: RepositoryFile | undefined, service: Subject, evidence: Evidence): Readme | undefined {
  if (file === undefined || file.binary) return undefined;
  const blocks = readPage(file, evidence);
  return { file, blocks, tellsSomething: tellsSomething(blocks, saysNothingOf(service)) };
}

/** The README of a folder; undefined where there is none. */
export function readmeIn(
  service: Subject,
  evidence: Evidence,
  folder: string,
  what: string,
): RepositoryFile | undefined {
  const listing = repositoryFolder(service, evidence, folder, what);
  const name = bestReadme(listing.declared) ?? bestReadme(listing.entries);
  return name === undefined
    ? undefined
    : repositoryFile(service, evidence, posix.join(plainPath(folder), name), what);
}

/** Formats of text that people write READMEs in, the likeliest first; none at all is plain text. */
const formats = [
  "md markdown mdown mkd mkdn mdx",
  "rst adoc asciidoc org textile rdoc creole mediawiki pod",
  "txt",
].flatMap((names) => names.split(" "));

function bestReadme(entries: readonly FolderEntry[]): string | undefined {
  const ranked = entries
    .filter(({ kind }) => kind !== "folder")
    .flatMap(({ name }) => {
      const rank = rankOf(name);
      return rank === undefined ? [] : [{ name, rank }];
    });
  return ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))[0]?.name;
}

/** How good a name is for a README, the less the better; a translation such as README.de.md comes after all others. */
function rankOf(name: string): number | undefined {
  const [first, ...parts] = name.toLowerCase().split(".");
  if (first !== "readme" || parts.length > 2) return undefined;
  const format = parts.at(-1);
  if (format === undefined) return formats.length;
  const rank = formats.indexOf(format);
  if (rank < 0) return undefined;
  return parts.length === 2 ? formats.length + 1 + rank : rank;
}
