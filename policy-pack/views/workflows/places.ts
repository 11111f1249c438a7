import { type Attempt, attempt } from "../attempt";
import { plainPath } from "../repository/declared-files";
import type { Job, Step } from "./workflow";
import type { ActionFile, WorkflowFile, Workflows } from "./workflow-files";

/** What a step or job is called in a message: Step 2 of job build, Job deploy, Step 1. */
export function stepOf(job: string | undefined, step: Step): string {
  return job === undefined ? `Step ${step.number}` : `Step ${step.number} of job ${job}`;
}

export function jobNamed({ id }: Job): string {
  return `Job ${id}`;
}

/** The folder or file in the repository that something is used from; undefined for what lies elsewhere. */
export function localPath(uses: string): string | undefined {
  if (!uses.startsWith("./") || uses.includes("{{")) return undefined;
  const path = plainPath(uses);
  return path.startsWith("../") || path === ".." ? undefined : path;
}

/** The actions of the repository that workflows use, and those that these use in turn, each once. */
export function localActions(
  files: readonly WorkflowFile[],
  workflows: Workflows,
): readonly Attempt<ActionFile>[] {
  const wanted = files.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => placesIn(steps)));
  const seen = new Set<string>();
  const found: Attempt<ActionFile>[] = [];
  for (let at = 0; at < wanted.length; at++) {
    const place = wanted[at] ?? "";
    if (seen.has(place)) continue;
    seen.add(place);
    const action = attempt(() => workflows.action(place));
    if ("unknown" in action) found.push(action);
    else if (action.value !== undefined) {
      found.push({ value: action.value });
      wanted.push(...placesIn(action.value.steps));
    }
  }
  return found;
}

function placesIn(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ uses }) => (uses === undefined ? [] : (localPath(uses) ?? [])));
}
