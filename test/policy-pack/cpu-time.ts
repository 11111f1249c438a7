/** Milliseconds of processor time that something takes, whatever else the machine does. */
export function cpuTime(run: () => void): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1000;
}
