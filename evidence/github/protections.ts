import { z } from "zod";
import type { AnswerSheet, Told, Untold } from "../collector";
import type { FactValue, ObservedResource } from "../facts";
import { type Classic, classicResource, classicSchema, classicSelection } from "./classic-protection";
import { type Part, part } from "./graphql";
import { fieldOf, type Home, tellHome } from "./home";
import { hidden, unanswered } from "./outcome";
import { ruleProps, ruleSchema, ruleSelection } from "./ruleset-rules";
import { types } from "./types";

const actorSchema = z.object({
  actor: z
    .object({
      __typename: z.string(),
      databaseId: z.number().nullish(),
      slug: z.string().nullish(),
      id: z.string().nullish(),
    })
    .nullable(),
  bypassMode: z.string().nullable(),
  deployKey: z.boolean(),
  enterpriseOwner: z.boolean(),
  organizationAdmin: z.boolean(),
  repositoryRoleDatabaseId: z.number().nullable(),
});
const more = z.object({ hasNextPage: z.boolean() });

const rulesetSchema = z.object({
  id: z.string().min(1),
  databaseId: z.number().nullable(),
  name: z.string().min(1),
  enforcement: z.string(),
  source: z.object({ __typename: z.string() }),
  bypassActors: z.object({ pageInfo: more, nodes: z.array(actorSchema) }).nullable(),
});
type Ruleset = z.infer<typeof rulesetSchema>;

export const protectionsSchema = z.object({
  name: z.string(),
  viewerCanAdminister: z.boolean(),
  owner: z.object({ viewerCanAdminister: z.boolean().optional() }),
  rulesets: z.object({ pageInfo: more, nodes: z.array(rulesetSchema) }).nullable(),
  defaultBranchRef: z
    .object({
      branchProtectionRule: classicSchema.nullable(),
      rules: z.object({ pageInfo: more, nodes: z.array(ruleSchema) }).nullable(),
    })
    .nullable(),
});
export type Protections = z.infer<typeof protectionsSchema>;

const selection = `name viewerCanAdminister owner { ... on Organization { viewerCanAdminister } }
rulesets(first: 20, includeParents: true) { pageInfo { hasNextPage } nodes {
  id databaseId name enforcement source { __typename }
  bypassActors(first: 30) { pageInfo { hasNextPage } nodes {
    actor { __typename ... on App { databaseId slug id } ... on Team { databaseId } }
    bypassMode deployKey enterpriseOwner organizationAdmin repositoryRoleDatabaseId } } } }
defaultBranchRef { branchProtectionRule { ${classicSelection} }
  rules(first: 100) { pageInfo { hasNextPage } nodes { ${ruleSelection} } } }`;

/** Asks what protects the default branch. 24 calls of connections: rulesets 1, their bypass lists 20, the rest 3. */
export function protectionsPart(home: Home, sheet: AnswerSheet, seen: (app: SeenApp) => void): Part {
  return part(fieldOf(home, selection), 3, "Metadata: read", protectionsSchema, (reading) => {
    if (reading.state !== "value") {
      const why = reading.state === "missing" ? hidden("Metadata: read") : reading;
      tellHome(sheet, home, "branch-rulesets", why);
      return tellHome(sheet, home, "branch-protections", why);
    }
    const rulesets = reading.problem("rulesets", "Metadata: read") ?? rulesetsFact(reading.value);
    tellHome(sheet, home, "branch-rulesets", rulesets, reading.at);
    for (const app of appsIn(reading.value)) seen({ ...app, at: reading.at });
    tellHome(sheet, home, "branch-protections", protectionsFact(reading.value, rulesets), reading.at);
  });
}

/** An app as a bypass list shows it, which has the ids that addresses do not. */
export type SeenApp = FactValue<"app"> & {
  /** When that was told, as ISO 8601. */
  readonly at: string;
};

function appsIn({ rulesets }: Protections): readonly FactValue<"app">[] {
  const actors = (rulesets?.nodes ?? []).flatMap(({ bypassActors }) => bypassActors?.nodes ?? []);
  return actors.flatMap(({ actor }) =>
    actor?.__typename === "App" && actor.slug && actor.id && typeof actor.databaseId === "number"
      ? [{ slug: actor.slug, id: actor.databaseId, nodeId: actor.id }]
      : [],
  );
}

