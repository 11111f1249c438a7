import { fstatSync } from "node:fs";

const pollMs = 500;

/**
 * Calls `leave` once when the engine that started this process is gone: on SIGTERM or SIGINT, when the pipe to
 * standard input closes, or when the parent process changes. Not tied to any signal that the engine must send.
 */
export function onEngineGone(leave: () => void): void {
  let left = false;
  const once = () => {
    if (left) return;
    left = true;
    leave();
  };
  process.once("SIGTERM", once);
  process.once("SIGINT", once);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && once(), pollMs).unref();
  if (!inputIsPipe()) return;
  process.stdin.once("end", once);
  process.stdin.once("error", once);
  process.stdin.resume();
}

/** Only a pipe ends with its writer; /dev/null ends at once and a terminal belongs to a person. */
function inputIsPipe(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch (error) {
    // Started without any standard input.
    if (error instanceof Error && "code" in error && error.code === "EBADF") return false;
    throw error;
  }
}
