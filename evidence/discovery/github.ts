import { z } from "zod";
import type { ApiClient } from "../http/client";
import { inTurns } from "../http/in-turns";
import { UnansweredError } from "../http/outcome";
import { mustGet } from "../read";
import { type Found, found } from "./found";

/** A repository that is worked on: neither archived nor switched off. */
export interface FoundRepository {
  readonly name: string;
  readonly description: string | undefined;
  /** Main language; null: GitHub sees no code in it; undefined: it did not say. */
  readonly language: string | null | undefined;
  readonly topics: readonly string[];
  readonly isFork: boolean;
  readonly isTemplate: boolean;
}

/** What a team may do in a repository at most. */
export const permissions = ["admin", "maintain", "push", "triage", "pull"] as const;
export type Permission = (typeof permissions)[number];

export interface FoundTeam {
  readonly slug: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Logins, those of teams below it as well. */
  readonly members: readonly string[];
  /** Its permission by the repository's name. */
  readonly repositories: ReadonlyMap<string, Permission>;
}

/** What an organisation has at GitHub, each part read or not. */
export interface GithubLists {
  readonly repositories: Found<readonly FoundRepository[]>;
  readonly teams: Found<readonly FoundTeam[]>;
}

const repositoriesPage = z.array(
  z.object({
    name: z.string().min(1),
    description: z.string().nullish(),
    archived: z.boolean(),
    disabled: z.boolean().nullish(),
    fork: z.boolean().nullish(),
    is_template: z.boolean().nullish(),
    language: z.string().nullish(),
    topics: z.array(z.string()).nullish(),
  }),
);
const teamsPage = z.array(
  z.object({ slug: z.string().min(1), name: z.string().min(1), description: z.string().nullish() }),
);
const membersPage = z.array(z.object({ login: z.string().min(1) }));
const grantsPage = z.array(
  z.object({
    name: z.string().min(1),
    permissions: z.partialRecord(z.enum(permissions), z.boolean()).nullish(),
  }),
);

const teamsAtATime = 4;
const mostPages = 200;

/** Lists an organisation's repositories and teams: a request for 100 repositories or teams, and two for each team. */
export async function listGithub(client: ApiClient, organization: string): Promise<GithubLists> {
  const [repositories, teams] = await Promise.all([
    found(() => repositoriesOf(client, organization)),
    found(() => teamsOf(client, organization)),
  ]);
  return { repositories, teams };
}

async function repositoriesOf(client: ApiClient, organization: string): Promise<readonly FoundRepository[]> {
  const path = `/orgs/${encodeURIComponent(organization)}/repos`;
  const all = await pages(client, path, repositoriesPage, "Metadata: read of this organisation");
  return all
    .filter(({ archived, disabled }) => !archived && disabled !== true)
    .map((one) => ({
      name: one.name,
      description: one.description ?? undefined,
      language: one.language,
      topics: one.topics ?? [],
      isFork: one.fork === true,
      isTemplate: one.is_template === true,
    }));
}

async function teamsOf(client: ApiClient, organization: string): Promise<readonly FoundTeam[]> {
  const path = `/orgs/${encodeURIComponent(organization)}/teams`;
  const listed = await pages(client, path, teamsPage, "Members: read of this organisation");
  const teams = new Map<string, FoundTeam>();
  await inTurns(listed, teamsAtATime, async ({ slug, name, description }) => {
    const own = `${path}/${encodeURIComponent(slug)}`;
    const members = await pages(client, `${own}/members`, membersPage, "Members: read");
    const grants = await pages(client, `${own}/repos`, grantsPage, "Members: read");
    teams.set(slug, {
      slug,
      name,
      description: description ?? undefined,
      members: members.map(({ login }) => login),
      repositories: new Map(grants.map((grant) => [grant.name, strongest(grant.permissions ?? {})])),
    });
  });
  return listed.flatMap(({ slug }) => teams.get(slug) ?? []);
}

function strongest(granted: Readonly<Partial<Record<Permission, boolean>>>): Permission {
  return permissions.find((one) => granted[one] === true) ?? "pull";
}

/** Everything on a list that GitHub gives in pages, each of which links the next. */
async function pages<T>(
  client: ApiClient,
  path: string,
  schema: z.ZodType<readonly T[]>,
  permission: string,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const answer = await mustGet(client, { path, query: { per_page: 100, page }, schema, permission });
    all.push(...answer.value);
    if (answer.next === undefined) return all;
  }
  throw new UnansweredError(`its list ${path} has more than ${mostPages} pages`);
}
