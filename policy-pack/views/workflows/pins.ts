import type { Attempt } from "../attempt";
import { jobNamed, localActions, localPath, stepOf } from "./places";
import type { ActionFile, WorkflowFile, Workflows } from "./workflow-files";

/** Something that a workflow or a local action runs from elsewhere. */
export interface Use {
  readonly file: WorkflowFile | ActionFile;
  /** Step or job that uses it, as a message calls it. */
  readonly where: string;
  /** As it is written, such as owner/action@v4. */
  readonly what: string;
  readonly kind: "action" | "image";
  /** The account that an action is from, in lower case; undefined where none is named. */
  readonly owner: string | undefined;
  /** Whether it is named by the full SHA of a commit, or an image by its digest. */
  readonly pinned: boolean;
}

/** What workflows, and the local actions that they use, run from elsewhere; and what could not be read of these. */
export function usesIn(files: readonly WorkflowFile[], workflows: Workflows): readonly Attempt<Use>[] {
  const ofWorkflows = files.flatMap((file) =>
    file.jobs.flatMap((job) => [
      ...useOf(file, jobNamed(job), job.uses),
      ...job.steps.flatMap((step) => useOf(file, stepOf(job.id, step), step.uses)),
    ]),
  );
  const ofActions = localActions(files, workflows).flatMap((read): readonly Attempt<Use>[] => {
    if ("unknown" in read) return [read];
    const { steps, image } = read.value;
    return [
      ...steps.flatMap((step) => useOf(read.value, stepOf(undefined, step), step.uses)),
      ...(image?.startsWith("docker://") ? useOf(read.value, "The image", image) : []),
    ];
  });
  return [...ofWorkflows, ...ofActions];
}

const fromAccount = /^([^/@\s]+)\/[^@\s]+@(\S+)$/;

function useOf(file: Use["file"], where: string, what: string | undefined): readonly Attempt<Use>[] {
  if (what === undefined || localPath(what) !== undefined) return [];
  if (what.startsWith("docker://")) {
    const pinned = /@sha256:[0-9a-f]{64}$/i.test(what);
    return [{ value: { file, where, what, kind: "image", owner: undefined, pinned } }];
  }
  const [, owner, ref = ""] = fromAccount.exec(what) ?? [];
  const pinned = /^[0-9a-f]{40}$/i.test(ref);
  return [{ value: { file, where, what, kind: "action", owner: owner?.toLowerCase(), pinned } }];
}
