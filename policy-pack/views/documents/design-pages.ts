import type { Service } from "../../../catalog/schema";
import type { Evidence, FailureSite, Subject } from "../../engine/rule";
import { isThere } from "../looked-up";
import { type DateFlaw, dateFlaw } from "./dates";
import { pageAt, placeName } from "./runbook";

/** A page about a service's architecture that the catalog links. */
export interface DesignPage {
  /** Its path or address, for messages. */
  readonly name: string;
  /** Where it lies in the service's repository; undefined for a page outside. */
  readonly path: string | undefined;
  /** The day of its last update as the catalog states it, YYYY-MM-DD. */
  readonly updated: string | undefined;
}

/** What is wrong with a page, and where that is shown. */
export interface PageFlaw {
  readonly flaw: DateFlaw | { readonly message: "absent" | "undated" };
  readonly site: FailureSite;
}

/** The design pages of a service; links that lead nowhere are left out. */
export function designPages({ facts }: Subject): readonly DesignPage[] {
  return facts.links
    .filter(({ kind, path, url }: Link) => kind === "architecture" && (path ?? url) !== undefined)
    .map((link) => ({ name: placeName(link), path: link.path, updated: link.updated }));
}
type Link = Service["links"][number];

/**
 * What is wrong with a design page: it is not there, nobody knows when it was updated, or that was too long ago. The day
 * that the catalog states goes before the page's last change. Throws UnknownValue where it is not known.
 */
export function pageFlaw(
  { name, path, updated }: DesignPage,
  { service, evidence, today, days }: Judging,
): PageFlaw | undefined {
  const site = { subject: name };
  const find = () =>
    path === undefined ? undefined : pageAt(service, evidence, path, `architecture page ${path}`);
  if (path !== undefined && !isThere(find)) return { flaw: { message: "absent" }, site };
  const page = updated === undefined ? find() : undefined;
  const at = updated ?? page?.changedAt;
  if (at === undefined) return { flaw: { message: "undated" }, site };
  const flaw = dateFlaw(at, today, days);
  return flaw && { flaw, site: { ...page?.site, ...site } };
}

interface Judging {
  readonly service: Subject;
  readonly evidence: Evidence;
  readonly today: string;
  /** Most days since the last update. */
  readonly days: number;
}
