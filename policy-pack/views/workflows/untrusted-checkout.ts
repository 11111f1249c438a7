import { type Attempt, attempt } from "../attempt";
import { localPath, stepOf } from "./places";
import { bringsPullRequest, type Known, scriptBringsPullRequest, withEnv } from "./pull-request-code";
import type { Job, Step, Texts } from "./workflow";
import type { WorkflowFile, Workflows } from "./workflow-files";

/** A step that checks out what a pull request brings while the workflow has the repository's rights. */
export interface UntrustedCheckout {
  /** The workflow's job that runs it. */
  readonly job: string;
  /** The step as a message calls it, with the file that it stands in where that is another one. */
  readonly where: string;
}

/** Events whose workflows have the rights and secrets of the repository although anybody can cause them. */
const privileged: readonly string[] = ["pull_request_target", "workflow_run", "issue_comment"];

/** GitHub lets no more workflows and actions call each other. */
const deepest = 10;

interface Walk {
  readonly file: WorkflowFile;
  readonly files: readonly WorkflowFile[];
  readonly workflows: Workflows;
  /** The job of `file` that everything else is called from. */
  readonly job: string;
  readonly depth: number;
  /** What was called already, and with what: nothing new comes of it. */
  readonly called: Set<string>;
}

type Found = readonly Attempt<UntrustedCheckout>[];

/** Finds the untrusted checkouts of a workflow, in what it calls in the repository as well. */
export function untrustedCheckouts(
  file: WorkflowFile,
  files: readonly WorkflowFile[],
  workflows: Workflows,
): Found {
  if (!file.triggers.some((trigger) => privileged.includes(trigger))) return [];
  return file.jobs.flatMap((job) =>
    inJob({ file, files, workflows, job: job.id, depth: 0, called: new Set() }, file, job, new Set()),
  );
}

/** Looks through a job, of the workflow itself or of one that it calls with inputs. */
function inJob(walk: Walk, workflow: WorkflowFile, job: Job, inputs: ReadonlySet<string>): Found {
  const known = withEnv(job.env, withEnv(workflow.env, { inputs, env: new Set() }));
  const place = workflow === walk.file ? "" : ` of ${workflow.path}`;
  return [
    ...inSteps(walk, job.steps, known, (step) => `${stepOf(job.id, step)}${place}`),
    ...inCalled(walk, job, known),
  ];
}

function inCalled(walk: Walk, job: Job, known: Known): Found {
  const path = job.uses === undefined ? undefined : localPath(job.uses);
  const callee = walk.files.find((one) => one.path === path);
  const inputs = brought(job.with, known);
  const next = callee && deeper(walk, callee.path, inputs, new Set());
  if (callee === undefined || next === undefined) return [];
  return callee.jobs.flatMap((one) => inJob(next, callee, one, inputs));
}

function inSteps(walk: Walk, steps: readonly Step[], known: Known, where: (step: Step) => string): Found {
  return steps.flatMap((step): Found => {
    const here = withEnv(step.env, known);
    if (checksOut(step, here)) return [{ value: { job: walk.job, where: where(step) } }];
    return inAction(walk, step, here);
  });
}

/** Looks through an action of the repository that a step uses. */
function inAction(walk: Walk, step: Step, known: Known): Found {
  const place = step.uses === undefined ? undefined : localPath(step.uses);
  const inner: Known = { inputs: brought(step.with, known), env: known.env };
  const next = place === undefined ? undefined : deeper(walk, place, inner.inputs, inner.env);
  if (place === undefined || next === undefined) return [];
  const action = attempt(() => walk.workflows.action(place));
  if ("unknown" in action) return [action];
  if (action.value === undefined) return [];
  const { steps, path } = action.value;
  return inSteps(next, steps, inner, (one) => `${stepOf(undefined, one)} of ${path}`);
}

/** One call further; undefined where that was looked through already, or goes deeper than GitHub does. */
function deeper(
  walk: Walk,
  place: string,
  inputs: ReadonlySet<string>,
  env: ReadonlySet<string>,
): Walk | undefined {
  const call = JSON.stringify([place, [...inputs].sort(), [...env].sort()]);
  if (walk.depth >= deepest || walk.called.has(call)) return undefined;
  walk.called.add(call);
  return { ...walk, depth: walk.depth + 1 };
}

function checksOut({ uses, run, with: args }: Step, known: Known): boolean {
  if (run !== undefined && scriptBringsPullRequest(run, known)) return true;
  if (uses === undefined || !isCheckout(uses)) return false;
  return ["ref", "repository"].some((name) => bringsPullRequest(args.get(name) ?? "", known));
}

/** Whether a step uses GitHub's own action that checks out code, by whatever version. */
export function isCheckout(uses: string): boolean {
  return /^actions\/checkout@/i.test(uses);
}

/** Arguments that name what a pull request brings, in lower case. */
function brought(args: Texts, known: Known): ReadonlySet<string> {
  return new Set(
    [...args].filter(([, value]) => bringsPullRequest(value, known)).map(([name]) => name.toLowerCase()),
  );
}
