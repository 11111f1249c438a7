import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { load } from "js-yaml";

/** A folder of the vendors' own descriptions of their APIs, where somebody names one. */
const folder = process.env.API_DESCRIPTIONS ?? "";

const files = {
  pagerduty: join(folder, "pagerduty", "openapi-rest.json"),
  datadog: join(folder, "datadog", "openapi-v1.yaml"),
} as const;
export type Described = keyof typeof files;

/** Whether a vendor's description is there. */
export function isDescribed(vendor: Described): boolean {
  return folder !== "" && existsSync(files[vendor]);
}

/**
 * Checks answers of one vendor against its description (OpenAPI 3.0): what is wrong with them, and where. That of
 * PagerDuty says in prose alone what may be null, so that null is no fault there.
 */
export function checker(vendor: Described): (path: string, answer: unknown) => readonly string[] {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    allErrors: true,
    verbose: true,
  });
  ajv.addSchema(nullsAllowed(load(readFileSync(files[vendor], "utf8"))) as object, "api"); // JSON is YAML as well
  return (path, answer) => {
    const pointer = ["paths", path, "get", "responses", "200", "content", "application/json", "schema"];
    const validate = ajv.compile({ $ref: `api#/${pointer.map(escaped).join("/")}` });
    if (validate(answer)) return [];
    return (validate.errors ?? [])
      .filter(({ data }) => vendor !== "pagerduty" || data !== null)
      .map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

/** OpenAPI 3.0 says with a word of its own that something may be null. */
function nullsAllowed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullsAllowed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, nullsAllowed(inner)] as const);
  const schema = Object.fromEntries(entries);
  if (schema.nullable !== true) return schema;
  const { nullable: _, ...rest } = schema;
  return { anyOf: [rest, { type: "null" }] };
}
