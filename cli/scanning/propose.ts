import type { z } from "zod";
import type { serviceSchema, teamSchema } from "../../catalog/schema";
import type { FoundTeam } from "../../evidence/discovery/github";
import { type Authors, folderKey } from "../../evidence/discovery/github-contents";
import { oncePer } from "../../evidence/read";
import { readOwnerLines } from "../../policy-pack/views/repository/owner-lines";
import type { Draft } from "../importing/write-entities";
import { type Candidate, candidatesIn, type LeftOut } from "./candidates";
import type { Discovering, Discovery } from "./discover";
import { type ServiceProposal, serviceDraft, teamDraft, teamName } from "./drafts";
import { type Hint, type OwnersFile, type Ownership, ownerByHints, ownerOf, teamsEverywhere } from "./owners";
import { newOnes, type Standing, settledIn, shownName } from "./standing";

type Named = Candidate & { readonly name: string };

/** A service that is proposed, with its file. */
export interface ProposedService extends ServiceProposal {
  readonly draft: Draft;
  readonly entity: z.infer<typeof serviceSchema>;
}

/** A team that owns proposed services, with its file. */
export interface ProposedTeam {
  readonly name: string;
  readonly slug: string;
  readonly services: number;
  readonly draft: Draft;
  readonly entity: z.infer<typeof teamSchema>;
}

/** All that a scan proposes, and all that it found and does not. */
export interface Proposals {
  readonly services: readonly ProposedService[];
  readonly teams: readonly ProposedTeam[];
  readonly ambiguous: readonly LeftOut[];
  readonly leftOut: readonly LeftOut[];
  readonly notMapped: readonly LeftOut[];
}

/** Proposes what is not in the catalog yet, and not refused. */
export async function propose(
  { discovery, authorsOf }: Pick<Discovering, "discovery" | "authorsOf">,
  standing: Standing,
): Promise<Proposals> {
  const found = candidatesIn(discovery);
  const isSettled = settledIn(standing);
  const { fresh, leftOut } = newOnes(found.candidates, standing);
  const authors = await authorsOf(fresh.flatMap(({ place }) => place ?? []));
  const ownership = ownershipIn(discovery, authors);
  const owned = fresh.map((candidate) => ({ candidate, ownership: ownership(candidate) }));
  const slugs = owned.flatMap((one) => ("team" in one.ownership ? [one.ownership.team] : []));
  const { nameOf, newTeams } = teamsOf(discovery.teams ?? [...new Set(slugs)].map(teamBySlug), standing);
  const drafted = owned.map((one) => draftOf(one.candidate, one.ownership, nameOf, discovery));
  const services = drafted.flatMap((one) => ("draft" in one ? [one] : []));
  const teams = newTeams.flatMap(({ team, name }) => {
    const count = services.filter(({ owner }) => owner?.name === name).length;
    const one = count === 0 ? undefined : teamDraft(team, name, count);
    return one !== undefined && "draft" in one ? [{ name, slug: team.slug, services: count, ...one }] : [];
  });
  return {
    services,
    teams,
    ambiguous: found.ambiguous.filter(({ what }) => !isIgnored(what, standing)),
    leftOut: [
      ...found.leftOut.filter(({ place }) => !isSettled(place)).map(({ what, reason }) => ({ what, reason })),
      ...leftOut,
      ...drafted.flatMap((one) => ("reason" in one ? [one] : [])),
    ],
    notMapped: services.flatMap((one) => one.notMapped),
  };
}

/** A team that CODEOWNERS names, where teams themselves could not be read. */
function teamBySlug(slug: string): FoundTeam {
  return { slug, name: slug, description: undefined, members: [], repositories: new Map() };
}

/** What is listed begins with what it is, and ends with its name. */
function isIgnored(what: string, { ignored }: Standing): boolean {
  return ignored.services.has(what.replace(/^(PagerDuty|Datadog)'s service /, "").toLowerCase());
}

/** Finds who owns a candidate; each CODEOWNERS is read once, as many services may share it. */
function ownershipIn(
  { organization, contents, teams, repositories }: Discovery,
  authors: ReadonlyMap<string, Authors>,
): (candidate: Named) => Ownership {
  const everywhere = teamsEverywhere(teams ?? [], repositories.length);
  const ownersOf = oncePer((repository): OwnersFile | "not-read" | undefined => {
    const found = contents.get(repository);
    if (found === undefined) return "not-read";
    const { path, text } = found.owners ?? {};
    if (path === undefined) return undefined;
    return text === undefined ? "not-read" : { path, lines: readOwnerLines(text) };
  });
  return (candidate) => {
    const { place } = candidate;
    const hints = hintsOf(candidate);
    if (place === undefined)
      return ownerByHints(hints, teams ?? []) ?? { nobody: "no repository of it is known" };
    return ownerOf({
      organization,
      place,
      owners: ownersOf(place.repository),
      teams,
      authors: authors.get(folderKey(place)),
      everywhere,
      hints,
    });
  };
}

/** Teams that Datadog and PagerDuty name for it; who is paged need not be who owns it. */
function hintsOf({ monitored, pager }: Named): readonly Hint[] {
  return [
    ...(monitored?.owners ?? []).map((team): Hint => {
      return { team, confidence: "medium", reason: "Datadog's software catalog names it as the owner" };
    }),
    ...(pager?.teams ?? []).map((team): Hint => {
      return {
        team,
        confidence: "low",
        reason: `it has the escalation policy ${pager?.policy} at PagerDuty`,
      };
    }),
  ];
}

/** The catalog's name of each team, by its slug; and the teams that the catalog has no file of. */
function teamsOf(teams: readonly FoundTeam[], { teams: standing, ignored }: Standing) {
  const known = new Map(
    standing.flatMap(({ name, aliases, github }) =>
      [...aliases, name, ...(github.team === undefined ? [] : [github.team])].map(
        (one) => [one.toLowerCase(), name] as const,
      ),
    ),
  );
  const newTeams = teams.flatMap((team) => {
    const name = teamName(team);
    const isKnown = known.has(team.slug.toLowerCase()) || (name !== undefined && known.has(name));
    return name === undefined || isKnown || ignored.teams.has(team.slug.toLowerCase())
      ? []
      : [{ team, name }];
  });
  const fresh = new Map(newTeams.map(({ team, name }) => [team.slug.toLowerCase(), name]));
  return { nameOf: (slug: string) => known.get(slug) ?? fresh.get(slug), newTeams };
}

function draftOf(
  candidate: Named,
  ownership: Ownership,
  nameOf: (slug: string) => string | undefined,
  { organization }: Discovery,
): (ProposedService & { readonly notMapped: readonly LeftOut[] }) | LeftOut {
  const name = "team" in ownership ? nameOf(ownership.team.toLowerCase()) : undefined;
  const settled =
    "team" in ownership && name === undefined
      ? { nobody: `the team ${ownership.team} would own it, which is not in the catalog or refused` }
      : ownership;
  const owner = "team" in settled && name !== undefined ? { ...settled, name } : undefined;
  const nobody = "nobody" in settled ? settled.nobody : undefined;
  const one = serviceDraft({ candidate, owner, nobody }, organization);
  if ("refused" in one) return { what: shownName(candidate), reason: one.refused };
  return { candidate, owner, nobody, ...one };
}
