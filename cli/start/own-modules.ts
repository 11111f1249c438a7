import Module from "node:module";
import { dirname, join, sep } from "node:path";
import { whenLookedAt } from "./later";

/** Folders of this project whose modules only define things, so that it makes no difference when they are loaded. */
const folders = ["catalog", "cli", "evidence", "policy-pack", "scorecard", "stacks", "tiers"].map(
  (folder) => join(__dirname, "..", "..", folder) + sep,
);

/**
 * Lets this project's modules wait from here on until something of them is looked at: for commands that judge nothing,
 * and so need neither what the rules look at nor the parsers behind that, which are most of what there is to load.
 * Looking takes longer through the stand-ins, so a command that judges does without.
 */
export function loadOwnModulesLater(): void {
  const load = Module.prototype.require;
  const waiting = new Map<string, object>();
  Module.prototype.require = function (this: NodeJS.Module, id: string): unknown {
    if (!id.startsWith(".") || !folders.some((folder) => this.filename.startsWith(folder)))
      return load.call(this, id);
    const path = join(dirname(this.filename), id);
    const stand = waiting.get(path) ?? whenLookedAt(() => Object(load.call(this, id)) as object);
    waiting.set(path, stand);
    return stand;
  };
}
