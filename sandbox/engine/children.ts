import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How long a child may take to end after it was asked to, in milliseconds. */
const graceMs = 2_000;

const running = new Set<ChildProcess>();

/** Starts a process that does not outlive this one. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** Exit code of a child; a child that could not be started or was ended by a signal has 1. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`${child.spawnfile} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Asks a child to end, and ends it when it does not: one that spins in a loop hears nothing. */
export function endChild(child: ChildProcess): void {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  child.on("close", () => clearTimeout(timer));
}

/** Ends every child at once. */
export function killChildren(): void {
  for (const child of running) child.kill("SIGKILL");
}
