/** How often a plugin looks whether its engine still runs, in milliseconds. */
const pollMs = 500;

/** Calls back once, when the process that started this one is gone, however it ended; keeps no process alive. */
export function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    onGone();
  }, pollMs);
  timer.unref();
}

/** Orphans get another parent on POSIX; on Windows only the signal 0 tells. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Node's errors carry a code that the type Error does not have.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
