import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { runTsc } from "./build.mjs";
import { npmCommand } from "./install.mjs";
import { writePolicyFolder } from "./policy-folder.mjs";
import { SetupError, say } from "./say.mjs";

/**
 * Makes what others install: dist/readiness-<version>.tgz, the whole as an npm package, and dist/policy-pack, the pack
 * alone as `pulumi policy publish` takes it.
 */
export async function makePackages(root) {
  const target = path.join(root, "dist");
  await emitTypes(root);
  fs.mkdirSync(target, { recursive: true });
  const { packages } = writePolicyFolder(root, path.join(target, "policy-pack"));
  say(`dist/policy-pack: for pulumi policy publish; needs ${packages.join(", ")}`);
  const file = await packNpm(root, target);
  say(`dist/${file}: for npm install`);
  return 0;
}

/** Puts the types of what others import beside the compiled modules, so that rules of their own are checked. */
async function emitTypes(root) {
  const folder = path.join(root, "bin");
  const earlier = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".d.ts"));
  for (const name of earlier) fs.rmSync(path.join(folder, name));
  if ((await runTsc(root, "tsconfig.types.json")) !== 0)
    throw new SetupError("The types could not be written: mend the errors that tsc names above.");
}

/** Packs the built checkout into a folder, and answers the name of the file. No script runs: it is built already. */
export async function packNpm(root, target) {
  const [command, ...args] = npmCommand(["pack", "--ignore-scripts", "--json", "--pack-destination", target]);
  const { code, out } = await outputOf(command, args, root);
  if (code !== 0) throw new SetupError(`npm pack failed with exit code ${code}.`);
  return JSON.parse(out)[0].filename;
}

function outputOf(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (piece) => {
      out += piece;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, out }));
  });
}
