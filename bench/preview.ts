import path from "node:path";
import { runPulumi, sandboxEnvironment, setUpEngine } from "../sandbox/environment";
import { projectDir } from "../sandbox/folders";
import { say } from "../sandbox/say";
import { SetupError } from "../sandbox/setup-error";
import { accountOf, prepareStack } from "../sandbox/stack";
import { type Figures, figuresOf, inTurn } from "./figures";
import { writeLargeProject } from "./large-project";
import { inTemporaryFolder } from "./temporary-folder";

const stack = "dev";

/** Previews the shipped catalog with our pack and with one compiled, empty stack policy in turn. */
export function measureShipped(runs: number): Promise<Figures> {
  return inTemporaryFolder((root) => measure("preview", projectDir, root, runs));
}

/** The same for a project of this many services. */
export function measureServices(count: number, runs: number): Promise<Figures> {
  return inTemporaryFolder((root) => {
    const folder = path.join(root, "project");
    writeLargeProject(folder, count);
    return measure(`services-${count}`, folder, root, runs);
  });
}

async function measure(scenario: string, project: string, root: string, runs: number): Promise<Figures> {
  const stateDir = path.join(root, "state");
  const worldDir = path.join(root, "worlds", accountOf(project, stack));
  // The program of a large project holds more than Node allows by itself.
  const options = [process.env.NODE_OPTIONS, "--max-old-space-size=12000"].filter(Boolean).join(" ");
  const engine = sandboxEnvironment({ engine: await setUpEngine(), worldDir, stateDir });
  const env = { ...engine, NODE_OPTIONS: options };
  const places = { projectDir: project, stateDir, configDir: path.join(root, "config"), env };
  const configFile = await prepareStack(places, stack);
  const previewWith = (pack: string) => async (): Promise<void> => {
    const args = ["preview", "--stack", stack, "--config-file", configFile, "--non-interactive"];
    const { code, stdout, stderr } = await runPulumi([...args, "--policy-pack", pack], env, project, {
      timeoutMs: 1_800_000,
    });
    if (code !== 0) throw new SetupError(`A preview of the benchmark failed:\n${stdout}${stderr}`);
  };
  const contenders = [
    { name: "pack", run: previewWith(path.join(projectDir, "policy-pack")) },
    { name: "empty-pack", run: previewWith(path.join(projectDir, "bench", "empty-pack")) },
  ];
  return figuresOf(scenario, await inTurn(contenders, runs, say));
}
