import type { Evidence } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { readValue, UnknownValue, type Value } from "../../engine/value";

/**
 * A property of a repository as GitHub tells it, also where the stack declares the repository; a declared one keeps
 * no ids before its first update. Throws UnknownValue where it was not told; `what` names it there.
 */
export function seenProperty(name: string, property: string, evidence: Evidence, what: string): Value {
  const seen = evidence.ask("repository", name, what);
  const props = seen?.resources.find(({ type }) => type === github.repository)?.props ?? {};
  const value = readValue(props, "", `repository ${name}`).get(property);
  if (value.absent) throw new UnknownValue("unobserved", `GitHub did not tell ${what}`);
  return value;
}

/** The values of a repository's custom property as GitHub tells them; none where it is not set. */
export function seenCustomProperty(name: string, property: string, evidence: Evidence): readonly string[] {
  const what = `the property ${property} of repository ${name}`;
  const seen = evidence.ask("custom-properties", name, what)?.resources ?? [];
  return seen
    .filter(({ type }) => type === github.repositoryCustomProperty)
    .map(({ props }) => readValue(props, "", what))
    .filter((props) => props.get("propertyName").string() === property)
    .flatMap((props) => props.get("propertyValues").items())
    .flatMap((value) => value.string() ?? []);
}
