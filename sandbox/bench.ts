import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { runPulumi, sandboxEnvironment, setUpEngine } from "./environment";
import { projectDir } from "./folders";
import { say } from "./say";
import { SetupError } from "./setup-error";
import { accountOf, prepareStack } from "./stack";

const runs = 5;
const stack = "dev";
const commandFile = path.join(projectDir, "bin", "cli", "main.js");
const packs = {
  pack: path.join(projectDir, "policy-pack"),
  empty: path.join(projectDir, "sandbox", "bench", "empty-pack"),
} as const;

/** A figure by name: seconds, or a ratio of two medians. */
export type Figures = Readonly<Record<string, number>>;

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error("there is no median of nothing");
  return (upper + lower) / 2;
}

/** Figures of two series that were measured in turn. */
export function figuresOf(pack: readonly number[], empty: readonly number[]): Figures {
  return {
    "preview.pack.seconds": median(pack),
    "preview.empty-pack.seconds": median(empty),
    "preview.ratio": median(pack) / median(empty),
  };
}

/** Previews the shipped catalog with our pack and with an empty one in turn, so that a drift of the machine hits both. */
async function measure(): Promise<Figures> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-bench-"));
  try {
    const stateDir = path.join(root, "state");
    const worldDir = path.join(root, "worlds", accountOf(projectDir, stack));
    const env = sandboxEnvironment({ engine: await setUpEngine(), worldDir, stateDir });
    const configFile = await prepareStack(
      { projectDir, stateDir, configDir: path.join(root, "config"), env },
      stack,
    );
    const time = async (name: keyof typeof packs): Promise<number> => {
      const args = [
        "preview",
        "--stack",
        stack,
        "--config-file",
        configFile,
        "--non-interactive",
        "--policy-pack",
        packs[name],
      ];
      const start = performance.now();
      const { code, stdout, stderr } = await runPulumi(args, env, projectDir);
      if (code !== 0) throw new SetupError(`A preview of the benchmark failed:\n${stdout}${stderr}`);
      return (performance.now() - start) / 1_000;
    };
    await time("empty");
    await time("pack");
    const seconds = { pack: [] as number[], empty: [] as number[] };
    for (let run = 1; run <= runs; run++) {
      for (const name of ["pack", "empty"] as const) seconds[name].push(await time(name));
      say(
        `run ${run} of ${runs}: ${seconds.pack.at(-1)?.toFixed(2)} s with the pack, ${seconds.empty.at(-1)?.toFixed(2)} s with the empty one`,
      );
    }
    return figuresOf(seconds.pack, seconds.empty);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** Command lines of the readiness command whose start is watched; nothing at all is what node itself costs. */
const commands = {
  node: ["-e", "0"],
  rules: [commandFile, "rules"],
  explain: [commandFile, "explain", "slo-defined"],
  check: [commandFile, "check"],
  judge: [commandFile, "judge", "--stack", stack],
} as const;

/** Times the compiled command from a cold start, each way in turn, so that a drift of the machine hits all. */
function measureCommands(): Figures {
  const names = Object.keys(commands) as (keyof typeof commands)[]; // its own keys
  const seconds = names.map((): number[] => []);
  for (let run = 1; run <= runs; run++) {
    for (const [index, name] of names.entries()) {
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, commands[name], {
        cwd: projectDir,
        encoding: "utf8",
      });
      if (status !== 0) throw new SetupError(`readiness ${name} failed:\n${stderr}`);
      seconds[index]?.push((performance.now() - start) / 1_000);
    }
  }
  return Object.fromEntries(
    names.map((name, index) => [`command.${name}.seconds`, median(seconds[index] ?? [])]),
  );
}

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "string" } } });
  const figures = { ...measureCommands(), ...(await measure()) };
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value.toFixed(3)}`);
  if (values.json !== undefined) fs.writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
