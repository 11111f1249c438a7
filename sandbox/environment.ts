import { spawn } from "node:child_process";
import fs from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine/engine";
import { installPlugins } from "./engine/plugins";
import { folders } from "./folders";

export { setUpEngine } from "./engine/engine";

/** What the sandbox takes over from the machine's environment; no login, token or vendor setting is among it. */
const passedOn = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TERM",
  "COLORTERM",
  "NO_COLOR",
  "TMPDIR",
  "CI",
  "READINESS_TODAY",
  "READINESS_FAULTS",
  "READINESS_SCORECARD",
  // Windows programs do not start without these.
  "SystemRoot",
  "ComSpec",
  "PATHEXT",
  "TEMP",
  "TMP",
  "USERPROFILE",
  "LOCALAPPDATA",
] as const;

/** The passphrase of the sandbox's state, which holds made-up values only. */
const passphrase = "sandbox";

/** Where one sandbox keeps what it knows; tests give folders of their own. */
export interface SandboxPlaces {
  readonly engine: Engine;
  /** What the stand-in vendors hold: github.json, pagerduty.json, datadog.json. */
  readonly worldDir: string;
  /** Pulumi's file backend. */
  readonly stateDir?: string;
  /** PULUMI_HOME; its plugins are the same for all sandboxes of a checkout. */
  readonly homeDir?: string;
  /** Address of the vendors' simulated APIs, for what a stack observes. */
  readonly simulators?: string;
  /** The machine's environment, of which a fixed list is passed on. */
  readonly machine?: NodeJS.ProcessEnv;
}

/** Environment in which pulumi commands reach the stand-ins and nothing of the user's; makes the folders it names. */
export function sandboxEnvironment(places: SandboxPlaces): NodeJS.ProcessEnv {
  const {
    engine,
    worldDir,
    stateDir = folders.state,
    homeDir = folders.home,
    simulators,
    machine = process.env,
  } = places;
  for (const folder of [worldDir, stateDir, homeDir]) fs.mkdirSync(folder, { recursive: true });
  installPlugins(homeDir, engine, machine.PATH);
  const known = passedOn.flatMap((name) => (machine[name] === undefined ? [] : [[name, machine[name]]]));
  return {
    ...Object.fromEntries(known),
    PATH: [path.dirname(engine.executable), machine.PATH ?? ""].join(path.delimiter),
    PULUMI_HOME: homeDir,
    PULUMI_BACKEND_URL: pathToFileURL(stateDir).href,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Plugins come from PULUMI_HOME: not from PATH, where real ones may lie, and not from the network.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    READINESS_WORLD: worldDir,
    // What was observed here must not be taken for what real vendors say, nor be as old as their answers may be.
    READINESS_CACHE: "off",
    ...(simulators === undefined ? {} : { READINESS_SIMULATORS: simulators }),
  };
}

/** How a pulumi command ended, and what it printed unless it printed to this terminal. */
export interface PulumiResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a pulumi command runs: on this terminal, or with its output kept; ended after a time, in milliseconds. */
export interface PulumiOptions {
  readonly terminal?: boolean;
  readonly timeoutMs?: number;
}

/** Runs the pulumi of an environment's PATH in a project folder; a command ended by a signal has the code 128 + n. */
export function runPulumi(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  { terminal = false, timeoutMs }: PulumiOptions = {},
): Promise<PulumiResult> {
  const stdio = terminal ? "inherit" : "pipe";
  const child = spawn("pulumi", args, { env, cwd, stdio, timeout: timeoutMs, killSignal: "SIGKILL" });
  child.stdin?.end();
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A ^C reaches the child through the terminal; it ends in its own way, and then we do.
  const waitOn = () => {};
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", waitOn).on("SIGTERM", passOn);
  return new Promise<PulumiResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({
        code: code ?? 128 + constants.signals[signal ?? "SIGTERM"],
        stdout: stdout(),
        stderr: stderr(),
      });
    });
  }).finally(() => process.off("SIGINT", waitOn).off("SIGTERM", passOn));
}

function collect(stream: Readable | null): () => string {
  const pieces: Buffer[] = [];
  stream?.on("data", (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString("utf8");
}
