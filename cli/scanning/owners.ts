import { nameFrom } from "../../catalog/importing/imported";
import { type FoundTeam, type Permission, permissions } from "../../evidence/discovery/github";
import type { Authors } from "../../evidence/discovery/github-contents";
import type { OwnerLine } from "../../policy-pack/views/repository/owner-lines";
import { coversRoute, everythingIn, folderRoute } from "../../policy-pack/views/repository/owner-patterns";
import type { Confidence, Place } from "./match";

/** A team that seems to own a service. */
export interface ProposedOwner {
  /** Slug at GitHub. */
  readonly team: string;
  readonly confidence: Confidence;
  /** A clause. */
  readonly reason: string;
}

/** Who owns a place; or why nobody is proposed, as a clause. */
export type Ownership = ProposedOwner | { readonly nobody: string };

/** What is known of a place's owners. */
export interface OwnerEvidence {
  readonly organization: string;
  readonly place: Place;
  /** Undefined: there is no CODEOWNERS. */
  readonly owners: OwnersFile | "not-read" | undefined;
  /** Undefined: teams could not be read. */
  readonly teams: readonly FoundTeam[] | undefined;
  readonly authors: Authors | undefined;
  /** Slugs of teams that may write nearly everywhere, which says nothing about a single repository. */
  readonly everywhere: ReadonlySet<string>;
  readonly hints: readonly Hint[];
}

/** A CODEOWNERS file. */
export interface OwnersFile {
  readonly path: string;
  readonly lines: readonly OwnerLine[];
}

/** A team that a vendor besides GitHub names for a service. */
export interface Hint {
  readonly team: string;
  readonly confidence: Confidence;
  /** A clause. */
  readonly reason: string;
}

/** Proposes an owner by CODEOWNERS, else by who may change the repository and who did, else by what others name. */
export function ownerOf(evidence: OwnerEvidence): Ownership {
  const owner = byCodeOwners(evidence);
  if (owner !== undefined) return owner;
  const other =
    byPermission(evidence) ?? byCommits(evidence) ?? ownerByHints(evidence.hints, evidence.teams ?? []);
  if (other === undefined) return { nobody: whyNobody(evidence) };
  if (evidence.owners !== "not-read") return other;
  // Whom the file names would go before all else.
  return { ...other, confidence: "low", reason: `${other.reason}, and CODEOWNERS could not be read` };
}

/** The team that vendors besides GitHub name, where it is one of GitHub's. */
export function ownerByHints(hints: readonly Hint[], teams: readonly FoundTeam[]): ProposedOwner | undefined {
  for (const { team: named, confidence, reason } of hints) {
    const name = nameFrom(named);
    const found = teams.filter((team) => [team.slug, team.name].some((one) => nameFrom(one) === name));
    const [only, ...others] = found;
    if (name !== undefined && only !== undefined && others.length === 0)
      return { team: only.slug, confidence, reason };
  }
  return undefined;
}

/** What the last line that covers the whole folder says, as it decides at GitHub. */
function ownerLine({ organization, place: { folder }, owners, teams }: OwnerEvidence) {
  const names = folder === "" ? [] : folder.split("/");
  const everything = everythingIn(folderRoute(folder));
  const lines = owners === undefined || owners === "not-read" ? [] : owners.lines;
  const line = lines.findLast(
    ({ prefix, pattern }) =>
      prefix.every((name, index) => name === names[index]) && // as few lines are about the folder
      pattern !== undefined &&
      coversRoute([pattern], everything),
  );
  const slugs = (line?.owners ?? []).flatMap(({ text }) => {
    const [, whose = "", slug = ""] = /^@([^/@]+)\/([^/@]+)$/.exec(text) ?? [];
    return whose.toLowerCase() === organization.toLowerCase() ? [slug] : [];
  });
  const isThere = (slug: string) => teams === undefined || teams.some((team) => sameSlug(team.slug, slug));
  return { line, there: slugs.filter(isThere), gone: slugs.filter((slug) => !isThere(slug)) };
}

function byCodeOwners(evidence: OwnerEvidence): ProposedOwner | undefined {
  const { place, owners } = evidence;
  const { line, there } = ownerLine(evidence);
  const [team, ...others] = there;
  if (owners === undefined || owners === "not-read" || line === undefined || team === undefined)
    return undefined;
  const isWhole = place.folder !== "" && line.prefix.length === 0;
  const also = others.length === 0 ? "" : `, with ${others.join(", ")}`;
  const what = isWhole ? "everything" : place.folder || "the repository";
  return {
    team: team.toLowerCase(),
    confidence: isWhole || others.length > 0 ? "medium" : "high",
    reason: `${owners.path}:${line.line} gives ${what} to it${also}`,
  };
}

