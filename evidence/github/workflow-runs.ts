import { posix } from "node:path";
import { z } from "zod";
import type { AnswerSheet, Told } from "../collector";
import type { ApiClient } from "../http/client";
import { untold } from "../read";
import { allWanted, pathOf, tellWithin } from "./home";
import type { Profile } from "./repository";

const runsSchema = z.object({
  workflow_runs: z.array(z.object({ created_at: z.string(), conclusion: z.string().nullable() })),
});

/** Asks for the last runs of workflows that the catalog names, on the default branch. One request a workflow. */
export async function tellWorkflowRuns(
  client: ApiClient,
  sheet: AnswerSheet,
  { home, branch }: Profile,
): Promise<void> {
  for (const what of allWanted(home, ({ workflows }) => workflows)) {
    const tell = (told: Told<"workflow-runs">, at?: string) =>
      tellWithin(
        sheet,
        { home, kind: "workflow-runs", what },
        ({ wanted }) => wanted.workflows.includes(what),
        told,
        at,
      );
    const file = encodeURIComponent(posix.basename(what));
    try {
      const answer = await client.get({
        path: `${pathOf(home)}/actions/workflows/${file}/runs`,
        query: { branch, status: "completed", per_page: 20, exclude_pull_requests: "true" },
        schema: runsSchema,
        permission: "Actions: read",
      });
      if (answer === undefined) tell({ state: "absent" });
      else tell(runsFact(what, branch, answer.value), answer.at);
    } catch (error) {
      tell(untold(error));
    }
  }
}

export function runsFact(
  workflow: string,
  branch: string | undefined,
  { workflow_runs }: z.infer<typeof runsSchema>,
): Told<"workflow-runs"> {
  const runs = workflow_runs.flatMap(({ created_at, conclusion }) =>
    conclusion === null ? [] : [{ at: created_at, conclusion }],
  );
  return {
    state: "value",
    value: { workflow, ...(branch === undefined ? {} : { branch }), runs },
  };
}
