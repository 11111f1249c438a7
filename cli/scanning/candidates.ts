import { entityName } from "../../catalog/fields";
import { nameFrom } from "../../catalog/importing/imported";
import type { FoundMonitored } from "../../evidence/discovery/datadog";
import type { FoundRepository } from "../../evidence/discovery/github";
import type { FoundPager } from "../../evidence/discovery/pagerduty";
import type { Discovery } from "./discover";
import {
  type Confidence,
  confidences,
  type Match,
  matchThings,
  type Place,
  placeKey,
  placeName,
  repositoryIn,
  type Thing,
} from "./match";
import { plainName } from "./names";
import { ownedFolders, placesOf, whyNoService } from "./places";

/** A service that an organisation seems to have. */
export interface Candidate {
  /** Undefined: no letter of its name can stand in a name. */
  readonly name: string | undefined;
  readonly place: Place | undefined;
  readonly repository: FoundRepository | undefined;
  readonly pager: FoundPager | undefined;
  readonly monitored: FoundMonitored | undefined;
  readonly confidence: Confidence;
  /** Sentences. */
  readonly reason: string;
}

/** Something that was found and is not proposed, and why, as a clause. */
export interface LeftOut {
  readonly what: string;
  readonly reason: string;
}

/** A place that is taken for no service. */
interface PlaceLeftOut extends LeftOut {
  readonly place: Place;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly ambiguous: readonly LeftOut[];
  readonly leftOut: readonly PlaceLeftOut[];
}

/** A vendor's service with its match, where it has one. */
interface Known<T> {
  readonly of: T;
  readonly match: Match | undefined;
}

/** Puts together what the vendors know of the same service. */
export function candidatesIn(discovery: Discovery): Candidates {
  const { repositories, contents, organization } = discovery;
  const homes = repositories.map((repository) => ({
    repository,
    places: placesOf(repository, contents.get(repository.name)),
  }));
  const places = homes.flatMap((one) => one.places);
  const pagers = new Map(discovery.pagers.map((of) => [`PagerDuty's service ${of.name}`, of]));
  const monitored = new Map(discovery.monitored.map((of) => [`Datadog's service ${of.name}`, of]));
  const paged = matchThings(
    [...pagers].map(([id, { name }]): Thing => ({ id, name, links: [] })),
    places,
    organization,
  );
  const watched = matchThings(
    [...monitored].map(([id, { name, repositories: urls }]): Thing => {
      return { id, name, links: urls.flatMap((url) => repositoryIn(url) ?? []) };
    }),
    places,
    organization,
  );
  const pagersAt = new Map(paged.matches.map((match) => [placeKey(match.place), match]));
  const monitoredAt = new Map(watched.matches.map((match) => [placeKey(match.place), match]));
  const at = (place: Place) => ({
    pager: knownAt(pagersAt.get(placeKey(place)), pagers),
    monitored: knownAt(monitoredAt.get(placeKey(place)), monitored),
  });
  const placed = homes.map(({ repository, places: own }) => inRepository(repository, discovery, own, at));
  const loose = withoutPlace(
    paged.unmatched.flatMap(({ id }) => pagers.get(id) ?? []),
    watched.unmatched.flatMap(({ id }) => monitored.get(id) ?? []),
  );
  const unsure = [...paged.ambiguous, ...watched.ambiguous].map(({ thing, reason }) => ({
    what: thing.id,
    reason,
  }));
  return {
    candidates: [...placed.flatMap((one) => one.candidates), ...loose.candidates],
    ambiguous: [...unsure, ...loose.ambiguous],
    leftOut: placed.flatMap((one) => one.leftOut),
  };
}

function knownAt<T>(match: Match | undefined, all: ReadonlyMap<string, T>): Known<T> | undefined {
  const of = match && all.get(match.thing.id);
  return of === undefined ? undefined : { of, match };
}

type At = (place: Place) => {
  readonly pager: Known<FoundPager> | undefined;
  readonly monitored: Known<FoundMonitored> | undefined;
};

function inRepository(
  repository: FoundRepository,
  { contents }: Discovery,
  own: readonly Place[],
  at: At,
): Pick<Candidates, "candidates" | "leftOut"> {
  const isKnown = (place: Place): boolean => Object.values(at(place)).some((one) => one !== undefined);
  const [root] = own; // a repository's places begin with its root
  const found = contents.get(repository.name);
  // A repository that is a service itself may have its folders owned by several teams all the same.
  const owned = root !== undefined && isKnown(root) ? new Map<string, number>() : ownedFolders(found);
  const folders = own.filter((place) => place.folder !== "" && (isKnown(place) || owned.has(place.folder)));
  const why = folders.length > 0 ? "its folders are services" : whyNoService(repository);
  const isService = root !== undefined && (isKnown(root) || why === undefined);
  const file = found?.owners?.path ?? "";
  const chosen = isService ? [root, ...folders] : folders;
  return {
    candidates: chosen.map((place) =>
      placedCandidate(place, repository, at(place), file, owned.get(place.folder)),
    ),
    leftOut: [
      ...(isService || root === undefined
        ? []
        : [{ place: root, what: `Repository ${repository.name}`, reason: why ?? "" }]),
      ...besides(folders, own),
    ],
  };
}

