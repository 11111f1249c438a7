import fs from "node:fs";
import { folders } from "./folders";
import { say } from "./say";

/** npm run sandbox:reset: deletes the stand-in vendors' worlds and the stacks' state; the engine stays. */
export async function main(): Promise<number> {
  for (const folder of [folders.worlds, folders.state, folders.config]) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  say("worlds and state are deleted; the next run starts from the seed");
  return 0;
}
