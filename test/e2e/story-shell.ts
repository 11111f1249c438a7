import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { sandboxEnvironment, setUpEngine } from "../../sandbox/environment";
import { folders, projectDir } from "../../sandbox/folders";
import { startSimulators } from "../../sandbox/simulators/server";
import { canaries, refuseCanaries } from "../canaries";

/** A new machine with an empty repository, on which a reader's commands run, and vendors that somebody else may change. */
export interface StoryShell {
  /** The empty repository. */
  readonly folder: string;
  /** What the stand-in vendors hold. */
  readonly worldDir: string;
  /** Runs a command line as bash does; what it printed, in the order in which it came, and its exit code. */
  run(command: string): Promise<{ readonly code: number; readonly output: string }>;
  close(): Promise<void>;
}

/**
 * The package is there as npm would put it, from this checkout, and npx runs its command. Pulumi leaves out how far it is,
 * which is another each time.
 */
const preamble = `
npm() { mkdir -p node_modules && ln -sfn "$READINESS_PACKAGE" node_modules/readiness && ln -sfn "$READINESS_PACKAGE/node_modules/@pulumi" node_modules/@pulumi; }
npx() { [ "$1" = readiness ] && shift && node "$READINESS_MAIN" "$@"; }
pulumi() {
  case "$1" in
    preview | up | refresh) command pulumi "$@" --non-interactive --suppress-progress ;;
    *) command pulumi "$@" ;;
  esac
}
`;

/** Opens a shell in a new folder, with a backend of its own. */
export async function openStoryShell(): Promise<StoryShell> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-story-"));
  const folder = path.join(root, "shop");
  const worldDir = path.join(root, "world");
  fs.mkdirSync(folder);
  const simulators = await startSimulators({ worldDir, faults: [], now: () => new Date() });
  const engine = await setUpEngine();
  const env = {
    ...sandboxEnvironment({
      engine,
      stateDir: path.join(root, "state"),
      homeDir: folders.home,
      worldDir,
      simulators: simulators.origin,
    }),
    ...canaries,
    HOME: root,
    GIT_CONFIG_NOSYSTEM: "1",
    NO_COLOR: "1",
    COLUMNS: "120",
    READINESS_MAIN: path.join(projectDir, "bin/cli/main.js"),
    READINESS_PACKAGE: projectDir,
  };
  return {
    folder,
    worldDir,
    run: (command) => runInBash(command, folder, env),
    async close() {
      await simulators.close();
      fs.rmSync(root, { recursive: true, force: true });
    },
  };
}

function runInBash(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn("bash", ["-c", `${preamble}exec 2>&1\n${command}`], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const output = Buffer.concat(pieces).toString("utf8");
      refuseCanaries(output);
      resolve({ code: code ?? -1, output });
    });
  });
}
