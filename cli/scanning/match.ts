import { plainName } from "./names";

export const confidences = ["high", "medium", "low"] as const;
export type Confidence = (typeof confidences)[number];

/** Where a service may have its source: a repository, or a folder in one. */
export interface Place {
  readonly repository: string;
  /** Empty for the repository's root. */
  readonly folder: string;
  /** The repository's or the folder's own name. */
  readonly called: string;
}

/** A service as a vendor names it. */
export interface Thing {
  readonly id: string;
  readonly name: string;
  /** Repositories that it links, as owner/name or a folder below it, in lower case. */
  readonly links: readonly string[];
}

/** A vendor's service and the place of its source. */
export interface Match {
  readonly thing: Thing;
  readonly place: Place;
  readonly confidence: Confidence;
  /** A clause. */
  readonly reason: string;
}

/** A vendor's service that fits several places, or one of several that fit the same: listed, not guessed. */
export interface Ambiguity {
  readonly thing: Thing;
  readonly reason: string;
}

export interface Matched {
  readonly matches: readonly Match[];
  readonly ambiguous: readonly Ambiguity[];
  readonly unmatched: readonly Thing[];
}

export function placeKey({ repository, folder }: Pick<Place, "repository" | "folder">): string {
  return `${repository.toLowerCase()}:${folder}`;
}

export function placeName({ repository, folder }: Pick<Place, "repository" | "folder">): string {
  return folder === "" ? repository : `${repository}/${folder}`;
}

interface Step {
  readonly confidence: Confidence;
  readonly places: (thing: Thing) => readonly Place[];
  readonly reason: (place: Place) => string;
}

/**
 * Finds the place of each service of one vendor: by its very name, then by what the name means, then by the repository
 * that it links; a repository's name goes before a folder's. Of several services in one place the surest counts.
 */
export function matchThings(things: readonly Thing[], places: readonly Place[], owner: string): Matched {
  const steps = stepsOver(places, owner);
  const ambiguous: Ambiguity[] = [];
  const unmatched: Thing[] = [];
  const byPlace = new Map<string, (Match & { readonly step: number })[]>();
  for (const thing of things) {
    const step = steps.findIndex((one) => one.places(thing).length > 0);
    const { places: found = () => [], confidence = "low", reason = () => "" } = steps[step] ?? {};
    const [place, ...others] = found(thing);
    if (place === undefined) unmatched.push(thing);
    else if (others.length > 0) ambiguous.push({ thing, reason: fitsMany([place, ...others]) });
    else {
      const match = { thing, place, confidence, reason: reason(place), step };
      byPlace.set(placeKey(place), [...(byPlace.get(placeKey(place)) ?? []), match]);
    }
  }
  const matches = [...byPlace.values()].flatMap((rivals) => {
    const best = surest(rivals);
    for (const { thing, place } of rivals)
      if (thing !== best?.thing) ambiguous.push({ thing, reason: sharesPlace(place, rivals, best) });
    return best === undefined ? [] : [best];
  });
  return { matches, ambiguous, unmatched };
}

function stepsOver(places: readonly Place[], owner: string): readonly Step[] {
  const roots = places.filter(({ folder }) => folder === "");
  const folders = places.filter(({ folder }) => folder !== "");
  const exact = (all: readonly Place[], what: string): Step => {
    const index = indexed(all, ({ called }) => called.toLowerCase());
    return {
      confidence: "high",
      places: ({ name }) => index.get(name.toLowerCase()) ?? [],
      reason: (place) => `it has the name of the ${what} ${placeName(place)}`,
    };
  };
  const meant = (all: readonly Place[], what: string): Step => {
    const index = indexed(all, ({ called }) => plainName(called).plain);
    return {
      confidence: "medium",
      places: ({ name }) => index.get(plainName(name).plain) ?? [],
      reason: (place) => `its name means the same as that of the ${what} ${placeName(place)}`,
    };
  };
  const linked = indexed(places, (place) => `${owner}/${placeName(place)}`.toLowerCase());
  return [
    exact(roots, "repository"),
    exact(folders, "folder"),
    meant(roots, "repository"),
    meant(folders, "folder"),
    {
      confidence: "high",
      places: ({ links }) => [...new Set(links.flatMap((link) => linked.get(link) ?? []))],
      reason: (place) => `it links ${placeName(place)} as its source`,
    },
  ];
}

function indexed(places: readonly Place[], keyOf: (place: Place) => string): ReadonlyMap<string, Place[]> {
  const index = new Map<string, Place[]>();
  for (const place of places) {
    const key = keyOf(place);
    const known = index.get(key);
    if (known) known.push(place);
    else if (key !== "") index.set(key, [place]);
  }
  return index;
}

/** The one of the earliest step; of several, the only one that is of production or names no environment. */
function surest<T extends Match & { readonly step: number }>(rivals: readonly T[]): T | undefined {
  const first = Math.min(...rivals.map(({ step }) => step));
  const best = rivals.filter(({ step }) => step === first);
  if (best.length === 1) return best[0];
  const lasting = best.filter(({ thing }) => plainName(thing.name).environment !== "other");
  return lasting.length === 1 ? lasting[0] : undefined;
}

const mostNamed = 5;

function fitsMany(places: readonly Place[]): string {
  return `it fits ${listed(places.map(placeName))}`;
}

function sharesPlace(place: Place, rivals: readonly Match[], best: Match | undefined): string {
  if (best !== undefined) return `${best.thing.name} fits ${placeName(place)} better`;
  return `${listed(rivals.map(({ thing }) => thing.name))} fit ${placeName(place)} equally well`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The repository that an address of its source names, as owner/name with a folder where it names one; else nothing. */
export function repositoryIn(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return undefined;
  const [owner, name, kind, , ...path] = parsed.pathname.replace(/\/+$/, "").split("/").slice(1);
  if (!owner || !name) return undefined;
  const folder = kind === "tree" && path.length > 0 ? `/${path.join("/")}` : "";
  return `${owner}/${name.replace(/\.git$/, "")}${folder}`.toLowerCase();
}
