import type { Resource } from "../../engine/rule";
import { type Attempt, attempt } from "../attempt";
import { nameOf } from "../links";
import { type Part, type PlainField, plainFields } from "./plain-fields";
import { plainSecretIn } from "./plain-secrets";
import { hideTokens, tokenIn } from "./token-shapes";

/** A secret in a field that anybody may read; none of its texts holds the secret. */
export interface Exposure {
  readonly resource: Resource;
  /** Name of the resource. */
  readonly name: string;
  /** The field, with its own name or its line, such as data.config line 12. */
  readonly field: string;
  /** What the secret is, such as a GitHub token. */
  readonly shape: string;
  /** Resource and field without the line, which moves. */
  readonly subject: string;
}

/** Read once a resource, whichever of its services asks. */
const known = new WeakMap<Resource, readonly Attempt<Exposure>[]>();

/** The secrets that stand written out in a resource, and what could not be read of it. */
export function exposuresIn(resource: Resource): readonly Attempt<Exposure>[] {
  const found =
    known.get(resource) ?? fieldsIn(plainFields(resource)).flatMap((field) => exposed(field, resource));
  known.set(resource, found);
  return found;
}

/** All fields of a part and its parts, however deep these are. */
function fieldsIn(part: Part): readonly Attempt<PlainField>[] {
  const read = attempt(part);
  if ("unknown" in read) return [read];
  return read.value.flatMap((one) => (typeof one === "function" ? fieldsIn(one) : [{ value: one }]));
}

function exposed(read: Attempt<PlainField>, resource: Resource): readonly Attempt<Exposure>[] {
  if ("unknown" in read) return [read];
  const { value, name } = read.value;
  const resourceName = hideTokens(nameOf(resource));
  const exposure = (field: string, shape: string, line?: number): readonly Attempt<Exposure>[] => [
    {
      value: {
        resource,
        name: resourceName,
        field: line === undefined ? field : `${field} line ${line}`,
        shape,
        subject: `${resourceName} ${field}`,
      },
    },
  ];
  // A name that is a secret must not be read on: what is said of its value would hold it.
  const inName = tokenIn(name ?? "");
  if (inName !== undefined) return exposure("the name of a field", inName.name);
  const text = attempt(() => value.string());
  if ("unknown" in text) return [text];
  const secret = text.value === undefined ? undefined : plainSecretIn(text.value, name);
  if (secret === undefined) return [];
  const field = name === undefined || value.path.endsWith(name) ? value.path : `${value.path} (${name})`;
  return exposure(hideTokens(field), secret.shape, secret.line);
}
