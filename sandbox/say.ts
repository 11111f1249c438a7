/** Prints one line about the set-up; to stderr, so that a command's own output stays clean. */
export function say(line: string): void {
  console.error(`sandbox: ${line}`);
}

/** Seconds since a time of performance.now(), as people write them. */
export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
