import { hasFlag, takeStack } from "./arguments";
import { runPulumi, sandboxEnvironment, setUpEngine } from "./environment";
import { folders, projectDir } from "./folders";
import { withStack } from "./open";

/** Commands that read stack config through --config-file. */
const readsConfigFile = [
  "preview",
  "pre",
  "up",
  "update",
  "refresh",
  "destroy",
  "down",
  "import",
  "watch",
  "logs",
];
/** Commands that take no stack. */
const stackless = ["version", "help", "about", "plugin", "whoami", "schema", "completion"];

/** Commands that the policy pack goes with, unless another is named: without it nothing would be judged. */
const judges = ["preview", "pre", "up", "update"];

/** npm run sandbox -- …: any pulumi command in the sandbox, on stack dev unless --stack names another. */
export async function main(args: readonly string[]): Promise<number> {
  const { stack = "dev", rest } = takeStack(args);
  const [command = "help", ...others] = rest;
  if (stackless.includes(command) || command.startsWith("-")) return runStackless(rest);
  const config = readsConfigFile.includes(command) && !hasFlag(rest, "--config-file");
  const pack =
    judges.includes(command) && !hasFlag(rest, "--policy-pack") ? ["--policy-pack", "policy-pack"] : [];
  const choice = takesStack(command, others) ? ["--stack", stack] : [];
  return withStack(stack, async ({ env, configFile }) => {
    const flags = config ? ["--config-file", configFile] : [];
    const { code } = await runPulumi([command, ...others, ...choice, ...flags, ...pack], env, projectDir, {
      terminal: true,
    });
    return code;
  });
}

async function runStackless(args: readonly string[]): Promise<number> {
  const env = sandboxEnvironment({ engine: await setUpEngine(), worldDir: folders.worlds });
  const { code } = await runPulumi(args, env, projectDir, { terminal: true });
  return code;
}

function takesStack(command: string, others: readonly string[]): boolean {
  if (hasFlag(others, "--help")) return false;
  if (command === "stack") return !["ls", "init", "select"].includes(others[0] ?? "");
  if (command === "policy") return others[0] === "analyze";
  return true;
}
