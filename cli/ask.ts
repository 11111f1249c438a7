import { createInterface } from "node:readline";
import { InputError } from "./failures";

/** Lines that somebody typed or pasted before they were asked for. */
const typedAhead: string[] = [];

/** Asks on stderr, as the results may go into a file; ^C and the end of input stop the command with InputError. */
export async function askAtTerminal(question: string): Promise<string> {
  const ahead = typedAhead.shift();
  if (ahead !== undefined) {
    process.stderr.write(`${question}${ahead}\n`);
    return ahead;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answers: string[] = [];
  try {
    return await new Promise((resolve, reject) => {
      lines.on("line", (line) => {
        answers.push(line);
        resolve(answers[0] ?? "");
      });
      lines.once("close", () => reject(new InputError("\nStopped. Nothing was written.")));
      lines.setPrompt(question);
      lines.prompt();
    });
  } finally {
    lines.close();
    typedAhead.push(...answers.slice(1));
  }
}
