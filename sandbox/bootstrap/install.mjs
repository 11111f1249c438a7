import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SetupError, say, secondsSince } from "./say.mjs";

const heartbeatMs = 10_000;

/** Installs what package-lock.json names, unless exactly that is installed. */
export async function install(root) {
  if (isInstalled(root)) return;
  const start = performance.now();
  say("installing npm packages (npm ci)");
  const heartbeat = setInterval(() => say(`still installing, ${secondsSince(start)}`), heartbeatMs);
  const code = await npmCi(root).finally(() => clearInterval(heartbeat));
  if (code !== 0) {
    throw new SetupError(
      `npm ci failed with exit code ${code}. It needs the npm registry (see npm's message above), ` +
        "or an npm cache that holds the packages of package-lock.json.",
    );
  }
  say(`packages installed in ${secondsSince(start)}`);
}

/**
 * Whether node_modules holds every package of package-lock.json at its version, by the record that npm keeps there:
 * this notices a changed lock file and a `git checkout`, and accepts an installation made by hand.
 */
export function isInstalled(root) {
  const record = readJson(path.join(root, "node_modules", ".package-lock.json"));
  if (record === undefined) return false;
  const wanted = readJson(path.join(root, "package-lock.json"));
  if (wanted === undefined)
    throw new SetupError("package-lock.json is missing or is not JSON: restore it with git.");
  return Object.entries(wanted.packages).every(
    ([place, { version, optional }]) =>
      place === "" || optional === true || record.packages[place]?.version === version,
  );
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function npmCi(root) {
  const args = [
    "ci",
    "--include=dev",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
    "--no-update-notifier",
  ];
  const [command, ...rest] = npmCommand(args);
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () =>
      reject(new SetupError("npm was not found. It comes with Node: https://nodejs.org.")),
    );
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** npm says by which file it was started; run directly by node, that avoids a shell on every platform. */
export function npmCommand(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith(".js") ? [process.execPath, cli, ...args] : ["npm", ...args];
}
