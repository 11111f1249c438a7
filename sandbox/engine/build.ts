import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import semver from "semver";
import { projectDir } from "../folders";
import { say, secondsSince } from "../say";
import { SetupError } from "../setup-error";
import { findOnPath } from "./find";

const run = promisify(execFile);

const oldestGo = "1.25.0";
const reportMs = 10_000;
const moduleDir = path.join(projectDir, "sandbox", "engine", "go");
const command = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Builds the engine from its Go module, whose checksums go.sum pins; throws SetupError where that is not possible. */
export async function buildWithGo(version: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const go = findOnPath("go", env.PATH);
  if (go === undefined) throw new SetupError("no go on PATH");
  await requireGo(go, env);

  say(
    "building the engine with Go: downloads about 200 modules, then compiles for some minutes; once a checkout",
  );
  const target = path.join(folder, process.platform === "win32" ? "pulumi.exe" : "pulumi");
  const flags = `-s -w -X ${versionVariable}=v${version}`;
  const args = ["build", "-mod=readonly", "-buildvcs=false", "-v", "-ldflags", flags, "-o", target, command];
  // Without cgo a C compiler need not be installed.
  await runGo(go, args, { ...env, CGO_ENABLED: "0", GOWORK: "off" });
}

async function requireGo(go: string, env: NodeJS.ProcessEnv): Promise<void> {
  // GOTOOLCHAIN=local: the version that is installed, not one that go would fetch for the module.
  const { stdout } = await run(go, ["env", "GOVERSION"], { env: { ...env, GOTOOLCHAIN: "local" } }).catch(
    (error: Error) => {
      throw new SetupError(`${go} does not run: ${error.message.trim()}`);
    },
  );
  const version = semver.coerce(stdout);
  if (version !== null && semver.gte(version, oldestGo)) return;
  throw new SetupError(`${go} is ${stdout.trim()}; Go ${oldestGo} or later is needed`);
}

/** Runs go and sums its many lines up, one line every ten seconds; the last lines are the reason of a failure. */
async function runGo(go: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const start = performance.now();
  const last: string[] = [];
  let modules = 0;
  let packages = 0;
  const report = setInterval(() => {
    say(`${modules} modules downloaded, ${packages} packages compiled, ${secondsSince(start)}`);
  }, reportMs);

  const child = spawn(go, args, { cwd: moduleDir, env, stdio: ["ignore", "ignore", "pipe"] });
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (line.startsWith("go: downloading ")) modules += 1;
    else if (/^[\w./-]+$/.test(line)) packages += 1;
    else last.push(line);
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? 1));
  }).finally(() => clearInterval(report));
  if (code !== 0) throw new SetupError(`go build failed: ${last.slice(-5).join(" | ")}`);
}
