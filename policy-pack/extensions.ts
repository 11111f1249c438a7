import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import type { LoadedExtension } from "./engine/extension";

/** Names an organisation's own rules: folders relative to the pack's, or packages. */
export const extensionsFile = "readiness.config.json";

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  extensions: z.array(z.string().min(1)).default([]),
});

/**
 * Loads what readiness.config.json in the pack's folder (or another file, for a what-if) names; no file means nothing.
 * Never throws: what cannot be read or loaded is told instead, since a pack that does not start would lose every other
 * rule as well.
 */
export function loadExtensions(
  packDir: string,
  file: string = join(packDir, extensionsFile),
): readonly LoadedExtension[] {
  try {
    const { data, error } = configSchema.safeParse(readConfig(file));
    if (error) return [{ name: extensionsFile, loaded: { error: new Error(whatIsWrong(error)) } }];
    const load = createRequire(join(packDir, "package.json"));
    return data.extensions.map((name) => loadOne(name, load));
  } catch (error) {
    return [{ name: extensionsFile, loaded: { error } }];
  }
}

function readConfig(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

function whatIsWrong({ issues: [first] }: z.ZodError): string {
  return first ? `${[...first.path, first.message].map(String).join(": ")}` : "it cannot be read";
}

function loadOne(name: string, load: NodeJS.Require): LoadedExtension {
  try {
    const loaded: unknown = load(name);
    if (typeof loaded === "object" && loaded !== null && "extension" in loaded)
      return { name, loaded: { value: loaded.extension } };
    return { name, loaded: { error: new Error("it exports nothing called extension") } };
  } catch (error) {
    return { name, loaded: { error: error instanceof SyntaxError ? withPlace(error) : error } };
  }
}

/** The message of a syntax error says what is wrong, and only its stack in which file and line. */
function withPlace(error: SyntaxError): Error {
  const [place = ""] = (error.stack ?? "").split("\n");
  return new Error(`${error.message} at ${place}`);
}
