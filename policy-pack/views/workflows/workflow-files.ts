import type { Evidence, FailureSite, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt, take } from "../attempt";
import { plainPath } from "../repository/declared-files";
import { repositoryFile, repositoryFolder } from "../repository/files";
import { linkedRepository } from "../repository/repository";
import { parseYamlOnce } from "../yaml-text";
import { type LocalAction, readAction, readWorkflow, type Workflow } from "./workflow";

export interface WorkflowFile extends Workflow {
  /** From the repository's root. */
  readonly path: string;
  readonly site: FailureSite;
}

export interface ActionFile extends LocalAction {
  readonly path: string;
  readonly site: FailureSite;
}

/** The workflows on the default branch of a service's repository, and the actions in it that they use. */
export interface Workflows {
  /** Each on its own, as one may not be readable; why there may be others is among them. */
  readonly files: readonly Attempt<WorkflowFile>[];
  /** The action in a folder such as ./tools/build; undefined where there is none. Throws UnknownValue where nobody tells. */
  action(folder: string): ActionFile | undefined;
}

const folder = ".github/workflows";

/** Reads the workflows of a service's repository, once, whichever rule asks. */
export function workflowsOf(service: Subject, evidence: Evidence): Workflows {
  return evidence.once("workflows", () => {
    const actions = new Map<string, Attempt<ActionFile | undefined>>();
    return {
      files: filesOf(service, evidence),
      action: (path) => {
        const tried = actions.get(path) ?? attempt(() => actionIn(path, service, evidence));
        actions.set(path, tried);
        return take(tried);
      },
    };
  });
}

function filesOf(service: Subject, evidence: Evidence): readonly Attempt<WorkflowFile>[] {
  const repository = linkedRepository(service, evidence)?.name ?? service.name;
  const listed = repositoryFolder(service, evidence, folder, `the workflows of repository ${repository}`);
  const entries = attempt(() => listed.entries);
  const known = "value" in entries ? entries.value : listed.declared;
  const files = known
    .filter(({ name, kind }) => kind !== "folder" && /\.ya?ml$/.test(name))
    .map(({ name }) => attempt(() => workflowAt(`${folder}/${name}`, service, evidence)));
  return "unknown" in entries ? [...files, entries] : files;
}

function workflowAt(path: string, service: Subject, evidence: Evidence): WorkflowFile {
  const file = repositoryFile(service, evidence, path, path);
  if (file === undefined)
    throw new UnknownValue("unobserved", `GitHub lists ${path}, and did not tell its text`);
  return {
    path,
    site: { ...file.site, subject: path },
    ...readWorkflow(parseYamlOnce(file.text, path, evidence)),
  };
}

/** GitHub takes either ending, the first before the second. */
function actionIn(place: string, service: Subject, evidence: Evidence): ActionFile | undefined {
  const tried = ["action.yml", "action.yaml"].map((name) => {
    const path = plainPath(`${place}/${name}`);
    return { path, file: attempt(() => repositoryFile(service, evidence, path, path)) };
  });
  for (const { path, file } of tried) {
    if (!("value" in file) || file.value === undefined) continue;
    const { site, text } = file.value;
    return { path, site: { ...site, subject: path }, ...readAction(parseYamlOnce(text, path, evidence)) };
  }
  for (const { file } of tried) take(file);
  return undefined;
}
