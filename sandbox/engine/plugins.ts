import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectDir } from "../folders";
import type { Engine } from "./engine";
import { findIn, findOnPath } from "./find";

const vendors = ["github", "pagerduty", "datadog"] as const;
const languageHost = "pulumi-language-nodejs";
const packageVersion = z.object({ version: z.string() });

/**
 * Puts the stand-in plugins into a Pulumi home, under the versions that the installed SDKs ask for, and leaves no
 * other version of them. Pulumi prefers the language host that ships beside it to the one put here.
 */
export function installPlugins(home: string, engine: Engine, searchPath: string | undefined): void {
  const plugins = path.join(home, "plugins");
  for (const vendor of vendors) {
    place(plugins, `resource-${vendor}`, sdkVersion(vendor), `pulumi-resource-${vendor}`, [
      process.execPath,
      path.join(projectDir, "bin", "sandbox", "providers", "main.js"),
      vendor,
    ]);
  }
  place(plugins, "language-nodejs", sdkVersion("pulumi"), languageHost, hostCommand(engine, searchPath));
}

/** Whether an ordinary installation's language host runs programs: beside the engine, or elsewhere on PATH. */
export function findLanguageHost(engine: Engine, searchPath: string | undefined): string | undefined {
  const beside = findIn(path.dirname(fs.realpathSync(engine.executable)), languageHost);
  return beside ?? findOnPath(languageHost, searchPath);
}

function hostCommand(engine: Engine, searchPath: string | undefined): readonly string[] {
  const real = findLanguageHost(engine, searchPath);
  if (real !== undefined) return [real];
  return [process.execPath, path.join(projectDir, "bin", "sandbox", "engine", "language-host.js")];
}

function sdkVersion(name: string): string {
  const file = path.join(projectDir, "node_modules", "@pulumi", name, "package.json");
  // Older SDKs have their version with a v in front; the engine is asked for it without.
  return packageVersion.parse(JSON.parse(fs.readFileSync(file, "utf8"))).version.replace(/^v/, "");
}

/** Writes one plugin: a script that runs a command with the arguments that the engine gives it. */
function place(
  plugins: string,
  kind: string,
  version: string,
  name: string,
  command: readonly string[],
): void {
  const folder = `${kind}-v${version}`;
  const others = fs.existsSync(plugins) ? fs.readdirSync(plugins) : [];
  for (const other of others.filter((entry) => entry.startsWith(`${kind}-v`) && entry !== folder)) {
    fs.rmSync(path.join(plugins, other), { recursive: true, force: true });
  }
  const windows = process.platform === "win32";
  const file = path.join(plugins, folder, windows ? `${name}.cmd` : name);
  const script = windows
    ? `@${command.map((part) => `"${part}"`).join(" ")} %*\r\n`
    : `#!/bin/sh\nexec ${command.map(quoted).join(" ")} "$@"\n`;
  writeScript(file, script);
}

function quoted(part: string): string {
  return `'${part.replaceAll("'", "'\\''")}'`;
}

/** Replaces the file in one step, since an engine of another run may be starting it. */
function writeScript(file: string, script: string): void {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === script) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, script, { mode: 0o755 });
  fs.renameSync(unfinished, file);
}
