import path from "node:path";
import { sandboxEnvironment, setUpEngine } from "./environment";
import { folders, projectDir } from "./folders";
import { readApiFaults } from "./simulators/faults";
import { startSimulators } from "./simulators/server";
import { accountOf, prepareStack } from "./stack";

/** A stack of this checkout in its sandbox: environment and stack config for pulumi commands. */
export interface OpenedStack {
  readonly env: NodeJS.ProcessEnv;
  readonly configFile: string;
}

/**
 * Makes ready what commands on a stack of this checkout need, for as long as `work` takes; throws SetupError for a stack
 * that is not there.
 */
export async function withStack<T>(stack: string, work: (opened: OpenedStack) => Promise<T>): Promise<T> {
  const worldDir = path.join(folders.worlds, accountOf(projectDir, stack));
  const engine = await setUpEngine();
  const simulators = await startSimulators({
    worldDir,
    faults: readApiFaults(process.env.READINESS_API_FAULTS),
    now: () => new Date(),
  });
  try {
    const env = sandboxEnvironment({ engine, worldDir, simulators: simulators.origin });
    const places = { projectDir, stateDir: folders.state, configDir: folders.config, env };
    return await work({ env, configFile: await prepareStack(places, stack) });
  } finally {
    await simulators.close();
  }
}
