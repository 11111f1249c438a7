import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { text } from "../../catalog/fields";
import { namesOf } from "../../catalog/importing/merge";
import { type CatalogFiles, readCatalogFiles, servicesFolder } from "../../catalog/load";
import { readYaml } from "../../catalog/reading/read-yaml";
import type { Service } from "../../catalog/schema";
import { inputErrorOf } from "../failures";
import type { Candidate, LeftOut } from "./candidates";
import { type Place, placeKey, placeName } from "./match";

/** What people do not want to be proposed again, by any name that a scan shows. */
const ignoreFile = "catalog/scan-ignore.yaml";
const ignoreSchema = z.strictObject({
  services: z.array(text).default([]),
  teams: z.array(text).default([]),
});

/** What the catalog holds and refuses already. */
export interface Standing {
  readonly services: CatalogFiles["services"]["data"];
  readonly teams: CatalogFiles["teams"]["data"];
  readonly ignored: { readonly services: ReadonlySet<string>; readonly teams: ReadonlySet<string> };
}

/** Reads the catalog. Throws InputError where a file of it is wrong, as what it holds would be proposed again then. */
export function readStanding(root: string): Standing {
  const { services, teams, problems } = readCatalogFiles(root);
  const ignored = readIgnored(root);
  // A catalog that does not exist yet is what a scan is for.
  const wrong = problems.filter(({ file }) => file !== servicesFolder);
  if (wrong.length > 0) throw inputErrorOf(wrong);
  return { services: services.data, teams: teams.data, ignored };
}

function readIgnored(root: string): Standing["ignored"] {
  if (!existsSync(join(root, ignoreFile))) return { services: new Set(), teams: new Set() };
  const { data, problems } = readYaml(ignoreSchema, root, ignoreFile);
  if (data === undefined) throw inputErrorOf(problems);
  const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
  return { services: lower(data.services), teams: lower(data.teams) };
}

/** Candidates that are new, and those whose name the catalog gives to something else. */
export function newOnes(
  candidates: readonly Candidate[],
  { services, ignored }: Standing,
): {
  readonly fresh: readonly (Candidate & { readonly name: string })[];
  readonly leftOut: readonly LeftOut[];
} {
  const names = new Map(services.flatMap((service) => namesOf([service]).map((name) => [name, service])));
  const places = new Set(services.flatMap((service) => placeOf(service) ?? []));
  const known = new Set(services.flatMap(vendorIdsOf));
  const fresh = new Map<string, Candidate & { readonly name: string }>();
  const leftOut: LeftOut[] = [];
  for (const candidate of candidates) {
    const { name, place, monitored } = candidate;
    const what = shownName(candidate);
    const isKnown =
      (place !== undefined && places.has(placeKey(place))) ||
      vendorIds(candidate).some((id) => known.has(id)) ||
      (monitored !== undefined && names.has(monitored.name.toLowerCase()) && place === undefined);
    if (isKnown || namesIn(candidate).some((one) => ignored.services.has(one.toLowerCase()))) continue;
    if (name === undefined) {
      leftOut.push({ what, reason: "no letter of its name can stand in the name of a file" });
      continue;
    }
    const standing = names.get(name);
    const rival = fresh.get(name);
    if (standing !== undefined && isElsewhere(candidate, standing))
      leftOut.push({ what, reason: `${servicesFolder}/${standing.name}.yaml is that of another service` });
    else if (rival !== undefined)
      leftOut.push({ what, reason: `${servicesFolder}/${name}.yaml would be that of ${shownName(rival)}` });
    else if (standing === undefined) fresh.set(name, { ...candidate, name });
  }
  return { fresh: [...fresh.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), leftOut };
}

/** Tells places of which the catalog knows what they are, by their services or by refusal. */
export function settledIn({ services, ignored }: Standing): (place: Place) => boolean {
  const places = new Set(services.flatMap((service) => placeOf(service) ?? []));
  return (place) => places.has(placeKey(place)) || ignored.services.has(placeName(place).toLowerCase());
}

/** By what the catalog names things at PagerDuty and Datadog: names or ids. */
function vendorIdsOf({ onCall, adopt, slos }: Service): readonly string[] {
  const pagers = [onCall?.existing?.service, adopt?.service].map((one) => one && `pagerduty:${one}`);
  const ids = [...slos.map(({ existing }) => existing), ...Object.values(adopt?.slos ?? {})];
  return [...pagers, ...ids.map((one) => one && `datadog:${one}`)].filter((one) => one !== undefined);
}

function vendorIds({ pager, monitored }: Candidate): readonly string[] {
  return [
    ...(pager === undefined ? [] : [`pagerduty:${pager.name}`, `pagerduty:${pager.id}`]),
    ...(monitored?.slos ?? []).map(({ id }) => `datadog:${id}`),
  ];
}

/** Where the catalog says a service's source is; repositories are of one organisation, with or without its name. */
function placeOf({ repository, path }: Service): string | undefined {
  if (repository === undefined) return undefined;
  const folder = (path ?? "").replace(/^(\.?\/)+|\/+$/g, "");
  return placeKey({ repository: repository.slice(repository.lastIndexOf("/") + 1), folder });
}

function isElsewhere({ place }: Candidate, standing: Service): boolean {
  const there = placeOf(standing);
  return place !== undefined && there !== undefined && there !== placeKey(place);
}

/** What a candidate is to people who have to find it. */
export function shownName({ place, monitored, pager, name }: Candidate): string {
  if (place !== undefined) return placeName(place);
  if (monitored !== undefined) return `Datadog's service ${monitored.name}`;
  return pager === undefined ? (name ?? "") : `PagerDuty's service ${pager.name}`;
}

function namesIn({ name, place, monitored, pager }: Candidate): readonly string[] {
  const all = [name, place && placeName(place), monitored?.name, pager?.name];
  return all.filter((one) => one !== undefined);
}
