import { parseName, sameOwner } from "../../engine/repositories";
import type { Evidence, FailureSite } from "../../engine/rule";
import { github } from "../../engine/tokens";
import type { LinkedRepository } from "./repository";

/** A repository as GitHub tells of it. */
export interface SeenRepository {
  /** What it is called today, with its owner where that was told. */
  readonly name: string;
  readonly description: string;
  readonly archived: boolean;
}

/** Asks for a repository, naming by `what` what is sought of it; undefined where there is none. */
export function seenRepository(
  { name }: LinkedRepository,
  evidence: Evidence,
  what: string,
): SeenRepository | undefined {
  const seen = evidence.ask("repository", name, what);
  const found = seen?.resources.find(({ type }) => type === github.repository);
  if (found === undefined) return undefined;
  const { name: plain, fullName, description, archived } = found.props;
  return {
    name: textOf(fullName) || textOf(plain) || found.name,
    description: textOf(description),
    archived: archived === true,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Whether a repository is called so today; GitHub leads on from old names and owners, and tells no case apart. */
export function isCalled({ name }: LinkedRepository, today: string): boolean {
  const [stated, seen] = [parseName(name), parseName(today)];
  return stated.name === seen.name && sameOwner(stated, seen);
}

/** The description of a repository and where it stands; empty where it has none. */
export function describedBy(
  repository: LinkedRepository,
  evidence: Evidence,
): { readonly text: string; readonly site: FailureSite } {
  const { name, resource, managedHere } = repository;
  const stated = resource?.props.get("description").string() ?? "";
  if (resource !== undefined && (stated.trim() !== "" || managedHere || resource.observed))
    return { text: stated, site: { resource } };
  if (managedHere) return { text: "", site: {} };
  const seen = seenRepository(repository, evidence, `the description of repository ${name}`);
  return { text: seen?.description ?? "", site: { observed: true } };
}
