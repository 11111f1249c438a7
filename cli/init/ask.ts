import { createInterface } from "node:readline";
import { InputError } from "../failures";
import type { Ask } from "./answers";

/** Somebody at this process's terminal who can be asked, until `done`. */
export interface Asked {
  readonly ask: Ask;
  done(): void;
}

/** Asks at the terminal, on stderr; undefined where input or output is none. Ctrl-C and Ctrl-D throw InputError. */
export function askAtTerminal(): Asked | undefined {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on("SIGINT", () => lines.close());
  const answers = lines[Symbol.asyncIterator](); // keeps lines that were typed ahead
  return {
    async ask(question, usual) {
      lines.setPrompt(`${question}${usual === undefined ? "" : ` [${usual}]`}: `);
      lines.prompt();
      const { done, value } = await answers.next();
      if (done === true) throw new InputError("\nGiven up: nothing was written.");
      return value;
    },
    done: () => lines.close(),
  };
}
