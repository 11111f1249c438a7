import { load, YAMLException } from "js-yaml";
import type { DescriptionFlaw } from "./description";

type Fields = Readonly<Record<string, unknown>>;

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  return "value" in parseJson(text);
}

/** Why a text, YAML or JSON, is no OpenAPI (Swagger 2.0 too) or AsyncAPI document; undefined where it is one. */
export function openDocumentFlaw(type: "openapi" | "asyncapi", text: string): DescriptionFlaw | undefined {
  const json = parseJson(text);
  const parsed = "value" in json ? json : parseYaml(text);
  if ("flaw" in parsed) return parsed.flaw;
  const lack = lackOf(type, fieldsOf(parsed.value));
  return lack === undefined ? undefined : { lacks: lack };
}

function lackOf(type: "openapi" | "asyncapi", document: Fields): string | undefined {
  const { title, version } = fieldsOf(document.info);
  const stated = isStated(title) ? (isStated(version) ? undefined : "info.version") : "info.title";
  const { openapi, swagger, asyncapi, paths, webhooks, components, channels } = document;
  if (type === "asyncapi") {
    if (!isVersion(asyncapi, /^[23]\.\d+/)) return "asyncapi with a version such as 3.0.0";
    return stated ?? (holds(channels) ? undefined : "channels");
  }
  if (swagger === "2.0" || swagger === 2) return stated ?? (holds(paths) ? undefined : "paths");
  if (!isVersion(openapi, /^3\.\d+\.\d+/)) return "openapi with a version such as 3.1.0";
  return stated ?? ([paths, webhooks, components].some(holds) ? undefined : "paths");
}

function isVersion(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

/** A number or a day is text that nobody put in quotes. */
function isStated(value: unknown): boolean {
  return (
    typeof value === "number" || value instanceof Date || (typeof value === "string" && value.trim() !== "")
  );
}

function holds(value: unknown): boolean {
  return Object.keys(fieldsOf(value)).length > 0;
}

function fieldsOf(value: unknown): Fields {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : {}; // an object that is no list has string keys
}

type Parsed = { readonly value: unknown } | { readonly flaw: DescriptionFlaw };

/** JSON is YAML as well, and is read many times faster. */
function parseJson(text: string): Parsed {
  if (!/^\s*\{/.test(text)) return { flaw: { lacks: "an object" } };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { flaw: { lacks: "JSON" } }; // The YAML reader says where it stops.
  }
}

/** The reader bounds nesting, aliases and merges. Its errors' words quote the text, so that only the line is taken. */
function parseYaml(text: string): Parsed {
  try {
    return { value: load(text) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // Several documents in one file have no place in the error.
    const { mark }: { mark?: { line: number } } = error;
    if (mark === undefined) return { flaw: { lacks: "a single document" } };
    // The reader adds a line's end, and may stop behind it.
    return { flaw: { line: Math.min(mark.line + 1, text.split("\n").length) } };
  }
}
