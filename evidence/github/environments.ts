import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { untold } from "../read";
import { allWanted, type Home, pathOf, tellHome, tellWithin } from "./home";
import { unanswered } from "./outcome";
import { types } from "./types";

const reviewerSchema = z.object({
  type: z.string().optional(),
  reviewer: z.object({ id: z.number() }).optional(),
});
const environmentSchema = z.object({
  name: z.string().min(1),
  can_admins_bypass: z.boolean().optional(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().optional(),
        prevent_self_review: z.boolean().optional(),
        reviewers: z.array(reviewerSchema).optional(),
      }),
    )
    .optional(),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});
export type Environment = z.infer<typeof environmentSchema>;

const listSchema = z.object({ total_count: z.number(), environments: z.array(environmentSchema) });
const policiesSchema = z.object({
  total_count: z.number(),
  branch_policies: z.array(
    z.object({ id: z.number(), name: z.string().min(1), type: z.string().optional() }),
  ),
});
type Policy = z.infer<typeof policiesSchema>["branch_policies"][number];
const right = "Actions: read";

/** Asks for all environments: one request, and one more for each that lists its own branches. */
export async function tellEnvironments(client: ApiClient, sheet: AnswerSheet, home: Home): Promise<void> {
  const tell = (told: Told<"environments">, at?: string) => tellHome(sheet, home, "environments", told, at);
  const path = `${pathOf(home)}/environments`;
  const rest = { query: { per_page: 100 }, permission: right, absentAt: [] };
  try {
    const answer = await client.get({ path, schema: listSchema, ...rest });
    if (answer === undefined) return;
    const { total_count, environments } = answer.value;
    if (total_count > environments.length)
      return tell(unanswered("there are more environments than are read at once"));
    const resources = environments.map((one) => environmentResource(home.name, one));
    for (const { name, deployment_branch_policy: limit } of environments) {
      if (limit?.custom_branch_policies !== true) continue;
      const within = `${path}/${encodeURIComponent(name)}/deployment-branch-policies`;
      const policies = (await client.get({ path: within, schema: policiesSchema, ...rest }))?.value;
      if (policies === undefined || policies.total_count > policies.branch_policies.length)
        return tell(unanswered(`there are more branches of an environment than are read at once`));
      resources.push(...policies.branch_policies.map((one) => policyResource(home.name, name, one)));
    }
    tell({ state: "value", value: { resources } }, answer.at);
  } catch (error) {
    tell(untold(error));
  }
}

/** An environment as RepositoryEnvironment would declare it. */
export function environmentResource(repository: string, environment: Environment): ObservedResource {
  const { name, protection_rules: rules = [], can_admins_bypass, deployment_branch_policy } = environment;
  const reviews = rules.filter(({ type }) => type === "required_reviewers");
  const idsOf = (kind: string) =>
    reviews
      .flatMap(({ reviewers = [] }) => reviewers)
      .flatMap(({ type, reviewer }) => (type === kind && reviewer !== undefined ? [reviewer.id] : []));
  return {
    type: types.environment,
    id: `${repository}:${name}`,
    name,
    props: {
      repository,
      environment: name,
      ...(can_admins_bypass === undefined ? {} : { canAdminsBypass: can_admins_bypass }),
      preventSelfReview: reviews.some(({ prevent_self_review }) => prevent_self_review === true),
      waitTimer: rules.find(({ type }) => type === "wait_timer")?.wait_timer ?? 0,
      reviewers: reviews.length === 0 ? [] : [{ teams: idsOf("Team"), users: idsOf("User") }],
      ...(deployment_branch_policy
        ? {
            deploymentBranchPolicy: {
              protectedBranches: deployment_branch_policy.protected_branches,
              customBranchPolicies: deployment_branch_policy.custom_branch_policies,
            },
          }
        : {}),
    },
  };
}

function policyResource(
  repository: string,
  environment: string,
  { id, name, type }: Policy,
): ObservedResource {
  const pattern = { [type === "tag" ? "tagPattern" : "branchPattern"]: name };
  return {
    type: types.environmentPolicy,
    id: `${repository}:${environment}:${id}`,
    name: `${environment}:${name}`,
    props: { repository, environment, ...pattern },
  };
}

const rulesSchema = z.object({
  custom_deployment_protection_rules: z
    .array(z.object({ enabled: z.boolean(), app: z.object({ slug: z.string().min(1) }) }))
    .optional(),
});

/** Asks which apps decide over deployments: one request an environment that a service deploys to. */
export async function tellProtectionRules(client: ApiClient, sheet: AnswerSheet, home: Home): Promise<void> {
  for (const what of allWanted(home, ({ environments }) => environments)) {
    const tell = (told: Told<"deployment-protection-rules">, at?: string) =>
      tellWithin(
        sheet,
        { home, kind: "deployment-protection-rules", what },
        ({ wanted }) => wanted.environments.includes(what),
        told,
        at,
      );
    const path = `${pathOf(home)}/environments/${encodeURIComponent(what)}/deployment_protection_rules`;
    try {
      const answer = await client.get({ path, schema: rulesSchema, permission: right });
      if (answer === undefined) {
        tell({ state: "absent" });
        continue;
      }
      const rules = answer.value.custom_deployment_protection_rules ?? [];
      const apps = rules.filter(({ enabled }) => enabled).map(({ app }) => app.slug);
      tell({ state: "value", value: { apps } }, answer.at);
    } catch (error) {
      tell(untold(error));
    }
  }
}
