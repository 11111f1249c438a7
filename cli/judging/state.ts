import { spawnSync } from "node:child_process";
import { z } from "zod";
import { quote } from "../../catalog/reading/problems";
import { nameInUrn, type RawResource } from "../../policy-pack/engine/resource";
import { describeThrown, plain } from "../../policy-pack/engine/text";
import { InputError, NotJudgedError } from "../failures";

/** How Pulumi marks values that are not plain JSON, and which of them are secrets or references to resources. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
/** What stands for a value that is not known; an encrypted one is not known either. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const deepest = 200;

const urns = z.array(z.string()).nullish();
const stateResource = z.looseObject({
  urn: z.string().min(1),
  type: z.string().min(1),
  delete: z.boolean().optional(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
  parent: z.string().optional(),
  dependencies: urns,
  propertyDependencies: z.record(z.string(), urns).nullish(),
});
const stateFile = z.looseObject({
  deployment: z.looseObject({ resources: z.array(stateResource).nullish() }),
});

/** What a stored state holds of a stack, as a stack policy sees it under `pulumi policy analyze`. */
export interface StoredState {
  readonly resources: readonly RawResource[];
  /** Values that are encrypted, and so not known here. */
  readonly encrypted: number;
}

/** Reads the JSON of `pulumi stack export`. Throws InputError where it is something else, or of another stack. */
export function readState(file: string, text: string, stack: string): StoredState {
  const parsed = stateFile.safeParse(parseJson(file, text));
  if (!parsed.success)
    throw new InputError(
      `${quote(file)} must be what \`pulumi stack export\` writes: ${firstIssue(parsed.error)}.`,
    );
  const stored = (parsed.data.deployment.resources ?? []).filter((one) => one.delete !== true);
  if (stored.length === 0)
    throw new NotJudgedError(
      `The state of ${quote(stack)} holds no resource. Run \`pulumi up\` first, or judge the program: leave out --from-state and --state.`,
    );
  const other = stored
    .map(({ urn }) => urn.split("::")[0]?.split(":").at(-1) ?? "")
    .find((name) => name !== stack);
  if (other !== undefined)
    throw new InputError(`${quote(file)} must be of the stack ${quote(stack)}; it is of ${quote(other)}.`);
  const counted = { encrypted: 0 };
  const resources = stored.map((one) => rawResource(one, counted));
  return { resources, ...counted };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${quote(file)} must be JSON: ${describeThrown(error)}.`);
  }
}

function firstIssue({ issues: [first] }: z.ZodError): string {
  return first ? plain(`${first.path.join(".") || "the file"}: ${first.message}`) : "it cannot be read";
}

interface Counted {
  encrypted: number;
}

function rawResource(stored: z.infer<typeof stateResource>, counted: Counted): RawResource {
  const { urn, type, outputs, parent, dependencies, propertyDependencies } = stored;
  const byProperty = Object.entries(propertyDependencies ?? {}).map(
    ([name, all]) => [name, all ?? []] as const,
  );
  return {
    urn,
    type,
    name: nameInUrn(urn),
    props: Object.fromEntries(
      Object.entries(outputs ?? {}).map(([key, value]) => [key, open(value, counted, 0)]),
    ),
    ...(parent === undefined || parent === "" ? {} : { parent }),
    dependencies: dependencies ?? [],
    propertyDependencies: Object.fromEntries(byProperty.filter(([, all]) => all.length > 0)),
  };
}

/** A value as policies get it: secrets in plain, references as ids. What is nested deeper than any provider's stays. */
function open(value: unknown, counted: Counted, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((element) => open(element, counted, depth + 1));
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const signature = fields[signatureKey];
  if (signature === secretSignature) return openSecret(fields.plaintext, counted, depth);
  if (signature === resourceSignature) return fields.id ?? fields.urn ?? null;
  return Object.fromEntries(
    Object.entries(fields).map(([key, inner]) => [key, open(inner, counted, depth + 1)]),
  );
}

function openSecret(plaintext: unknown, counted: Counted, depth: number): unknown {
  if (typeof plaintext === "string") {
    try {
      return open(JSON.parse(plaintext), counted, depth + 1);
    } catch {
      // Not what Pulumi writes: as little known as one that is encrypted.
    }
  }
  counted.encrypted += 1;
  return unknown;
}

/** Asks the pulumi on PATH for a stack's state, secrets in plain; they go no further than the judgement. */
export function exportState(stack: string, root: string): string {
  const args = ["stack", "export", "--stack", stack, "--show-secrets"];
  const { error, status, stdout, stderr } = spawnSync("pulumi", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (error && "code" in error && error.code === "ENOENT")
    throw new NotJudgedError(
      "--state needs a pulumi on PATH. Install it, or export the state elsewhere and give it with --from-state.",
    );
  if (error) throw new NotJudgedError(`pulumi stack export could not run: ${describeThrown(error)}.`);
  if (status !== 0)
    throw new NotJudgedError(
      `pulumi stack export failed:\n${stderr.trim().split("\n").map(plain).join("\n")}`,
    );
  return stdout;
}
