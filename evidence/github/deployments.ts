import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { earliest } from "../read";
import { askParts, type Part, part, quoted } from "./graphql";
import { allWanted, fieldOf, type Home, tellWithin } from "./home";
import { hidden } from "./outcome";

export const deploymentsSchema = z.object({
  deployments: z
    .object({
      nodes: z.array(
        z.object({
          createdAt: z.string(),
          state: z.string().nullable(),
          commitOid: z.string().min(1),
          ref: z.object({ name: z.string().min(1) }).nullable(),
          statuses: z
            .object({ nodes: z.array(z.object({ state: z.string(), createdAt: z.string() })) })
            .nullable(),
        }),
      ),
    })
    .nullable(),
});
type Found = z.infer<typeof deploymentsSchema>;
type Deployment = FactValue<"deployments">["deployments"][number];
const right = "Deployments: read";

/** Deployments whose branch does not tell whether they brought what is on the default branch. */
export interface Doubtful {
  readonly home: Home;
  /** The environment. */
  readonly what: string;
  readonly at: string;
  readonly deployments: readonly Deployment[];
  /** Commits of the same, in their order. */
  readonly commits: readonly string[];
}

/** Asks for the last deployments to each environment. 11 calls of connections each. */
export function deploymentParts(
  home: Home,
  sheet: AnswerSheet,
  doubtful: (one: Doubtful) => void,
): readonly Part[] {
  return allWanted(home, ({ environments }) => environments).map((what) => {
    const selection = `deployments(environments: [${quoted(what)}], first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
nodes { createdAt state commitOid ref { name } statuses(last: 10) { nodes { state createdAt } } } }`;
    return part(fieldOf(home, selection), 1, right, deploymentsSchema, (reading) => {
      if (reading.state === "missing") return tell(sheet, home, what, hidden(right));
      if (reading.state !== "value") return tell(sheet, home, what, reading);
      const { value, at } = reading;
      const told = reading.problem("deployments", right) ?? deploymentsFact(value);
      tell(sheet, home, what, told, at);
      const commits = (value.deployments?.nodes ?? []).map(({ commitOid }) => commitOid);
      if (told.state === "value") doubtful({ home, what, at, deployments: told.value.deployments, commits });
    });
  });
}

function tell(sheet: AnswerSheet, home: Home, what: string, told: Told<"deployments">, at?: string): void {
  const wants = ({ wanted }: Home["tenants"][number]) => wanted.environments.includes(what);
  tellWithin(sheet, { home, kind: "deployments", what }, wants, told, at);
}

export function deploymentsFact({ deployments }: Found): Told<"deployments"> {
  if (deployments === null) return hidden(right);
  const read = deployments.nodes.map(({ createdAt, state, ref, statuses }) => {
    const earlier = [...(statuses?.nodes ?? [])].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    const states = [...(state === null ? [] : [state]), ...earlier.map((one) => one.state)];
    const distinct = [...new Set(states.map((one) => one.toLowerCase()))];
    return { at: createdAt, states: distinct, ...(ref === null ? {} : { ref: ref.name }) };
  });
  return { state: "value", value: { deployments: read } };
}

/** Deployments to an environment that are looked into: the newest that succeeded, before one of the default branch. */
const mostCompared = 3;

/** Asks whether commits that were deployed from elsewhere are part of the default branch. No connection. */
export async function tellOrigins(
  client: ApiClient,
  sheet: AnswerSheet,
  doubtful: readonly Doubtful[],
  branchOf: (home: Home) => string | undefined,
): Promise<void> {
  const parts = doubtful.flatMap((one) => {
    const commits = commitsToCompare(one, branchOf(one.home));
    return commits.length === 0 ? [] : [comparedPart(one, commits, sheet)];
  });
  await askParts(client, parts);
}

function commitsToCompare({ deployments, commits }: Doubtful, branch: string | undefined): readonly string[] {
  if (branch === undefined) return [];
  const succeeded = deployments.flatMap(({ states, ref }, index) =>
    states.includes("success") || states.includes("active") ? [{ ref, commit: commits[index] }] : [],
  );
  const certain = succeeded.findIndex(({ ref }) => ref === branch);
  const open = certain === -1 ? succeeded : succeeded.slice(0, certain);
  return [...new Set(open.slice(0, mostCompared).flatMap(({ commit }) => commit ?? []))];
}

/** By how many commits each is ahead of the default branch; null where GitHub cannot compare them. */
const comparedSchema = z.object({
  defaultBranchRef: z.record(z.string(), z.object({ aheadBy: z.number() }).nullable()).nullable(),
});

function comparedPart(one: Doubtful, compared: readonly string[], sheet: AnswerSheet): Part {
  const { home, what, deployments, commits } = one;
  const fields = compared.map(
    (commit, index) => `c${index}: compare(headRef: ${quoted(commit)}) { aheadBy }`,
  );
  const selection = `defaultBranchRef { ${fields.join(" ")} }`;
  return part(fieldOf(home, selection), 2, "Contents: read", comparedSchema, (reading) => {
    // What cannot be compared leaves the answer as it was told.
    if (reading.state !== "value") return;
    const known = deployments.map((deployment, index) => {
      const ahead = reading.value.defaultBranchRef?.[`c${compared.indexOf(commits[index] ?? "")}`]?.aheadBy;
      return ahead === undefined ? deployment : { ...deployment, onDefaultBranch: ahead === 0 };
    });
    const at = earliest(one.at, reading.at);
    tell(sheet, home, what, { state: "value", value: { deployments: known } }, at);
  });
}
