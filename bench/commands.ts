import { spawnSync } from "node:child_process";
import path from "node:path";
import { projectDir } from "../sandbox/folders";
import { say } from "../sandbox/say";
import { SetupError } from "../sandbox/setup-error";
import { type Figures, inTurn, median } from "./figures";

const command = path.join(projectDir, "bin", "cli", "main.js");

/** Command lines whose cold start is watched; nothing at all is what node itself costs. */
const lines: Readonly<Record<string, readonly string[]>> = {
  node: ["-e", "0"],
  rules: [command, "rules"],
  explain: [command, "explain", "slo-defined"],
  check: [command, "check"],
  judge: [command, "judge", "--stack", "dev"],
};

/** Times the compiled readiness command from a cold start, each way in turn. */
export async function measureCommands(runs: number): Promise<Figures> {
  const contenders = Object.entries(lines).map(([name, args]) => ({
    name,
    run: async () => {
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: projectDir, encoding: "utf8" });
      if (status !== 0) throw new SetupError(`readiness ${name} failed:\n${stderr}`);
    },
  }));
  const seconds = await inTurn(contenders, runs, say);
  return Object.fromEntries(
    [...seconds].map(([name, values]) => [`command.${name}.seconds`, median(values)]),
  );
}