function sameSlug(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const writing: readonly Permission[] = ["admin", "maintain", "push"];

/** The team with the largest permission; where several have it, the one whose members committed most. */
function byPermission(evidence: OwnerEvidence): ProposedOwner | undefined {
  const { place, teams = [], everywhere } = evidence;
  const granted = teams.flatMap((team) => {
    const permission = team.repositories.get(place.repository);
    const counts = permission !== undefined && writing.includes(permission) && !everywhere.has(team.slug);
    return counts ? [{ team, permission }] : [];
  });
  const largest = permissions.find((one) => granted.some(({ permission }) => permission === one));
  const strongest = granted.filter(({ permission }) => permission === largest).map(({ team }) => team);
  const [only, ...others] = strongest;
  if (only === undefined || largest === undefined) return undefined;
  const inFolder = place.folder !== "";
  if (others.length === 0 && !inFolder)
    return {
      team: only.slug,
      confidence: largest === "push" ? "low" : "medium",
      reason: `it alone has the permission ${largest} on the repository`,
    };
  const most = mostCommits(evidence, strongest);
  if (most === undefined) return undefined;
  return {
    team: most.slug,
    confidence: inFolder || largest === "push" ? "low" : "medium",
    reason: `of the teams with the permission ${largest} its members made most recent commits (${most.commits} of ${most.all})`,
  };
}

function byCommits(evidence: OwnerEvidence): ProposedOwner | undefined {
  const { teams = [], everywhere } = evidence;
  const most = mostCommits(
    evidence,
    teams.filter(({ slug }) => !everywhere.has(slug)),
  );
  if (most === undefined) return undefined;
  return {
    team: most.slug,
    confidence: "low",
    reason: `its members made most recent commits (${most.commits} of ${most.all})`,
  };
}

/** The team whose members made more than half of the commits, and more than those of any other. */
function mostCommits({ authors }: OwnerEvidence, teams: readonly FoundTeam[]) {
  const all = [...(authors ?? [])].reduce((sum, [, commits]) => sum + commits, 0);
  const scored = teams
    .map(({ slug, members }) => ({ slug, commits: commitsOf(members, authors), all }))
    .sort((a, b) => b.commits - a.commits || (a.slug < b.slug ? -1 : 1));
  const [first, second] = scored;
  if (first === undefined || first.commits * 2 <= all) return undefined;
  return second !== undefined && second.commits === first.commits ? undefined : first;
}

function commitsOf(members: readonly string[], authors: Authors | undefined): number {
  const logins = new Set(members.map((login) => login.toLowerCase()));
  return [...(authors ?? [])].reduce(
    (sum, [login, commits]) => (logins.has(login.toLowerCase()) ? sum + commits : sum),
    0,
  );
}

function whyNobody(evidence: OwnerEvidence): string {
  const { teams, authors, place } = evidence;
  const said = whatOwnersSay(evidence);
  if (teams === undefined) return `${said}, and teams could not be read`;
  const may = teams.filter((team) => writing.includes(team.repositories.get(place.repository) ?? "pull"));
  const who = may.length === 0 ? "no team" : may.length === 1 ? "1 team" : `${may.length} teams`;
  const did =
    (authors?.size ?? 0) === 0 ? "no author of recent commits is known" : "no team made most recent commits";
  return `${said}, ${who} may write, and ${did}`;
}

function whatOwnersSay(evidence: OwnerEvidence): string {
  const { owners } = evidence;
  if (owners === undefined) return "there is no CODEOWNERS";
  if (owners === "not-read") return "CODEOWNERS could not be read";
  const { line, gone } = ownerLine(evidence);
  const at = line === undefined ? owners.path : `${owners.path}:${line.line}`;
  if (gone.length === 0) return `${at} names no team for it`;
  return `${at} names ${gone.join(", ")} for it, which GitHub does not list`;
}

/** Repositories that an organisation must have for a team to be one of those that may write everywhere. */
const fewRepositories = 5;

/** Teams that may write in more than half of all repositories. */
export function teamsEverywhere(teams: readonly FoundTeam[], repositories: number): ReadonlySet<string> {
  const wide = teams.filter((team) => {
    const writable = [...team.repositories.values()].filter((one) => writing.includes(one)).length;
    return repositories >= fewRepositories && writable * 2 > repositories;
  });
  return new Set(wide.map(({ slug }) => slug));
}
