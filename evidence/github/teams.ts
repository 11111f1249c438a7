import { z } from "zod";
import type { AnswerSheet, Question, Told } from "../collector";
import type { ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { inTurns } from "../http/in-turns";
import { untold } from "../read";
import type { WantedService } from "../wanted";
import { askParts, type Part, part, quoted } from "./graphql";
import { hidden, unanswered } from "./outcome";
import type { SeenApp } from "./protections";
import { types } from "./types";

export const teamSchema = z.object({
  viewerCanAdminister: z.boolean(),
  team: z
    .object({
      id: z.string().min(1),
      databaseId: z.number().nullable(),
      name: z.string().min(1),
      slug: z.string().min(1),
      members: z.object({
        totalCount: z.number(),
        nodes: z.array(z.object({ login: z.string().min(1) })),
      }),
    })
    .nullable(),
});
const right = "Members: read";

export function teamQuestions({ name: service, teams, apps }: WantedService): readonly Question[] {
  return [
    ...teams.map((subject) => ({ service, kind: "team-members" as const, subject })),
    ...apps.map((subject) => ({ service, kind: "app" as const, subject })),
  ];
}

/** Asks for the teams of all services, each once. One connection a team. */
export async function tellTeams(
  client: ApiClient,
  sheet: AnswerSheet,
  services: readonly WantedService[],
): Promise<void> {
  const wanted = new Map<string, { owner: string; slug: string; services: string[] }>();
  for (const { name: service, teams, repository } of services) {
    for (const slug of teams) {
      if (repository === undefined) {
        const reason = "the catalog names no repository, whose owner has the teams";
        sheet.tell({ service, kind: "team-members", subject: slug }, unanswered(reason));
        continue;
      }
      const { owner } = repository;
      const key = `${owner}/${slug}`.toLowerCase();
      const one = wanted.get(key) ?? { owner, slug, services: [] };
      one.services.push(service);
      wanted.set(key, one);
    }
  }
  const parts = [...wanted.values()].map(({ owner, slug, services: readers }) =>
    teamPart(owner, slug, (told, at) => {
      for (const service of readers) sheet.tell({ service, kind: "team-members", subject: slug }, told, at);
    }),
  );
  await askParts(client, parts);
}

function teamPart(
  owner: string,
  slug: string,
  tell: (told: Told<"team-members">, at?: string) => void,
): Part {
  const field = `organization(login: ${quoted(owner)}) { viewerCanAdminister team(slug: ${quoted(slug)}) {
id databaseId name slug members(first: 100, membership: ALL) { totalCount nodes { login } } } }`;
  return part(field, 4, right, teamSchema, (reading) => {
    if (reading.state === "missing") return tell(hidden(right));
    if (reading.state !== "value") return tell(reading);
    tell(reading.problem("team", right) ?? teamFact(reading.value), reading.at);
  });
}

/** A team that is not told is absent for owners only, since a secret one looks the same to others. */
export function teamFact({ team, viewerCanAdminister }: z.infer<typeof teamSchema>): Told<"team-members"> {
  if (team === null) return viewerCanAdminister ? { state: "absent" } : hidden(right);
  const { totalCount, nodes } = team.members;
  if (totalCount > nodes.length) return unanswered("the team has more members than are read at once");
  const { name, slug } = team;
  const id = String(team.databaseId ?? team.id);
  const members = nodes.map(({ login }) => ({ username: login }));
  const resources: ObservedResource[] = [
    { type: types.team, id, name: slug, props: { name, slug, nodeId: team.id, membersCount: totalCount } },
    { type: types.teamMembers, id, name: slug, props: { teamId: id, teamSlug: slug, members } },
  ];
  return { state: "value", value: { resources } };
}

const appSchema = z.object({ slug: z.string().min(1), id: z.int(), node_id: z.string().min(1) });

/** Tells which apps the catalog means: those that bypass lists show, and by the names in their addresses any other. */
export async function tellApps(
  client: ApiClient,
  sheet: AnswerSheet,
  services: readonly WantedService[],
  seen: readonly SeenApp[],
): Promise<void> {
  const shown = new Map(
    seen.flatMap((app) => [app.slug, app.nodeId, String(app.id)].map((name) => [name.toLowerCase(), app])),
  );
  const apps = services.flatMap(({ name: service, apps }) => apps.map((app) => ({ service, app })));
  await inTurns(apps, 4, async ({ service, app }) => {
    const tell = (told: Told<"app">, at?: string) =>
      sheet.tell({ service, kind: "app", subject: app }, told, at);
    const known = shown.get(app.toLowerCase());
    if (known !== undefined) {
      const { at, ...value } = known;
      return tell({ state: "value", value }, at);
    }
    if (/^(\d+$|A_|MDM6QXBw)/.test(app)) return tell(unanswered("it finds no app by an id"));
    try {
      const path = `/apps/${encodeURIComponent(app)}`;
      // A private app of somebody else looks as if there were none.
      const answer = await client.get({
        path,
        schema: appSchema,
        permission: "the app's own key",
        absentAt: [],
      });
      if (answer === undefined) return;
      const { slug, id, node_id: nodeId } = answer.value;
      tell({ state: "value", value: { slug, id, nodeId } }, answer.at);
    } catch (error) {
      tell(untold(error));
    }
  });
}
