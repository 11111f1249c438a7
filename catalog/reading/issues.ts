import type { z } from "zod";
import { quote, show } from "./problems";
import { fieldsAt } from "./schema-fields";
import { didYouMean } from "./suggestions";
import type { Located } from "./yaml-document";
import type { Fault } from "./yaml-text";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Where a path leads in a document: as deep as the document goes, and whether that is all the way. */
export function follow(root: Located, path: Path): { node: Located; depth: number; found: boolean } {
  let node = root;
  for (const [depth, step] of path.entries()) {
    const next = typeof step === "symbol" ? undefined : node.entries.get(step);
    if (!next) return { node, depth, found: false };
    node = next.node;
  }
  return { node, depth: path.length, found: true };
}

/** Says what a schema found wrong in a document: the place, the value, what is allowed and what was likely meant. */
export function faultsOf(schema: z.core.$ZodType, root: Located, issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownFields(schema, root, issue) : [faultOf(root, issue)],
  );
}

function unknownFields(
  schema: z.core.$ZodType,
  root: Located,
  issue: z.core.$ZodIssueUnrecognizedKeys,
): Fault[] {
  const { node } = follow(root, issue.path);
  const allowed = fieldsAt(schema, root.value, issue.path);
  const where = issue.path.length > 0 ? ` of ${label(issue.path)}` : "";
  const list = allowed.length > 0 ? ` Allowed: ${allowed.join(", ")}.` : "";
  return issue.keys.map((key) => ({
    at: node.entries.get(key)?.keyAt ?? node.at,
    message: `${quote(key)} is not a field${where}.${didYouMean(key, allowed)}${list}`,
  }));
}

function faultOf(root: Located, issue: Issue): Fault {
  if (issue.code === "invalid_key") return badKey(root, issue);
  const { node, depth, found } = follow(root, issue.path);
  const { must, allowed } = requirementOf(issue);
  if (!found && isCollection(node.value)) {
    return { at: node.at, message: `${label(issue.path)} is missing; it ${must}.` };
  }
  // A path that goes on below plain text comes from a short form that a schema unfolds.
  const name = label(issue.path.slice(0, depth));
  return {
    at: node.at,
    message: `${name} ${must}${butIs(issue, node.value)}${didYouMean(node.value, allowed)}`,
  };
}

function badKey(root: Located, issue: z.core.$ZodIssueInvalidKey): Fault {
  const parent = follow(root, issue.path.slice(0, -1)).node;
  const key = issue.path.at(-1) ?? "";
  const at = typeof key === "symbol" ? parent.at : (parent.entries.get(key)?.keyAt ?? parent.at);
  const { must, allowed } = issue.issues[0] ? requirementOf(issue.issues[0]) : unexplained;
  const message = `The key ${quote(String(key))} of ${label(issue.path.slice(0, -1))} ${must}.`;
  return { at, message: message + didYouMean(key, allowed) };
}

interface Requirement {
  /** Completes a sentence whose subject is the field: `must be …`. */
  readonly must: string;
  readonly allowed: readonly string[];
}

const unexplained: Requirement = { must: "must be something else", allowed: [] };

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of fields",
  record: "a map",
  null: "empty",
};

const formats: Readonly<Record<string, string>> = {
  email: "an e-mail address such as team@example.com",
  datetime: "a time such as 2026-01-31T12:00:00Z",
};

function requirementOf(issue: Issue): Requirement {
  // Our own schemas word their requirements so that they complete the sentence.
  if (issue.message.startsWith("must ")) return { must: issue.message, allowed: [] };
  switch (issue.code) {
    case "invalid_type":
      return { must: `must be ${kinds[issue.expected] ?? issue.expected}`, allowed: [] };
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return unionRequirement(issue);
    case "invalid_format":
      return { must: `must be ${formats[issue.format] ?? `a valid ${issue.format}`}`, allowed: [] };
    case "too_small":
      return {
        must: sizeRequirement(
          issue.origin,
          issue.inclusive === false ? "more than" : "at least",
          issue.minimum,
        ),
        allowed: [],
      };
    case "too_big":
      return {
        must: sizeRequirement(
          issue.origin,
          issue.inclusive === false ? "less than" : "at most",
          issue.maximum,
        ),
        allowed: [],
      };
    default:
      return { must: `is not accepted (${issue.message})`, allowed: [] };
  }
}

function oneOf(values: readonly unknown[]): Requirement {
  const words = values.map(String);
  return {
    must: words.length === 1 ? `must be ${words[0]}` : `must be one of ${words.join(", ")}`,
    allowed: words,
  };
}

function sizeRequirement(origin: string, bound: string, size: number | bigint): string {
  const plural = size === 1 ? "" : "s";
  if (origin === "string") return `must have ${bound} ${size} character${plural}`;
  if (origin === "array" || origin === "set")
    return `must have ${bound} ${size} entr${size === 1 ? "y" : "ies"}`;
  return `must be ${bound} ${size}`;
}

/** A union by discriminator names its values; one of literals names them all; else the option that comes nearest. */
function unionRequirement(issue: z.core.$ZodIssueInvalidUnion): Requirement {
  if ("options" in issue && issue.options) return oneOf(issue.options);
  const options = issue.errors.map((errors) => errors[0]).filter((first) => first !== undefined);
  const values = options.flatMap((first) => (first.code === "invalid_value" ? first.values : []));
  if (values.length > 0) return oneOf(values);
  const each = [...new Set(options.map((first) => requirementOf(first).must))];
  return each.length > 0 ? { must: each.join(", or "), allowed: [] } : unexplained;
}

/** The rest of the sentence: what the value is instead, and how to mend the slips that YAML invites. */
function butIs(issue: Issue, value: unknown): string {
  if (value === null) return "; it is empty. Give it a value or remove the line.";
  if (issue.code !== "invalid_type") return isCollection(value) ? "." : `; it is ${show(value)}.`;
  const scalar = typeof value === "number" || typeof value === "boolean";
  return scalar && issue.expected === "string"
    ? `; it is the ${typeof value === "number" ? "number" : "truth value"} ${value}. Put it in quotes.`
    : `; it is ${show(value)}.`;
}

function isCollection(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** A path as people write it, such as slos[0].target. */
export function label(path: Path): string {
  if (path.length === 0) return "The file";
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${escaped(String(step))}`,
    )
    .join("");
}

function escaped(step: string): string {
  return quote(step).slice(1, -1);
}
