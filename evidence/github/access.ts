import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { earliest, untold } from "../read";
import { type Part, part } from "./graphql";
import { fieldOf, type Home, pathOf, tellHome } from "./home";
import type { Lists } from "./organisation-lists";
import { hidden, unanswered } from "./outcome";
import { types } from "./types";

const sourceSchema = z.object({
  permission: z.string(),
  roleName: z.string().nullish(),
  source: z.object({ __typename: z.string() }),
});
export const collaboratorsSchema = z.object({
  all: z
    .object({
      totalCount: z.number(),
      edges: z.array(
        z.object({
          node: z.object({ login: z.string().min(1) }),
          permission: z.string(),
          permissionSources: z.array(sourceSchema).nullable(),
        }),
      ),
    })
    .nullable(),
  outside: z.object({ totalCount: z.number(), nodes: z.array(z.object({ login: z.string() })) }).nullable(),
});
type Collaborators = z.infer<typeof collaboratorsSchema>;

const selection = `all: collaborators(affiliation: ALL, first: 100) { totalCount edges { permission node { login }
  permissionSources { permission roleName source { __typename } } } }
outside: collaborators(affiliation: OUTSIDE, first: 100) { totalCount nodes { login } }`;
const right = "Administration: read";

/** Asks who may do what. Two connections. */
export function collaboratorsPart(home: Home, sheet: AnswerSheet): Part {
  return part(fieldOf(home, selection), 2, right, collaboratorsSchema, (reading) => {
    if (reading.state === "missing") return tellHome(sheet, home, "collaborators", hidden(right));
    if (reading.state !== "value") return tellHome(sheet, home, "collaborators", reading);
    const why = reading.problem("all", right) ?? reading.problem("outside", right);
    tellHome(sheet, home, "collaborators", why ?? collaboratorsFact(reading.value), reading.at);
  });
}

type Permission = "pull" | "triage" | "push" | "maintain" | "admin";
/** By a role's name, by what a source grants and by the permission that a person has in all. */
const permissions: Readonly<Record<string, Permission | undefined>> = {
  READ: "pull",
  TRIAGE: "triage",
  WRITE: "push",
  MAINTAIN: "maintain",
  ADMIN: "admin",
};
const grantors: Readonly<Record<string, "repository" | "team" | "organization" | undefined>> = {
  Repository: "repository",
  Team: "team",
  Organization: "organization",
};

export function collaboratorsFact({ all, outside }: Collaborators): Told<"collaborators"> {
  if (all === null || outside === null) return hidden(right);
  if (outside.totalCount > outside.nodes.length)
    return unanswered("there are more outside collaborators than are read at once");
  const outsiders = new Set(outside.nodes.map(({ login }) => login));
  const people = all.edges.map(({ node: { login }, permissionSources }) => ({
    login,
    outside: outsiders.has(login),
    grants: grantsOf(permissionSources),
  }));
  const known = people.flatMap(({ grants, ...person }) =>
    grants === undefined ? [] : [{ ...person, grants }],
  );
  if (known.length < people.length) return unanswered("it told a grant of access that is not known");
  return { state: "value", value: { people: known, complete: all.totalCount <= all.edges.length } };
}

/** Undefined where one is not known, since a grant that is left out looks harmless. */
function grantsOf(sources: readonly z.infer<typeof sourceSchema>[] | null) {
  if (sources === null) return undefined;
  const grants = sources
    .filter(({ permission }) => permission !== "NONE")
    .map(({ permission, roleName, source }) => ({
      from: grantors[source.__typename],
      permission: permissions[(roleName ?? "").toUpperCase()] ?? permissions[permission],
    }));
  const known = grants.flatMap(({ from, permission }) =>
    from === undefined || permission === undefined ? [] : [{ from, permission }],
  );
  return known.length === grants.length ? known : undefined;
}

const actionsSchema = z.object({ enabled: z.boolean(), sha_pinning_required: z.boolean().optional() });
export const tokenSchema = z.object({
  default_workflow_permissions: z.string(),
  can_approve_pull_request_reviews: z.boolean(),
});
export type Token = z.infer<typeof tokenSchema>;

/** Asks what workflows may do. Two requests, or one where the organisation's setting tells the other. */
export async function tellActions(
  client: ApiClient,
  sheet: AnswerSheet,
  lists: Lists,
  home: Home,
): Promise<void> {
  const tell = (told: Told<"actions-permissions">, at?: string) =>
    tellHome(sheet, home, "actions-permissions", told, at);
  const path = `${pathOf(home)}/actions/permissions`;
  const rest = { permission: right, absentAt: [] };
  try {
    const actions = await client.get({ path, schema: actionsSchema, ...rest });
    const token =
      (await lists.workflowToken(home)) ??
      (await client.get({ path: `${path}/workflow`, schema: tokenSchema, ...rest }));
    if (actions && token)
      tell(actionsFact(home.name, actions.value, token.value), earliest(actions.at, token.at));
  } catch (error) {
    tell(untold(error));
  }
}

export function actionsFact(
  repository: string,
  actions: z.infer<typeof actionsSchema>,
  token: Token,
): Told<"actions-permissions"> {
  const of = (type: string, props: ObservedResource["props"]): ObservedResource => ({
    type,
    id: repository,
    name: repository,
    props: { repository, ...props },
  });
  const pinning = actions.sha_pinning_required;
  const resources = [
    of(types.actions, {
      enabled: actions.enabled,
      ...(pinning === undefined ? {} : { shaPinningRequired: pinning }),
    }),
    of(types.workflowToken, {
      defaultWorkflowPermissions: token.default_workflow_permissions,
      canApprovePullRequestReviews: token.can_approve_pull_request_reviews,
    }),
  ];
  return { state: "value", value: { resources } };
}
