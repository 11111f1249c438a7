import type { Evidence, Subject } from "../../engine/rule";
import { type Attempt, attempt } from "../attempt";
import { plainPath } from "../repository/declared-files";
import { repositoryFolder } from "../repository/files";
import type { LinkedRepository } from "../repository/repository";
import { ecosystems, githubActions, type Place, workflowFolder } from "./ecosystems";

/**
 * The dependencies that a service's repository has on its root, in the service's folder and in its workflows, by their
 * manifests; and why there may be others. Each ecosystem once a folder and kind of manifest.
 */
export function foundPlaces(
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
): readonly Attempt<Place>[] {
  const folders = [...new Set(["", plainPath(service.facts.path ?? "")])];
  const list = (folder: string): Listed => filesIn(folder, service, repository, evidence);
  const workflows = list(workflowFolder);
  const [workflow] = workflows.names.filter((name) => /\.ya?ml$/.test(name));
  return [
    ...folders.flatMap((folder) => placesIn(folder, list(folder))),
    ...(workflow === undefined ? [] : [placed(folderOfWorkflows(workflow))]),
    ...workflows.unread,
  ];
}

interface Listed {
  readonly names: readonly string[];
  /** Why there may be more. */
  readonly unread: readonly { readonly unknown: Extract<Attempt<never>, { unknown: unknown }>["unknown"] }[];
}

function filesIn(folder: string, service: Subject, { name }: LinkedRepository, evidence: Evidence): Listed {
  const what = `what lies in ${folder === "" ? "the root" : folder} of repository ${name}`;
  const listed = repositoryFolder(service, evidence, folder, what);
  const entries = attempt(() => listed.entries);
  const known = "value" in entries ? entries.value : listed.declared;
  const names = known.filter(({ kind }) => kind === "file").map((entry) => entry.name);
  return { names, unread: "unknown" in entries ? [entries] : [] };
}

function placesIn(folder: string, { names, unread }: Listed): readonly Attempt<Place>[] {
  const found = [...ecosystems, githubActions].flatMap((ecosystem) => {
    const manifest = names.find((name) => ecosystem.manifest.test(name));
    return manifest === undefined ? [] : [placed({ ecosystem, folder, manifest: within(folder, manifest) })];
  });
  return [...found, ...unread];
}

function folderOfWorkflows(workflow: string): Place {
  return { ecosystem: githubActions, folder: workflowFolder, manifest: within(workflowFolder, workflow) };
}

function placed(value: Place): Attempt<Place> {
  return { value };
}

function within(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
