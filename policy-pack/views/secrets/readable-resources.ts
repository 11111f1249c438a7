import { serviceToken } from "../../../catalog/graph";
import { parseName, sameOwner } from "../../engine/repositories";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog, github } from "../../engine/tokens";
import { attempt } from "../attempt";
import { nameOf } from "../links";
import { plainPath } from "../repository/declared-files";
import { isPrivate, type LinkedRepository, linkedRepository } from "../repository/repository";
import { typesWithPlainFields } from "./plain-fields";

/**
 * The resources with fields that anybody may read which serve a service: its own, those of its organisation that its
 * repository sees, and webhooks that its monitors call. A file in another service's folder is that one's alone.
 */
export function readableResources(service: Subject, evidence: Evidence): readonly Resource[] {
  const repository = linkedRepository(service, evidence);
  const own = evidence.of(...typesWithPlainFields());
  return [
    ...new Set([
      ...own.filter((one) => one.type !== github.repositoryFile || !isForeign(one, service, evidence)),
      ...evidence.all(github.actionsOrganizationVariable).filter((one) => sees(repository, one)),
      ...calledWebhooks(evidence),
    ]),
  ];
}

/** Whether workflows of a repository see a variable of the organisation; they may, where that is not known. */
function sees(repository: LinkedRepository | undefined, variable: Resource): boolean {
  if (repository?.managedHere !== true) return false;
  const visibility = attempt(() => variable.props.get("visibility").string());
  if ("unknown" in visibility) return true;
  if (visibility.value === "private") return isPrivate(repository) !== false;
  return visibility.value !== "selected" || isSelected(repository, variable);
}

/** By id; while ids are not known, by what they were computed from. One that has no id yet can be in no list. */
function isSelected({ resource }: LinkedRepository, variable: Resource): boolean {
  if (resource === undefined) return false;
  const selected = attempt(() => {
    const id = resource.props.get("repoId").number();
    const ids = variable.props.get("selectedRepositoryIds").items();
    return id !== undefined && ids.some((one) => one.number() === id);
  });
  if ("value" in selected) return selected.value;
  return variable.dependenciesOf("selectedRepositoryIds").includes(resource);
}

/** Webhooks belong to nobody; who mentions one in a message uses it. */
function calledWebhooks(evidence: Evidence): readonly Resource[] {
  const webhooks = evidence.all(datadog.webhook);
  if (webhooks.length === 0) return [];
  const messages = evidence.of(datadog.monitor, datadog.syntheticsTest).flatMap(({ props }) => {
    const message = attempt(() => props.get("message").string());
    return "value" in message && message.value !== undefined ? [message.value] : [];
  });
  const handles = new Set(messages.flatMap((text) => text.match(/@webhook-[\w.-]{1,100}/g) ?? []));
  return webhooks.filter((webhook) => handles.has(`@webhook-${nameOf(webhook)}`));
}

interface Home {
  readonly service: string;
  readonly at: ReturnType<typeof parseName>;
  readonly folder: string;
}

/** Whether a file lies in the folder of another service of the repository, and not in the service's own. */
function isForeign(file: Resource, { facts }: Subject, evidence: Evidence): boolean {
  const path = attempt(() => plainPath(file.props.get("file").string() ?? ""));
  if ("unknown" in path || facts.repository === undefined) return false;
  const liesIn = (folder: string): boolean => folder !== "" && path.value.startsWith(`${folder}/`);
  if (liesIn(plainPath(facts.path ?? ""))) return false;
  const here = parseName(facts.repository);
  return (homesOf(evidence).get(here.name) ?? []).some(
    ({ service, at, folder }) => service !== facts.name && sameOwner(at, here) && liesIn(folder),
  );
}

/** Where services live, by the name of their repository: found once, whichever of them asks. */
const homes = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Home[]>>();

function homesOf(evidence: Evidence): ReadonlyMap<string, readonly Home[]> {
  const components = evidence.all(serviceToken);
  const known = homes.get(components);
  if (known) return known;
  const byName = new Map<string, Home[]>();
  for (const { props } of components) {
    const facts = props.get("facts");
    const at = parseName(facts.get("repository").string() ?? "");
    const folder = plainPath(facts.get("path").string() ?? "");
    const home = { service: facts.get("name").string() ?? "", at, folder };
    const list = byName.get(at.name);
    if (list) list.push(home);
    else byName.set(at.name, [home]);
  }
  homes.set(components, byName);
  return byName;
}
