import path from "node:path";

/** The checkout; this file runs from bin/sandbox/. */
export const projectDir = path.resolve(__dirname, "..", "..");

const sandboxDir = path.join(projectDir, ".sandbox");

/** Git-ignored folders of the sandbox; tests use their own instead of state, worlds and config. */
export const folders = {
  /** One folder for each engine that was set up: pulumi-<version>. */
  engine: path.join(sandboxDir, "engine"),
  /** PULUMI_HOME: the stand-in plugins, and what Pulumi keeps for itself. */
  home: path.join(sandboxDir, "home"),
  /** Pulumi's file backend. */
  state: path.join(sandboxDir, "state"),
  /** What the stand-in vendors hold, a folder for each account. */
  worlds: path.join(sandboxDir, "worlds"),
  /** Stack config as the sandbox's engine reads it: Pulumi writes to such files. */
  config: path.join(sandboxDir, "config"),
} as const;

/** The folder, among the worlds, of a stack's vendor account: the owner that its config names, else a world of its own. */
export function worldName(owner: unknown, stack: string): string {
  return encodeURIComponent(typeof owner === "string" ? owner : stack);
}
