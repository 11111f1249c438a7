import { readiness } from "../cli/command";

/** The help of the command that words begin with: of two words where there is one, such as tasks sync. */
export async function helpOf(words: readonly string[]): Promise<string> {
  for (const count of [2, 1]) {
    const name = words.slice(0, count);
    if (name.length < count || !name.every((word) => /^[a-z][a-z-]*$/.test(word))) continue;
    const { code, out } = await readiness("/", [...name, "--help"]);
    if (code === 0 && out.startsWith(`Usage: readiness ${name.join(" ")} `)) return out;
  }
  throw new Error(`readiness ${words.join(" ")}: there is no such command`);
}
