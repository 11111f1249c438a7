/** Splits a pulumi command line into the stack that it names and the rest, in order. */
export function takeStack(args: readonly string[]): {
  readonly stack: string | undefined;
  readonly rest: readonly string[];
} {
  const rest: string[] = [];
  let stack: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    const inline = /^(?:--stack|-s)=(.*)$/.exec(arg);
    if (inline) stack = inline[1];
    else if (arg === "--stack" || arg === "-s") {
      index += 1;
      stack = args[index] ?? "";
    } else rest.push(arg);
  }
  return { stack, rest };
}

/** Whether a flag is among the arguments, with or without a value behind an equals sign. */
export function hasFlag(args: readonly string[], flag: string): boolean {
  return args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));
}