/** The rulesets that are in force for the default branch, each with its rules. Every reader sees them. */
export function rulesetsFact(found: Protections): Told<"branch-rulesets"> {
  const { defaultBranchRef: branch, rulesets } = found;
  if (branch === null) return unanswered("nothing was ever committed, so that there is no default branch");
  if (branch.rules === null || rulesets === null)
    return unanswered("it did not tell the rules of the branch");
  if (branch.rules.pageInfo.hasNextPage || rulesets.pageInfo.hasNextPage)
    return unanswered("there are more rules than are read at once");
  const known = new Map(rulesets.nodes.map((ruleset) => [ruleset.id, ruleset]));
  const inForce = new Map<string, z.infer<typeof ruleSchema>[]>();
  for (const rule of branch.rules.nodes) {
    const id = rule.repositoryRuleset?.id;
    // A ruleset of the enterprise may be hidden, and what it asks for is not known without who may bypass it.
    if (id === undefined || !known.has(id))
      return unanswered("it did not tell which ruleset a rule belongs to");
    inForce.set(id, [...(inForce.get(id) ?? []), rule]);
  }
  const resources = [...inForce].flatMap(([id, rules]) => {
    const ruleset = known.get(id);
    return ruleset === undefined ? [] : [rulesetResource(ruleset, rules, found)];
  });
  return { state: "value", value: { resources } };
}

function rulesetResource(
  ruleset: Ruleset,
  rules: readonly z.infer<typeof ruleSchema>[],
  found: Protections,
): ObservedResource {
  const isOwn = ruleset.source.__typename === "Repository";
  const bypassActors = bypassOf(ruleset, isOwn ? found.viewerCanAdminister : found.owner.viewerCanAdminister);
  return {
    type: isOwn ? types.repositoryRuleset : types.organizationRuleset,
    id: String(ruleset.databaseId ?? ruleset.id),
    name: ruleset.name,
    props: {
      name: ruleset.name,
      ...(isOwn ? { repository: found.name } : {}),
      enforcement: ruleset.enforcement.toLowerCase(),
      target: "branch",
      // Its rules were told for this branch, which is what its conditions come to.
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      rules: ruleProps(rules),
      ...(bypassActors === undefined ? {} : { bypassActors }),
    },
  };
}

type BypassActor = { actorType: string; actorId?: number; bypassMode: string };

/** Undefined where it is not told: to those who may not change a ruleset its list looks empty. */
function bypassOf({ bypassActors: told }: Ruleset, mayChange = false): BypassActor[] | undefined {
  if (told === null || told.pageInfo.hasNextPage) return undefined;
  if (!mayChange) return undefined;
  const actors = told.nodes.map(bypassActor);
  return actors.every((actor) => actor !== undefined) ? actors : undefined;
}

function bypassActor(node: z.infer<typeof actorSchema>): BypassActor | undefined {
  const bypassMode = (node.bypassMode ?? "ALWAYS").toLowerCase();
  if (node.organizationAdmin) return { actorType: "OrganizationAdmin", bypassMode };
  if (node.enterpriseOwner) return { actorType: "EnterpriseOwner", bypassMode };
  if (node.deployKey) return { actorType: "DeployKey", bypassMode };
  if (node.repositoryRoleDatabaseId !== null)
    return { actorType: "RepositoryRole", actorId: node.repositoryRoleDatabaseId, bypassMode };
  const { actor } = node;
  if (actor === null || typeof actor.databaseId !== "number") return undefined;
  const actorType = { App: "Integration", Team: "Team" }[actor.__typename];
  return actorType === undefined ? undefined : { actorType, actorId: actor.databaseId, bypassMode };
}

/** All that is in force for the default branch. Without administration a classic protection looks as if there were none. */
export function protectionsFact(
  { defaultBranchRef, viewerCanAdminister, name }: Protections,
  rulesets: Told<"branch-rulesets">,
): Told<"branch-protections"> {
  if (rulesets.state !== "value") return rulesets;
  const classic = defaultBranchRef?.branchProtectionRule ?? undefined;
  if (classic === undefined && !viewerCanAdminister) return hidden("Administration: read");
  const read = classic && readClassic(classic, name);
  if (read !== undefined && "state" in read) return read;
  return { state: "value", value: { resources: [...(read ? [read] : []), ...rulesets.value.resources] } };
}

function readClassic(classic: Classic, repository: string): ObservedResource | Untold {
  return (
    classicResource(classic, repository) ?? unanswered("more may bypass the protection than are read at once")
  );
}
