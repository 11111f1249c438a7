import { type Command, Option } from "commander";
import type { ExitCode } from "./failures";
import type { Terminal } from "./terminal";

/** What a command tells of its course. */
export interface Course {
  ended(code: ExitCode): void;
  beforeReading(): void;
}

/** Adds a command to the program. */
export type Add = (program: Command, terminal: Terminal, course: Course) => void;

/** Options of a command with those of the program; commander knows no types, so each command states its own. */
export function optionsOf<T>(command: Command): T {
  return command.optsWithGlobals() as T;
}

/** The terminal as the command's flags want it. */
export function at(command: Command, terminal: Terminal): Terminal {
  const { color } = optionsOf<{ readonly color: boolean }>(command);
  return { ...terminal, colour: terminal.colour && color };
}

/** Flags of every command that judges. */
export function judging(command: Command): Command {
  return command
    .option("--stack <name>", "the stack to judge")
    .addOption(
      new Option("--from-state <file>", "judge what `pulumi stack export` wrote").conflicts([
        "state",
        "inProcess",
      ]),
    )
    .addOption(
      new Option("--state", "judge the stored state, asked of the pulumi on PATH").conflicts("inProcess"),
    )
    .option("--in-process", "judge the program, run here as in a first preview (the default)")
    .addOption(vendorsOption())
    .option("--policy-config <file>", "what --policy-pack-config is given");
}

/** Who answers a program that runs in this process. */
export function vendorsOption(): Option {
  return new Option(
    "--vendors <who>",
    "who answers the program: stand-ins, or none its look-ups and the vendors themselves what it observes",
  )
    .choices(["sandbox", "none"])
    .default("sandbox");
}
