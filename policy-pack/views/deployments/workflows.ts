import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { oncePerStack } from "../once-per-stack";
import { repositoryFile, repositoryFolder } from "../repository/files";
import { parseYaml } from "../yaml-text";

/** A workflow of GitHub's as far as deployments go. */
export interface Workflow {
  /** From the repository's root. */
  readonly path: string;
  /** What its jobs deploy to and what they ask, or UnknownValue thrown where the file's text is not known. */
  read(): WorkflowText;
}

export interface WorkflowText {
  /** Environments that jobs name outright, in lower case. */
  readonly environments: readonly string[];
  /** Whether a job takes its environment from an expression, or runs a workflow of another repository. */
  readonly isOpaque: boolean;
  /** Whether a step asks a deployment gate of Datadog's. */
  readonly asksGate: boolean;
}

const folder = ".github/workflows";

/** The workflows of a service's repository. Throws UnknownValue where nobody listed them. */
export function workflowsOf(service: Subject, evidence: Evidence): readonly Workflow[] {
  const what = `the workflows of repository ${service.facts.repository ?? service.name}`;
  return repositoryFolder(service, evidence, folder, what)
    .entries.filter(({ name, kind }) => kind !== "folder" && /\.ya?ml$/.test(name))
    .map(({ name }) => workflowAt(`${folder}/${name}`, service, evidence));
}

/** One workflow by its path; its text is empty where there is no such file. */
export function workflowAt(path: string, service: Subject, evidence: Evidence): Workflow {
  return {
    path,
    read: () => {
      const text = repositoryFile(service, evidence, path, `workflow ${path}`)?.text ?? "";
      if (text.length <= mostCharacters) return oncePerStack(evidence, "workflow", text, readWorkflow);
      throw new UnknownValue("unobserved", `workflow ${path} is too long to be read`);
    },
  };
}

/** What people write is much shorter; reading a text costs milliseconds for every thousand characters. */
const mostCharacters = 100_000;

function readWorkflow(text: string): WorkflowText {
  // Few workflows deploy, and only those are worth reading.
  const stated = text.includes("environment") ? jobsIn(text).flatMap((job) => environmentIn(job) ?? []) : [];
  const isOpen = (environment: string): boolean => environment.includes("${{");
  return {
    environments: stated.filter((one) => !isOpen(one)).map((one) => one.toLowerCase()),
    isOpaque: stated.some(isOpen) || runsForeign.test(text),
    asksGate: /deployments\/gates\/evaluation|datadog-ci[ \t]+deployment[ \t]+gate\b/.test(text),
  };
}

/** A workflow of the same repository is among those that are read anyway. */
const runsForeign = /\buses["']?:[ \t]*["']?[\w.-]+\/[\w.-]+\/\.github\/workflows\//;

type Job = Readonly<Record<string, unknown>>;

function jobsIn(text: string): readonly Job[] {
  const jobs = member(parseYaml(text), "jobs");
  return isRecord(jobs) ? Object.values(jobs).filter(isRecord) : [];
}

function environmentIn(job: Job): string | undefined {
  const stated = member(job, "environment");
  const name = isRecord(stated) ? member(stated, "name") : stated;
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
  const wanted = environment.toLowerCase();
  const subject = `${repository}:${environment}`.toLowerCase();
  const deployed = evidence.told("deployments").find((told) => told.subject.toLowerCase() === subject);
  if (deployed && deployed.value.deployments.length > 0) return true;
  const listed = attempt(() =>
    workflowsOf(service, evidence).map((one) => ({ ...one, text: attempt(one.read) })),
  );
  if ("unknown" in listed) {
    if (listed.unknown.unknownCause === "no-collector") return true;
    throw listed.unknown;
  }
  const texts = listed.value.map(({ text }) => text);
  if (texts.some((one) => "value" in one && one.value.environments.includes(wanted))) return true;
  for (const { path, text } of listed.value) {
    if ("unknown" in text) throw text.unknown;
    if (!text.value.isOpaque) continue;
    const reason = `which environment workflow ${path} deploys to is only known when it runs`;
    throw new UnknownValue("unobserved", reason);
  }
  return false;
}

/** Whether a workflow of the repository asks a deployment gate, as far as its text is known. */
export function asksGate(service: Subject, evidence: Evidence): boolean {
  const workflows = attempt(() => workflowsOf(service, evidence));
  if ("unknown" in workflows) return false;
  return workflows.value.some(({ read }) => {
    const text = attempt(read);
    return "value" in text && text.value.asksGate;
  });
}
