import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import { type Part, part } from "./graphql";
import { fieldOf, type Home, tellHome } from "./home";
import { hidden, unanswered } from "./outcome";

const rollupSchema = z
  .object({
    contexts: z.object({
      nodes: z.array(z.object({ name: z.string().optional(), context: z.string().optional() })),
    }),
  })
  .nullish();

export const changesSchema = z.object({
  defaultBranchRef: z.object({ target: z.object({ statusCheckRollup: rollupSchema }).nullable() }).nullable(),
  pullRequests: z.object({
    nodes: z.array(
      z.object({
        commits: z.object({
          nodes: z.array(z.object({ commit: z.object({ statusCheckRollup: rollupSchema }) })),
        }),
      }),
    ),
  }),
  authors: z.object({
    nodes: z.array(
      z.object({
        createdAt: z.string(),
        author: z.object({ __typename: z.string(), login: z.string().min(1) }).nullable(),
      }),
    ),
  }),
});
type Changes = z.infer<typeof changesSchema>;

const rollup =
  "statusCheckRollup { contexts(first: 50) { nodes { ... on CheckRun { name } ... on StatusContext { context } } } }";
const newest = "orderBy: { field: CREATED_AT, direction: DESC }";
const selection = `defaultBranchRef { target { ... on Commit { ${rollup} } } }
pullRequests(first: 5, ${newest}) { nodes { commits(last: 1) { nodes { commit { ${rollup} } } } } }
authors: pullRequests(first: 100, ${newest}) { nodes { createdAt author { __typename login } } }`;

const right = "Pull requests, Checks and Commit statuses: read";

/** Asks about the last changes. 13 calls of connections: two lists, and commits and checks of five of them. */
export function changesPart(home: Home, sheet: AnswerSheet): Part {
  return part(fieldOf(home, selection), 2, right, changesSchema, (reading) => {
    if (reading.state !== "value") {
      const why = reading.state === "missing" ? hidden(right) : reading;
      tellHome(sheet, home, "reported-checks", why);
      return tellHome(sheet, home, "bot-pull-requests", why);
    }
    // A rollup that is hidden is null as one that is not there.
    const why = reading.problem("defaultBranchRef", right) ?? reading.problem("pullRequests", right);
    tellHome(sheet, home, "reported-checks", why ?? checksFact(reading.value), reading.at);
    tellHome(sheet, home, "bot-pull-requests", botsFact(reading.value), reading.at);
  });
}

/** Where nothing reported at all, that is no proof against a check. */
export function checksFact({ defaultBranchRef, pullRequests }: Changes): Told<"reported-checks"> {
  const rollups = [
    defaultBranchRef?.target?.statusCheckRollup,
    ...pullRequests.nodes.flatMap(({ commits }) =>
      commits.nodes.map(({ commit }) => commit.statusCheckRollup),
    ),
  ];
  const names = rollups.flatMap((one) =>
    (one?.contexts.nodes ?? []).flatMap((node) => node.name ?? node.context ?? []),
  );
  if (rollups.some((one) => one?.contexts.nodes.length === 50))
    return unanswered("more checks reported than are read at once");
  const contexts = [...new Set(names.filter((name) => name !== ""))].sort();
  return { state: "value", value: { contexts } };
}

/** The newest of each app. GitHub's query has their logins without the end that tells them from people. */
export function botsFact({ authors }: Changes): Told<"bot-pull-requests"> {
  const latest = new Map<string, string>();
  for (const { author, createdAt } of authors.nodes) {
    if (author?.__typename !== "Bot") continue;
    const login = author.login.endsWith("[bot]") ? author.login : `${author.login}[bot]`;
    if (!latest.has(login)) latest.set(login, createdAt);
  }
  return {
    state: "value",
    value: { latest: [...latest].map(([author, createdAt]) => ({ author, createdAt })) },
  };
}
