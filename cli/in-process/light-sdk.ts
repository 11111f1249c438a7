import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Parts of the SDK that only serialise functions into the cloud. They load a compiler and a package manager, two thirds
 * of the SDK's start, and nothing here calls them.
 */
const heavyParts: readonly { readonly file: string; readonly functions: readonly string[] }[] = [
  { file: "runtime/closure/serializeClosure.js", functions: ["serializeFunction", "serializeFunctionAsync"] },
  { file: "runtime/closure/codePaths.js", functions: ["computeCodePaths"] },
];

const load = createRequire(__filename);

/**
 * Makes the SDK load those parts when they are first called, not at its start. To be called before anything imports
 * the SDK; what is loaded already, or lies elsewhere in another version, stays as it is.
 */
export function lightenSdk(): void {
  const folder = dirname(load.resolve("@pulumi/pulumi/package.json"));
  for (const { file, functions } of heavyParts) {
    const path = join(folder, file);
    if (!isThere(path) || load.cache[path] !== undefined) continue;
    load.cache[path] = standIn(path, functions);
  }
}

function isThere(path: string): boolean {
  try {
    return load.resolve(path) === path;
  } catch {
    return false; // Another version of the SDK has it elsewhere: then it starts as slowly as it does by itself.
  }
}

/** A module whose functions load the real one, and then are the real one's. */
function standIn(path: string, functions: readonly string[]): NodeJS.Module {
  const later =
    (name: string) =>
    (...args: readonly unknown[]): unknown => {
      delete load.cache[path];
      const real: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = load(path);
      return real[name]?.(...args);
    };
  const exports = Object.fromEntries(functions.map((name) => [name, later(name)]));
  const Module = load("node:module") as new (id: string) => NodeJS.Module; // the constructor of all modules
  return Object.assign(new Module(path), { exports, filename: path, loaded: true });
}
