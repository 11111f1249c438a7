import { hasFlag, takeStack } from "./arguments";
import { findEngineOnPath } from "./engine/engine";
import { runPulumi } from "./environment";
import { projectDir } from "./folders";
import { withStack } from "./open";
import { SetupError } from "./setup-error";

/** npm run preview: previews a stack with the policy pack, in the sandbox unless --live; answers pulumi's exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const live = args.includes("--live");
  const { stack = "dev", rest } = takeStack(args.filter((arg) => arg !== "--live"));
  const run = async (env: NodeJS.ProcessEnv, flags: readonly string[]): Promise<number> => {
    const command = ["preview", "--stack", stack, ...flags, ...defaults(rest), ...rest];
    const { code } = await runPulumi(command, env, projectDir, { terminal: true });
    return code;
  };
  if (live) return run(await liveEnvironment(), []);
  return withStack(stack, ({ env, configFile }) => run(env, ["--config-file", configFile]));
}

/** The user's own login, backend, plugins and language host: the environment as it is. */
async function liveEnvironment(): Promise<NodeJS.ProcessEnv> {
  if ((await findEngineOnPath(process.env)) === undefined) {
    throw new SetupError(
      "--live uses your own Pulumi, and there is no pulumi on PATH. Install it (https://www.pulumi.com/docs/install/) " +
        "and log in, or leave --live out to stay in the sandbox.",
    );
  }
  return process.env;
}

function defaults(given: readonly string[]): readonly string[] {
  const pack = hasFlag(given, "--policy-pack") ? [] : ["--policy-pack", "policy-pack"];
  const prompt = hasFlag(given, "--non-interactive") ? [] : ["--non-interactive"];
  // Without prompts Pulumi leaves colour out as well, though the terminal could show it.
  const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined && !hasFlag(given, "--color");
  return [...pack, ...prompt, ...(colour ? ["--color", "always"] : [])];
}
