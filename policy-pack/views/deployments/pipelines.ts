import { daysBetween } from "../../../tiers/calendar";
import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import { plainPath } from "../repository/declared-files";
import { defaultBranch } from "../repository/guarded-branch";
import type { LinkedRepository } from "../repository/repository";
import { isDeployedElsewhere, lastDeployment } from "./deployments";
import { productionEnvironment } from "./production";
import { deployersTo } from "./workflows";

/** Something that brings a service to production, and when it last did. */
export interface Pipeline {
  /** What messages call it, at the start of a sentence. */
  readonly label: string;
  /** Days since it last succeeded on the default branch; undefined where it never has. */
  readonly age: number | undefined;
}

/** What deploys a service, each where that is known; a workflow that the catalog names may be gone. */
export interface Pipelines {
  readonly known: readonly Pipeline[];
  readonly unknown: readonly UnknownValue[];
  readonly gone: string | undefined;
}

interface Place {
  readonly service: Subject;
  readonly repository: LinkedRepository;
  readonly evidence: Evidence;
  readonly today: string;
  /** Days within which a success is asked for. */
  readonly most: number;
}

/** Finds what deploys a service: the workflow that the catalog names, else those that deploy, and deployments. */
export function pipelinesOf(place: Place): Pipelines {
  const paths = attempt(() => workflowPaths(place));
  const runs =
    "value" in paths ? paths.value.map((path) => attempt(() => workflowPipeline(path, place))) : [];
  const all: Attempt<Pipeline | "gone" | undefined>[] = [
    ...("unknown" in paths ? [paths] : []),
    ...runs,
    attempt(() => deploymentPipeline(place)),
  ];
  const values = all.flatMap((one) => ("value" in one ? [one.value] : []));
  return {
    known: values.filter((one) => one !== undefined && one !== "gone"),
    unknown: all.flatMap((one) => ("unknown" in one ? [one.unknown] : [])),
    gone: values.includes("gone") && "value" in paths ? paths.value[0] : undefined,
  };
}

/** Undefined where nothing is on record at all. */
function deploymentPipeline({ service, repository, evidence, today, most }: Place): Pipeline | undefined {
  const last = lastDeployment(service, repository, evidence, today, most);
  if (last === "none") return undefined;
  const label = `A deployment to ${productionEnvironment(service.facts)}`;
  return { label, age: typeof last === "string" ? undefined : last.age };
}

function workflowPipeline(path: string, { service, repository, evidence, today }: Place): Pipeline | "gone" {
  const what = `the runs of workflow ${path}`;
  const told = evidence.ask("workflow-runs", `${repository.name}:${path}`, what);
  if (told === undefined) return "gone";
  const branch = defaultBranch(service, repository, evidence).name();
  if (told.branch !== branch)
    throw new UnknownValue("unobserved", `GitHub did not tell ${what} on branch ${branch}`);
  const succeeded = told.runs.filter(({ conclusion }) => conclusion === "success").map(({ at }) => at);
  return { label: `Workflow ${path}`, age: youngest(succeeded, today) };
}

/** What is dated after today has not happened. */
function youngest(times: readonly string[], today: string): number | undefined {
  const ages = times.map((at) => daysBetween(at, today)).filter((age) => age >= 0);
  return ages.length === 0 ? undefined : Math.min(...ages);
}

/** The workflow that the catalog names; else all that deploy to production. */
function workflowPaths({ service, repository, evidence }: Place): readonly string[] {
  const stated = service.facts.pipeline?.path;
  if (isDeployedElsewhere(service)) return [];
  if (stated !== undefined) return [plainPath(stated)];
  const { paths, opaque, unread } = deployersTo(productionEnvironment(service.facts), service, evidence);
  if (paths.length > 0) return paths;
  const [doubt] = unread;
  if (doubt !== undefined) throw doubt;
  if (opaque.length === 0) return [];
  const reason = `which workflow of repository ${repository.name} deploys to production is only known when it runs`;
  throw new UnknownValue("unobserved", `${reason}; name it under pipeline`);
}
