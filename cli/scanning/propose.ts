import type { z } from "zod";
import type { serviceSchema, teamSchema } from "../../catalog/schema";
import type { FoundTeam } from "../../evidence/discovery/github";
import { type Authors, folderKey } from "../../evidence/discovery/github-contents";
import type { Draft } from "../importing/write-entities";
import { type Candidate, candidatesIn, type LeftOut } from "./candidates";
import type { Discovering, Discovery } from "./discover";
import { type ServiceProposal, serviceDraft, teamDraft, teamName } from "./drafts";
import { type Ownership, ownerOf, teamsEverywhere } from "./owners";
import { newOnes, type Standing, shownName } from "./standing";

type Named = Candidate & { readonly name: string };

/** A service that is proposed, with its file. */
export interface ProposedService extends ServiceProposal {
  readonly draft: Draft;
  readonly entity: z.infer<typeof serviceSchema>;
  /** Who owns it, or why nobody is proposed. */
  readonly ownership: Ownership;
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
  const { fresh, leftOut } = newOnes(found.candidates, standing);
  const authors = await authorsOf(fresh.flatMap(({ place }) => place ?? []));
  const everywhere = teamsEverywhere(discovery.teams ?? [], discovery.repositories.length);
  const owned = fresh.map((candidate) => ({
    candidate,
    ownership: ownershipOf(candidate, discovery, authors, everywhere),
  }));
  const { nameOf, newTeams } = teamsOf(discovery.teams ?? [], standing);
  const drafted = owned.map(({ candidate, ownership }) => draftOf(candidate, ownership, nameOf, discovery));
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
    leftOut: [...found.leftOut, ...leftOut, ...drafted.flatMap((one) => ("reason" in one ? [one] : []))],
    notMapped: services.flatMap((one) => one.notMapped),
  };
}

/** What is listed begins with what it is, and ends with its name. */
function isIgnored(what: string, { ignored }: Standing): boolean {
  return ignored.services.has(what.replace(/^(PagerDuty|Datadog)'s service /, "").toLowerCase());
}

function ownershipOf(
  { place }: Named,
  { organization, contents, teams }: Discovery,
  authors: ReadonlyMap<string, Authors>,
  everywhere: ReadonlySet<string>,
): Ownership {
  if (place === undefined) return { nobody: "no repository of it is known" };
  return ownerOf({
    organization,
    place,
    owners: contents.get(place.repository)?.owners,
    teams,
    authors: authors.get(folderKey(place)),
    everywhere,
  });
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
  const owner = "team" in ownership && name !== undefined ? { ...ownership, name } : undefined;
  const one = serviceDraft({ candidate, owner }, organization);
  if ("refused" in one) return { what: shownName(candidate), reason: one.refused };
  const why =
    "team" in ownership && name === undefined
      ? { nobody: `the team ${ownership.team} would own it, which is not in the catalog or refused` }
      : ownership;
  return { candidate, owner, ownership: why, ...one };
}
