import { type FoundMonitored, listDatadog, monitoredServices } from "../../evidence/discovery/datadog";
import { type Found, readOr } from "../../evidence/discovery/found";
import { type FoundRepository, type FoundTeam, listGithub } from "../../evidence/discovery/github";
import {
  type Authors,
  type FolderOf,
  type FoundContents,
  readAuthors,
  readContents,
} from "../../evidence/discovery/github-contents";
import { type FoundPager, listPagerduty } from "../../evidence/discovery/pagerduty";
import { type Vendor, vendors } from "../../evidence/facts";
import { vendorNames } from "../../evidence/remarks";
import { type ClientSurround, openVendorClient, type VendorClient } from "../../evidence/vendor-client";

/** A part of what a vendor has: how many things were read of it, or why it was not read, as a clause. */
export interface Part {
  readonly vendor: Vendor;
  readonly part: string;
  readonly read?: number;
  readonly reason?: string;
}

/** What an organisation has. What could not be read is empty here, and its part says why. */
export interface Discovery {
  readonly organization: string;
  readonly repositories: readonly FoundRepository[];
  readonly contents: ReadonlyMap<string, FoundContents>;
  /** Undefined: teams could not be read. */
  readonly teams: readonly FoundTeam[] | undefined;
  readonly pagers: readonly FoundPager[];
  readonly monitored: readonly FoundMonitored[];
  readonly parts: readonly Part[];
}

/** A discovery, and how it goes on. */
export interface Discovering {
  readonly discovery: Discovery;
  /** Vendors that there are credentials for. */
  readonly vendors: readonly Vendor[];
  authorsOf(folders: readonly FolderOf[]): Promise<ReadonlyMap<string, Authors>>;
  close(): Promise<void>;
}

/** Lists what the vendors have, all at once; `say` hears a sentence when each is through. */
export async function discover(
  surround: ClientSurround,
  organization: string,
  say: (sentence: string) => void,
): Promise<Discovering> {
  const clients = new Map(vendors.map((vendor) => [vendor, openVendorClient(vendor, surround)]));
  const close = async (): Promise<void> => {
    for (const one of clients.values()) if ("close" in one) await one.close();
  };
  const open = (vendor: Vendor): VendorClient => clients.get(vendor) ?? { why: "it is not known" };
  const told = <T extends { readonly parts: readonly Part[] }>(vendor: Vendor, of: T): T => {
    say(`${vendorNames[vendor]}: ${of.parts.map(partText).join(", ")}.`);
    return of;
  };
  const [github, pagerduty, datadog] = await Promise.all([
    githubPart(open("github"), organization).then((of) => told("github", of)),
    pagerdutyPart(open("pagerduty"), surround.now()).then((of) => told("pagerduty", of)),
    datadogPart(open("datadog")).then((of) => told("datadog", of)),
  ]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const { client } = { client: undefined, ...open("github") };
  return {
    discovery: {
      organization,
      ...github,
      ...pagerduty,
      ...datadog,
      parts: [...github.parts, ...pagerduty.parts, ...datadog.parts],
    },
    vendors: vendors.filter((vendor) => "client" in open(vendor)),
    authorsOf: async (folders) =>
      client === undefined ? new Map() : readAuthors(client, organization, folders, surround.now()),
    close,
  };
}

/** One part in a few words. */
function partText({ part, read, reason }: Part): string {
  if (reason === undefined) return `${part} ${read}`;
  return read === undefined ? `${part} not read (${reason})` : `${part} ${read} (others not: ${reason})`;
}

function partOf<T>(vendor: Vendor, part: string, of: Found<T>, count: (value: T) => number): Part {
  return of.state === "read" ? { vendor, part, read: count(of.value) } : { vendor, part, reason: of.reason };
}

const lengthOf = (list: readonly unknown[]): number => list.length;

async function githubPart(opened: VendorClient, organization: string) {
  const nothing = { repositories: [], contents: new Map<string, FoundContents>(), teams: undefined };
  const without = (reason: string) => ({
    ...nothing,
    parts: [{ vendor: "github" as const, part: "repositories and teams", reason }],
  });
  if ("why" in opened) return without(opened.why);
  if (organization === "") return without("GITHUB_OWNER or --owner must name the organisation");
  const lists = await listGithub(opened.client, organization);
  const repositories = readOr(lists.repositories, []);
  const contents = await readContents(
    opened.client,
    organization,
    repositories.map(({ name }) => name),
  );
  const parts = [
    partOf("github", "repositories", lists.repositories, lengthOf),
    partOf("github", "teams", lists.teams, lengthOf),
    ...contentsPart([...contents.values()]),
  ];
  const read = [...contents].flatMap(([name, one]): [string, FoundContents][] =>
    one.state === "read" ? [[name, one.value]] : [],
  );
  return { repositories, contents: new Map(read), teams: readOr(lists.teams, undefined), parts };
}

function contentsPart(contents: readonly Found<FoundContents>[]): readonly Part[] {
  if (contents.length === 0) return [];
  const read = contents.filter(({ state }) => state === "read").length;
  const [reason] = contents.flatMap((one) => (one.state === "not-read" ? [one.reason] : []));
  const part = "repositories' CODEOWNERS and folders";
  return [{ vendor: "github", part, read, ...(reason === undefined ? {} : { reason }) }];
}

async function pagerdutyPart(opened: VendorClient, now: Date) {
  const part = "services";
  if ("why" in opened)
    return { pagers: [], parts: [{ vendor: "pagerduty" as const, part, reason: opened.why }] };
  const pagers = await listPagerduty(opened.client, now);
  return { pagers: readOr(pagers, []), parts: [partOf("pagerduty", part, pagers, lengthOf)] };
}

async function datadogPart(opened: VendorClient) {
  if ("why" in opened) {
    const parts = [{ vendor: "datadog" as const, part: "services and SLOs", reason: opened.why }];
    return { monitored: [], parts };
  }
  const lists = await listDatadog(opened.client);
  const parts = [
    partOf("datadog", "services of the software catalog", lists.catalog, lengthOf),
    partOf("datadog", "service definitions", lists.definitions, lengthOf),
    partOf("datadog", "SLOs", lists.slos, lengthOf),
    partOf("datadog", "services that monitors name", lists.monitors, lengthOf),
  ];
  return { monitored: monitoredServices(lists), parts };
}
