import { parseName } from "../../engine/repositories";
import type { Evidence, Subject } from "../../engine/rule";
import { attempt } from "../attempt";
import { linkedRepository } from "../repository/repository";
import { anyOf, type Truth } from "../truth";
import type { Monitor } from "./monitors";
import { linksOnAlert } from "./on-alert";

/** A service's runbook as the catalog states it. */
export interface Runbook {
  /** Its address, or its path in the repository. */
  readonly place: string;
  /** Whether an address leads to it; undefined for one that is only completed at run time. */
  isAt(link: string): Truth;
}

/** The runbooks that a service's catalog entry links. */
export function runbooksOf(service: Subject, evidence: Evidence): readonly Runbook[] {
  const { runbook, links } = service.facts;
  const places = [...(runbook ? [runbook] : []), ...links.filter(({ kind }) => kind === "runbook")];
  return places.flatMap(({ url, path }) => {
    if (url !== undefined) return [{ place: url, isAt: (link: string) => leadsTo(link, url) }];
    return path === undefined ? [] : [inRepository(path, service, evidence)];
  });
}

function leadsTo(link: string, url: string): Truth {
  if (link.includes("{{")) {
    const [start, end] = [link.slice(0, link.indexOf("{{")), link.slice(link.lastIndexOf("}") + 1)];
    return url.startsWith(start) && url.endsWith(end) ? undefined : false;
  }
  const [there, wanted] = [parsed(link), parsed(url)];
  if (there === undefined || wanted === undefined) return false;
  // A page may be told apart by its query alone; what else is asked for, such as a version, does not matter.
  const asks = [...wanted.searchParams].every(([key, value]) =>
    there.searchParams.getAll(key).includes(value),
  );
  return there.host === wanted.host && pathOf(there) === pathOf(wanted) && asks;
}

/** A file is read at /owner/name/blob/REF/path, whatever the reference. */
function inRepository(path: string, service: Subject, evidence: Evidence): Runbook {
  const repository = linkedRepository(service, evidence);
  const stated = parseName(repository?.name ?? "");
  const full = attempt(() => repository?.resource?.props.get("fullName").string());
  const owner = stated.owner ?? ("value" in full && full.value ? parseName(full.value).owner : undefined);
  const isAt = (link: string): Truth => {
    const there = parsed(link);
    if (repository === undefined || there === undefined) return false;
    const [, at = "", name = "", view = "", ...rest] = pathOf(there).split("/");
    const isHome = name.toLowerCase() === stated.name && (owner === undefined || at.toLowerCase() === owner);
    return isHome && /^(blob|tree|raw)$/.test(view) && `/${rest.slice(1).join("/")}`.endsWith(`/${path}`);
  };
  return { place: path, isAt };
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function pathOf(url: URL): string {
  const path = url.pathname.replace(/\/$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A stray % is no code: the path is compared as it stands.
  }
}

/** What a monitor tells of the runbook when it alerts. */
export interface Explanation {
  /** Undefined where only run time tells what is sent, or what an address becomes. */
  readonly carries: Truth;
  /** What it does instead: link nothing, another page, or the runbook in other states only. */
  readonly instead: "bare" | "otherPage" | "late";
}

/** Reads whether a monitor links one of the runbooks, or a page below one of the given addresses, when it alerts. */
export function explanationOf(
  monitor: Monitor,
  runbooks: readonly Runbook[],
  pages: readonly string[],
): Explanation {
  const isRunbook = (link: string): Truth =>
    anyOf([...runbooks.map((runbook) => runbook.isAt(link)), pages.some((page) => isBelow(link, page))]);
  const assets = monitor.assets.filter(
    ({ category, url }) => category === "runbook" && isRunbook(url) === true,
  );
  if (assets.length > 0) return { carries: true, instead: "bare" };
  const links = linksOnAlert(monitor.message, monitor.priority).map(({ link, onAlert }) => ({
    onAlert,
    isRunbook: isRunbook(link),
  }));
  const sent = links.filter(({ onAlert }) => onAlert !== false);
  const carries = anyOf(sent.map(({ onAlert, isRunbook: is }) => (is === true ? onAlert : is)));
  const late = links.some(({ onAlert, isRunbook: is }) => onAlert === false && is === true);
  if (late) return { carries, instead: "late" };
  return { carries, instead: links.length > 0 ? "otherPage" : "bare" };
}

function isBelow(link: string, page: string): boolean {
  // Whatever a variable becomes, it is not empty.
  const filled = link.includes("{{") ? `${link.slice(0, link.indexOf("{{"))}-` : link;
  const [there, above] = [parsed(filled), parsed(page)];
  if (there === undefined || above === undefined || there.host !== above.host) return false;
  return `${pathOf(there)}/`.startsWith(`${pathOf(above)}/`) && pathOf(there) !== pathOf(above);
}
