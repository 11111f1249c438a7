import type { FoundRepository } from "../../evidence/discovery/github";
import { containers, type FoundContents } from "../../evidence/discovery/github-contents";
import { readOwnerLines } from "../../policy-pack/views/repository/owner-lines";
import type { Place } from "./match";
import { plainName } from "./names";

/** All places of a repository: its root, and the folders that may each be a service. */
export function placesOf(repository: FoundRepository, contents: FoundContents | undefined): readonly Place[] {
  const { name } = repository;
  const own = plainName(name).plain;
  const folders = (contents?.folders ?? []).map((folder) => ({
    repository: name,
    folder,
    called: folder.slice(folder.lastIndexOf("/") + 1),
  }));
  const root = { repository: name, folder: "", called: name };
  // A folder called like its repository is the same service.
  return [root, ...folders.filter(({ called }) => plainName(called).plain !== own && !isContainer(called))];
}

function isContainer(name: string): boolean {
  return containers.some((one) => one === name);
}

/** Folders right below a container that a line of CODEOWNERS is about, and gives to a team, with the line. */
export function ownedFolders(contents: FoundContents | undefined): ReadonlyMap<string, number> {
  const there = new Set(contents?.folders ?? []);
  const lines = readOwnerLines(contents?.owners?.text ?? "");
  return new Map(
    lines.flatMap(({ text, line, owners }): [string, number][] => {
      const folder = text.replace(/^\//, "").replace(/\/(\*\*?)?$/, "");
      const isTeam = owners.some(({ text: owner }) => /^@[^/@]+\/[^/@]+$/.test(owner));
      return isTeam && folder.includes("/") && there.has(folder) ? [[folder, line]] : [];
    }),
  );
}

/** Why a repository that no vendor knows of is taken for no service, as a clause; undefined where it may be one. */
export function whyNoService({ name, isFork, isTemplate, language }: FoundRepository): string | undefined {
  if (name.startsWith(".")) return "it holds what GitHub itself reads";
  if (isTemplate) return "it is a template";
  if (isFork) return "it is a fork";
  return language === null ? "GitHub sees no code in it" : undefined;
}
