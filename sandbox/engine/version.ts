import { execFile } from "node:child_process";
import semver from "semver";
import { SetupError } from "../setup-error";

/** The version that is set up where none is on PATH; sandbox/engine/go/go.mod pins the same. */
export const pinnedVersion = "3.230.0";

/** The oldest engine with which everything here was tried; 3.220 has no `pulumi policy analyze`. */
export const oldestVersion = "3.230.0";

const timeoutMs = 30_000;

/** Version of a pulumi executable, without its v; throws SetupError where it does not answer with one. */
export async function versionOf(executable: string, env: NodeJS.ProcessEnv): Promise<string> {
  const output = await new Promise<string>((resolve, reject) => {
    const options = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" }, timeout: timeoutMs };
    execFile(executable, ["version"], options, (error, stdout) => {
      if (error) reject(new SetupError(`${executable} does not run: ${error.message.trim()}`));
      else resolve(stdout);
    });
  });
  const version = semver.parse(output.trim());
  if (version === null) throw new SetupError(`${executable} answers 'version' with '${output.trim()}'.`);
  return version.version;
}

/** Throws SetupError for an engine that is older than what works here; development builds count by their base. */
export function requireSupported(version: string, executable: string): void {
  if (semver.gte(semver.coerce(version) ?? version, oldestVersion)) return;
  throw new SetupError(
    `${executable} is Pulumi ${version}; this project needs ${oldestVersion} or later. ` +
      "Upgrade it (https://www.pulumi.com/docs/install/), or take it off PATH: the sandbox then gets an engine of its own.",
  );
}
