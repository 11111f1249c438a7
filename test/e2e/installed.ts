import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { type PulumiResult, runPulumi, sandboxEnvironment, setUpEngine } from "../../sandbox/environment";
import { folders, projectDir } from "../../sandbox/folders";
import { canaries, refuseCanaries } from "../canaries";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";

const run = promisify(execFile);
const manifestSchema = z.object({
  bin: z.object({ readiness: z.string() }).optional(),
  dependencies: z.record(z.string(), z.string()),
});

/** The checkout as an npm package, once for all tests; answers the file's path. */
export async function packedPackage(): Promise<string> {
  const { packNpm } = await bootstrap<{ packNpm: (root: string, target: string) => Promise<string> }>(
    "package.mjs",
  );
  const target = temporaryFolder();
  return path.join(target, await packNpm(projectDir, target));
}

/** A module of the bootstrap, which is plain JavaScript without types. */
export async function bootstrap<T>(file: string): Promise<T> {
  return import(pathToFileURL(path.join(projectDir, "sandbox", "bootstrap", file)).href);
}

/**
 * Installs a package's file into a folder as npm does, but without a network: nothing is there besides what the package
 * brings and what its package.json names.
 */
export async function installPackage(file: string, folder: string, name: string): Promise<void> {
  const home = path.join(folder, "node_modules", name);
  await unpack(file, home);
  const { bin } = linkDependencies(home, path.join(folder, "node_modules"));
  if (bin === undefined) return;
  const commands = path.join(folder, "node_modules", ".bin");
  fs.mkdirSync(commands);
  fs.chmodSync(path.join(home, bin.readiness), 0o755);
  fs.symlinkSync(path.join("..", name, bin.readiness), path.join(commands, "readiness"));
}

/** Unpacks what `npm pack` made. */
export async function unpack(file: string, folder: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  await run("tar", ["-xzf", file, "-C", folder, "--strip-components=1"]);
}

/** Puts the packages that a package.json names into a folder, from this checkout's. */
export function linkDependencies(home: string, modules: string): z.infer<typeof manifestSchema> {
  const manifest = manifestSchema.parse(JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")));
  for (const name of Object.keys(manifest.dependencies)) {
    const link = path.join(modules, name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(fs.realpathSync(path.join(projectDir, "node_modules", name)), link, "junction");
  }
  return manifest;
}

/** A repository of somebody else's, with the package installed and an engine of its own state. */
export interface Repository {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs a pulumi command there. */
  pulumi(...args: readonly string[]): Promise<PulumiResult>;
  /** Runs the installed command through npm; answers its exit code and what it printed. */
  readiness(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }>;
  /** Names of the resources in a stack's state. */
  resources(stack: string): Promise<readonly string[]>;
}

export async function openRepository(
  packed: string,
  files: Readonly<Record<string, string>>,
): Promise<Repository> {
  const root = temporaryFolder();
  const folder = path.join(root, "repository");
  writeFiles(folder, files);
  await installPackage(packed, folder, "readiness");
  const engine = await setUpEngine();
  const places = { stateDir: path.join(root, "state"), worldDir: path.join(root, "world") };
  const env = {
    ...sandboxEnvironment({ engine, homeDir: folders.home, ...places }),
    PWD: folder, // as a shell sets it
    NO_COLOR: "1",
    ...canaries,
  };
  const pulumi = async (...args: readonly string[]): Promise<PulumiResult> => {
    const result = await runPulumi([...args, "--non-interactive"], env, folder, { timeoutMs: 120_000 });
    refuseCanaries(result.stdout + result.stderr);
    return result;
  };
  return {
    folder,
    write: (more) => writeFiles(folder, more),
    pulumi,
    async readiness(...args) {
      const command = ["exec", "--offline", "--no", "--", "readiness", ...args];
      try {
        const { stdout, stderr } = await run("npm", command, { cwd: folder });
        return { code: 0, out: stdout + stderr };
      } catch (error) {
        const { code, stdout, stderr } = failedSchema.parse(error);
        return { code, out: stdout + stderr };
      }
    },
    async resources(stack) {
      const { stdout } = await pulumi("stack", "export", "--stack", stack);
      const { resources } = stateSchema.parse(JSON.parse(stdout)).deployment;
      return resources.map(({ urn }) => urn.split("::").at(-1) ?? "").sort();
    },
  };
}

const failedSchema = z.object({ code: z.int(), stdout: z.string(), stderr: z.string() });
const stateSchema = z.object({
  deployment: z.object({ resources: z.array(z.object({ urn: z.string() })).default([]) }),
});
