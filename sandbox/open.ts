import path from "node:path";
import { sandboxEnvironment, setUpEngine } from "./environment";
import { folders, projectDir } from "./folders";
import { accountOf, prepareStack } from "./stack";

/** A stack of this checkout in its sandbox: environment and stack config for pulumi commands. */
export interface OpenedStack {
  readonly env: NodeJS.ProcessEnv;
  readonly configFile: string;
}

/** Makes ready what commands on a stack of this checkout need; throws SetupError for a stack that is not there. */
export async function openStack(stack: string): Promise<OpenedStack> {
  const worldDir = path.join(folders.worlds, accountOf(projectDir, stack));
  const env = sandboxEnvironment({ engine: await setUpEngine(), worldDir });
  const places = { projectDir, stateDir: folders.state, configDir: folders.config, env };
  return { env, configFile: await prepareStack(places, stack) };
}
