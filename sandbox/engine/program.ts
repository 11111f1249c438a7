import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { ProgramInfo, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { z } from "zod";

/** How a Node.js program of the SDK is started. */
export interface Launch {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Options that Pulumi.yaml and PulumiPolicy.yaml give the runtime; those of other hosts are not ours to judge. */
const runtimeOptions = z.object({
  typescript: z.boolean().default(true),
  tsconfig: z.string().optional(),
  nodeargs: z.string().default(""),
});

const manifest = z.object({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** How to run a stack's program: cmd/run of the SDK that the program itself has installed. */
export function programLaunch(request: RunRequest, engineAddress: string): Launch {
  const cwd = request.getPwd();
  const info = request.getInfo();
  const { nodeArgs, env } = runtime(info);
  const flags: Readonly<Record<string, string>> = {
    "--monitor": request.getMonitorAddress(),
    "--engine": engineAddress,
    "--organization": request.getOrganization(),
    "--project": request.getProject(),
    "--stack": request.getStack(),
    "--root-directory": info?.getRootDirectory() ?? cwd,
    "--pwd": cwd,
    "--parallel": String(request.getParallel()),
  };
  return {
    args: [
      ...nodeArgs,
      findSdkCommand(cwd, "run"),
      ...Object.entries(flags).flat(),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      info?.getEntryPoint() ?? request.getProgram(),
      ...request.getArgsList(),
    ],
    cwd,
    env: {
      ...process.env,
      ...env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject(true))),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/** How to run a policy pack; the SDK reads the pack's name and version from the package.json in its working folder. */
export function packLaunch(info: ProgramInfo, args: readonly string[], extra: readonly string[]): Launch {
  const cwd = info.getProgramDirectory();
  const { nodeArgs, env } = runtime(info);
  const extraEnv = Object.fromEntries(extra.map((pair) => splitPair(pair)));
  return {
    args: [...nodeArgs, findSdkCommand(cwd, "run-policy-pack"), ...args, cwd],
    cwd,
    env: { ...process.env, ...extraEnv, ...env },
  };
}

/** Name and installed version of what a program's package.json depends on. */
export function listDependencies(folder: string): readonly { name: string; version: string }[] {
  const home = findUp(folder, "package.json");
  if (home === undefined) return [];
  return Object.keys(readManifest(home).dependencies).map((name) => {
    const found = findUp(path.dirname(home), path.join("node_modules", name, "package.json"));
    return { name, version: found === undefined ? "not installed" : (readManifest(found).version ?? "") };
  });
}

/** The SDK's version, which a language host reports as its own. */
export function sdkVersion(): string {
  return readManifest(require.resolve("@pulumi/pulumi/package.json")).version ?? "";
}

function runtime(info: ProgramInfo | undefined) {
  const options = runtimeOptions.parse(info?.getOptions()?.toJavaScript() ?? {});
  const env = {
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
  return { nodeArgs: options.nodeargs.split(" ").filter((arg) => arg !== ""), env };
}

/** Throws where the program's own folder, or one above, has no SDK installed. */
function findSdkCommand(folder: string, name: string): string {
  const module = `@pulumi/pulumi/cmd/${name}`;
  try {
    return createRequire(path.join(folder, "package.json")).resolve(module);
  } catch (error) {
    throw new Error(`${module} was not found from ${folder}. Install its packages: npm ci.`, {
      cause: error,
    });
  }
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function findUp(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  if (fs.existsSync(file)) return file;
  const above = path.dirname(folder);
  return above === folder ? undefined : findUp(above, name);
}

function readManifest(file: string) {
  return manifest.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}
