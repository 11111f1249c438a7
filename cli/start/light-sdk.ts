import { dirname, join } from "node:path";
import { installed, standInFor, whenCalled } from "./later";

/**
 * Parts of the SDK that only serialise functions into the cloud. They load a compiler and a package manager, two thirds
 * of the SDK's start, and nothing here calls them.
 */
const heavyParts: readonly { readonly file: string; readonly functions: readonly string[] }[] = [
  { file: "serializeClosure.js", functions: ["serializeFunction", "serializeFunctionAsync"] },
  { file: "codePaths.js", functions: ["computeCodePaths"] },
];

/** Makes the SDK load those parts when they are first called; to be called before anything imports the SDK. */
export function lightenSdk(): void {
  const manifest = installed("@pulumi/pulumi/package.json");
  if (manifest === undefined) return;
  for (const { file, functions } of heavyParts) {
    const path = installed(join(dirname(manifest), "runtime", "closure", file));
    if (path !== undefined) standInFor(path, whenCalled(functions));
  }
}
