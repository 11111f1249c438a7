import fs from "node:fs";
import path from "node:path";
import { Document, isMap, isPair, isScalar, parseDocument, visit } from "yaml";
import { z } from "zod";
import { runPulumi } from "./environment";
import { worldName } from "./folders";
import { say } from "./say";
import { SetupError } from "./setup-error";

const stackFile = /^Pulumi\.(.+)\.yaml$/;
const projectSchema = z.object({ name: z.string() });

/** Stacks that a project folder has a config file for, sorted. */
export function listStacks(projectDir: string): readonly string[] {
  const folder = path.join(projectDir, "stacks");
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.flatMap((name) => stackFile.exec(name)?.[1] ?? []).sort();
}

/** The vendor account that a stack's config names, whose world it lives in; else a world of its own. */
export function accountOf(projectDir: string, stack: string): string {
  return worldName(readConfig(projectDir, stack).getIn(["config", "github:owner"]), stack);
}

/** What a stack is prepared in; configDir holds the copies of stack config that the engine may write to. */
export interface StackPlaces {
  readonly projectDir: string;
  readonly stateDir: string;
  readonly configDir: string;
  /** As sandboxEnvironment makes it. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Creates a stack in the sandbox's state where it is not there yet, and answers its copy of the stack's config, for
 * --config-file. A copy, because Pulumi adds the salt of the sandbox's passphrase to the file that it reads, and
 * because values encrypted for a real backend cannot be read here.
 */
export async function prepareStack(places: StackPlaces, stack: string): Promise<string> {
  const { projectDir, stateDir, configDir } = places;
  const config = readConfig(projectDir, stack);
  const project = projectName(projectDir);
  const copy = path.join(configDir, `Pulumi.${stack}.yaml`);
  const state = path.join(stateDir, ".pulumi", "stacks", project, `${stack}.json`);
  if (!fs.existsSync(state)) await createStack(places, project, stack, copy);

  const salt = fs.existsSync(copy)
    ? parseDocument(fs.readFileSync(copy, "utf8")).get("encryptionsalt")
    : undefined;
  const left = leaveSecretsOut(config);
  if (left.length > 0) say(`secrets of stack ${stack} are not used in the sandbox: ${left.join(", ")}`);
  if (salt !== undefined) config.set("encryptionsalt", salt);
  writeAtomically(copy, config.toString());
  return copy;
}

/** Reads stacks/Pulumi.<stack>.yaml; throws SetupError where it is missing or not YAML. */
function readConfig(projectDir: string, stack: string): Document {
  const name = `stacks/Pulumi.${stack}.yaml`;
  const stacks = listStacks(projectDir);
  if (!stacks.includes(stack)) {
    const known = stacks.length === 0 ? "there is none yet" : `there are ${stacks.join(", ")}`;
    throw new SetupError(`There is no stack '${stack}': ${name} does not exist; ${known}.`);
  }
  const document = parseDocument(fs.readFileSync(path.join(projectDir, name), "utf8"));
  const error = document.errors[0];
  if (error !== undefined) throw new SetupError(`${name} is not valid YAML: ${error.message.trim()}`);
  if (document.contents === null) return new Document({});
  if (!isMap(document.contents)) throw new SetupError(`${name} must be a map with the key 'config'.`);
  return document;
}

function projectName(projectDir: string): string {
  const file = path.join(projectDir, "Pulumi.yaml");
  const project = projectSchema.safeParse(parseDocument(fs.readFileSync(file, "utf8")).toJS());
  if (!project.success) throw new SetupError("Pulumi.yaml must have a name.");
  return project.data.name;
}

/** `pulumi stack init` writes beside the project file that it finds: here one of the sandbox's own. */
async function createStack({ configDir, env }: StackPlaces, project: string, stack: string, copy: string) {
  fs.mkdirSync(configDir, { recursive: true });
  fs.rmSync(copy, { force: true });
  writeAtomically(path.join(configDir, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  const { code, stderr } = await runPulumi(["stack", "init", stack, "--non-interactive"], env, configDir);
  if (code !== 0 && !stderr.includes("already exists")) {
    throw new SetupError(`The stack '${stack}' could not be created in the sandbox: ${stderr.trim()}`);
  }
}

/** Removes encrypted values and their provider; answers their keys. */
function leaveSecretsOut(config: Document): readonly string[] {
  for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) config.delete(key);
  const left: string[] = [];
  visit(config, {
    Pair(_key, pair) {
      const isSecret =
        isMap(pair.value) && pair.value.items.some((item) => isPair(item) && isKey(item.key, "secure"));
      if (!isSecret) return undefined;
      left.push(isScalar(pair.key) ? String(pair.key.value) : "?");
      return visit.REMOVE;
    },
  });
  return left;
}

function isKey(node: unknown, name: string): boolean {
  return isScalar(node) && node.value === name;
}

function writeAtomically(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, text);
  fs.renameSync(unfinished, file);
}
