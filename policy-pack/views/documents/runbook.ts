import type { Service } from "../../../catalog/schema";
import type { Evidence, Subject } from "../../engine/rule";
import { attempt, take } from "../attempt";
import { type RepositoryFile, repositoryFile } from "../repository/files";
import { readmeIn } from "./readme";

type Confirmation = NonNullable<NonNullable<Service["runbook"]>["confirmed"]>;

/** The runbook that the catalog links, with what the catalog says of it. */
export interface Runbook {
  /** Its path or address, for messages. */
  readonly name: string;
  /** Where it lies in the service's repository; undefined for a page outside. */
  readonly path: string | undefined;
  readonly confirmed: Confirmation | undefined;
  /** The day that a link gives as its last change, YYYY-MM-DD. */
  readonly updated: string | undefined;
}

/** The page that whoever is paged opens: the field of that name, else the first link of that kind that leads somewhere. */
export function runbookOf({ facts: { runbook, links } }: Subject): Runbook | undefined {
  const linked = links.filter(({ kind }) => kind === "runbook");
  const pages = [
    ...(runbook ? [{ ...runbook, updated: undefined }] : []),
    ...linked.map((link) => ({ ...link, confirmed: undefined })),
  ];
  const page = pages.find(({ path, url }) => (path ?? url) !== undefined);
  if (page === undefined) return undefined;
  const { path, confirmed, updated } = page;
  return { name: placeName(page), path, confirmed, updated };
}

/** What messages call a page: its path, or its address without what may be secret in it. */
export function placeName({ path, url }: { readonly path?: string; readonly url?: string }): string {
  if (path !== undefined || url === undefined) return path ?? "";
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/**
 * The page at a path of the service's repository; a folder is read by its README, and what follows a # is a place in
 * the page. Undefined where there is none. Throws UnknownValue where nobody can tell, naming it by `what`.
 */
export function pageAt(
  service: Subject,
  evidence: Evidence,
  path: string,
  what: string,
): RepositoryFile | undefined {
  const [file = path] = path.split("#");
  const found = attempt(() => repositoryFile(service, evidence, file, what));
  if ("value" in found && found.value !== undefined) return found.value;
  const readme = attempt(() => readmeIn(service, evidence, file, what));
  if ("value" in readme && readme.value !== undefined) return readme.value;
  return take(found);
}