/** Folders beside those of services that nothing makes one: people know which of them are. */
function besides(folders: readonly Place[], own: readonly Place[]): readonly PlaceLeftOut[] {
  const containerOf = ({ folder }: Place): string => folder.slice(0, folder.lastIndexOf("/") + 1);
  const containers = new Set(folders.map(containerOf).filter((container) => container !== ""));
  return own
    .filter((place) => containers.has(containerOf(place)) && !folders.includes(place))
    .map((place) => ({
      place,
      what: `Folder ${placeName(place)}`,
      reason: "CODEOWNERS gives it to no team, and no service at PagerDuty or Datadog is called like it",
    }));
}

function placedCandidate(
  place: Place,
  repository: FoundRepository,
  { pager, monitored }: ReturnType<At>,
  ownersFile: string,
  line: number | undefined,
): Candidate {
  const matches = [monitored?.match, pager?.match].filter((match) => match !== undefined);
  const names = matches.map(({ thing, reason }) => `${thing.id}: ${reason}.`);
  const given = line === undefined ? [] : [`${ownersFile}:${line} gives ${placeName(place)} to a team.`];
  const alone =
    "Only its repository is known: no service at PagerDuty or Datadog that was read is called like it.";
  const sure: readonly Confidence[] = [
    ...matches.map(({ confidence }) => confidence),
    ...(line === undefined ? [] : (["medium"] as const)),
  ];
  return {
    name: nameOf(monitored?.of.name, place.called),
    place,
    repository,
    pager: pager?.of,
    monitored: monitored?.of,
    confidence: confidences.find((one) => sure.includes(one)) ?? "low",
    reason: [...names, ...given].join(" ") || alone,
  };
}

/** Telemetry goes by Datadog's name, so that this one is taken wherever the catalog accepts it as it is. */
function nameOf(atDatadog: string | undefined, called: string): string | undefined {
  return entityName.safeParse(atDatadog).success ? atDatadog : nameFrom(called);
}

/** Services of which no repository is known, both vendors' put together by their names. */
function withoutPlace(
  pagers: readonly FoundPager[],
  monitored: readonly FoundMonitored[],
): { readonly candidates: readonly Candidate[]; readonly ambiguous: readonly LeftOut[] } {
  const places = monitored.map(({ name }) => ({ repository: name, folder: "", called: name }));
  const joined = matchThings(
    pagers.map((of) => ({ id: of.id, name: of.name, links: [] })),
    places,
    "",
  );
  const pagerOf = (id: string): FoundPager | undefined => pagers.find((one) => one.id === id);
  const partners = new Map(joined.matches.map(({ place, thing }) => [place.repository, pagerOf(thing.id)]));
  const alone = joined.unmatched.flatMap(({ id }) => pagerOf(id) ?? []);
  return {
    candidates: [
      ...monitored.map((one) => looseCandidate(one, partners.get(one.name))),
      ...alone.map((one) => looseCandidate(undefined, one)),
    ],
    ambiguous: joined.ambiguous.map(({ thing }) => ({
      what: `PagerDuty's service ${thing.name}`,
      reason: "it fits several of Datadog's services, or shares one with others",
    })),
  };
}

const sourceNames = {
  catalog: "the software catalog",
  definition: "a service definition",
  slo: "SLOs",
  monitor: "monitors",
} as const;

function looseCandidate(monitored: FoundMonitored | undefined, pager: FoundPager | undefined): Candidate {
  const from = (monitored?.sources ?? []).map((source) => sourceNames[source]).join(", ");
  const said = [
    ...(monitored === undefined ? [] : [`Datadog knows ${monitored.name} from ${from}.`]),
    ...(pager === undefined ? [] : [`PagerDuty has a service ${pager.name}.`]),
    "No repository is called like it.",
  ];
  const called = plainName(pager?.name ?? "").plain || (pager?.name ?? "");
  return {
    name: monitored === undefined ? nameFrom(called) : nameOf(monitored.name, monitored.name),
    place: undefined,
    repository: undefined,
    pager,
    monitored,
    confidence: monitored !== undefined && pager !== undefined ? "medium" : "low",
    reason: said.join(" "),
  };
}
