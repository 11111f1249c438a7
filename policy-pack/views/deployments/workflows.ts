import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import type { Step } from "../workflows/workflow";
import { type WorkflowFile, workflowsOf } from "../workflows/workflow-files";

/** Which workflows of a repository deploy to an environment, as far as their texts tell. */
export interface Deployers {
  /** Paths of those that name it outright. */
  readonly paths: readonly string[];
  /** Paths of those that take an environment from an expression, or run a workflow of another repository. */
  readonly opaque: readonly string[];
  /** Why there may be others. */
  readonly unread: readonly UnknownValue[];
}

export function deployersTo(environment: string, service: Subject, evidence: Evidence): Deployers {
  const wanted = environment.toLowerCase();
  const { files } = workflowsOf(service, evidence);
  const read = files.flatMap((one) => ("value" in one ? [one.value] : []));
  return {
    paths: read.filter((file) => environmentsOf(file).includes(wanted)).map(({ path }) => path),
    opaque: read.filter(isOpaque).map(({ path }) => path),
    unread: files.flatMap((one) => ("unknown" in one ? [one.unknown] : [])),
  };
}

/** In lower case. */
function environmentsOf({ jobs }: WorkflowFile): readonly string[] {
  return jobs.flatMap(({ environment }) => environment?.toLowerCase() ?? []);
}

function isOpaque({ jobs }: WorkflowFile): boolean {
  return jobs.some(
    ({ environment, uses }) => environment?.includes("${{") || (uses !== undefined && isForeign(uses)),
  );
}

/** A workflow of the same repository is among those that are read anyway. */
function isForeign(uses: string): boolean {
  return !uses.startsWith("./");
}

/**
 * Whether a workflow deploys to an environment, which guards nothing otherwise. True as well where nobody observes the
 * repository's files; throws UnknownValue where GitHub did not tell them, or none names the environment but one might.
 */
export function isDeployedTo(
  environment: string,
  repository: string,
  service: Subject,
  evidence: Evidence,
): boolean {
  const subject = `${repository}:${environment}`.toLowerCase();
  const deployed = evidence.told("deployments").find((told) => told.subject.toLowerCase() === subject);
  if (deployed && deployed.value.deployments.length > 0) return true;
  const { paths, opaque, unread } = deployersTo(environment, service, evidence);
  if (paths.length > 0) return true;
  const [doubt] = unread;
  if (doubt?.unknownCause === "no-collector") return true;
  if (doubt !== undefined) throw doubt;
  if (opaque.length === 0) return false;
  const reason = `which environment workflow ${opaque[0]} deploys to is only known when it runs`;
  throw new UnknownValue("unobserved", reason);
}

/** Whether a workflow of the repository asks a deployment gate, as far as its text is known. */
export function asksGate(service: Subject, evidence: Evidence): boolean {
  return workflowsOf(service, evidence).files.some(
    (one) => "value" in one && one.value.jobs.some(({ steps }) => steps.some(asks)),
  );
}

function asks({ uses = "", run = "" }: Step): boolean {
  const isAction = /^datadog\/[\w-]*deployment-gate/i.test(uses);
  return isAction || /deployments\/gates\/evaluation|datadog-ci[ \t]+deployment[ \t]+gate\b/.test(run);
}
