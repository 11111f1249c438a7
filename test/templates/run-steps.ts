import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { temporaryFolder, writeScript } from "../sandbox/temporary";
import { type Step, type WorkflowFile, workflowOf } from "./workflow-files";

/** A job to run outside GitHub: what it starts from, and what stands in for GitHub. */
export interface Place {
  /** The checkout. */
  readonly folder: string;
  /** Values of expressions by their text, such as github.token. */
  readonly values: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Bodies of shell scripts that stand in for programs, by name. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** How a step that ran ended. */
export interface StepEnd {
  readonly name: string;
  readonly code: number;
  readonly output: string;
}

/**
 * Runs the `run` steps of a job one after the other with bash as GitHub does, until one fails; after that those only that
 * want to run all the same. Actions are left out, and `npx --no readiness` is the command of this checkout.
 */
export async function runJob(file: WorkflowFile, job: string, place: Place): Promise<readonly StepEnd[]> {
  const workflow = workflowOf(file);
  const found = workflow.jobs[job];
  if (found === undefined) throw new Error(`${file.file} has no job ${job}`);
  const bin = binWith(place.programs);
  const ends: StepEnd[] = [];
  for (const step of found.steps) {
    const failed = ends.some(({ code }) => code !== 0);
    if (step.run === undefined || !wanted(step, failed, place)) continue;
    const values = { ...place.values, "job.status": failed ? "failure" : "success" };
    const env = filledAll({ ...workflow.env, ...found.env, ...step.env }, values);
    ends.push(await runStep(step, step.run, { ...place, env: { ...place.env, ...env } }, bin));
  }
  return ends;
}

/** The same for the steps of an action. */
export async function runAction(steps: readonly Step[], place: Place): Promise<readonly StepEnd[]> {
  const bin = binWith(place.programs);
  const ends: StepEnd[] = [];
  for (const step of steps) {
    if (step.run === undefined || ends.some(({ code }) => code !== 0)) continue;
    const env = filledAll(step.env ?? {}, place.values);
    ends.push(await runStep(step, step.run, { ...place, env: { ...place.env, ...env } }, bin));
  }
  return ends;
}

/** A folder of programs: the command of this checkout for npx, and those that stand in for others. */
function binWith(programs: Place["programs"]): string {
  const bin = temporaryFolder();
  const main = path.join(projectDir, "bin/cli/main.js");
  writeScript(bin, "npx", `shift 2; exec "${process.execPath}" "${main}" "$@"`);
  for (const [name, body] of Object.entries({ npm: "exit 0", ...programs })) writeScript(bin, name, body);
  return bin;
}

/** What an `if` comes to; ours ask for files, for variables that are equal to a text, and whether all went well. */
function wanted({ if: condition = "" }: Step, failed: boolean, { folder, values }: Place): boolean {
  const asked = String(condition);
  if (failed && !asked.includes("!cancelled()")) return false;
  const files = [...asked.matchAll(/hashFiles\('([^']+)'\) != ''/g)];
  if (files.some(([, name = ""]) => !fs.existsSync(path.join(folder, name)))) return false;
  const equal = [...asked.matchAll(/([\w.-]+) == '([^']*)'/g)];
  return equal.every(([, name = "", text]) => valueFor(name, values) === text);
}

function filledAll(
  env: Readonly<Record<string, string | number>>,
  values: Place["values"],
): Record<string, string> {
  const filled = (text: string): string =>
    text.replace(/\$\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => valueFor(expression, values));
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filled(String(text))]));
}

function valueFor(expression: string, values: Place["values"]): string {
  const value = values[expression];
  if (value === undefined) throw new Error(`say in the test what ${expression} is`);
  return value;
}

async function runStep({ name }: Step, script: string, place: Place, bin: string): Promise<StepEnd> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: place.folder,
    env: {
      HOME: bin,
      PATH: [bin, process.env.PATH ?? ""].join(path.delimiter),
      GITHUB_STEP_SUMMARY: path.join(bin, "summary.md"),
      GITHUB_OUTPUT: path.join(bin, "output"),
      ...place.env,
    },
  });
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.stderr.on("data", (part: Buffer) => parts.push(part));
  const [code] = await once(child, "close");
  return { name: name ?? script.trim(), code: Number(code), output: Buffer.concat(parts).toString("utf8") };
}
