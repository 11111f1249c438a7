import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { bundlePage, hasPage, isOfPage, pageFolder, pageOutputs } from "./page.mjs";
import { SetupError, say, secondsSince } from "./say.mjs";

const stampName = ".sources";

/** Compiles the sources into bin/ unless it already holds exactly their output. */
export async function build(root) {
  const sources = listSources(root);
  const fingerprint = fingerprintOf(root, sources);
  const stamp = path.join(root, "bin", stampName);
  if (readText(stamp) === fingerprint && missingOutputs(root, sources).length === 0) return;

  const start = performance.now();
  say("compiling (tsc)");
  fs.rmSync(stamp, { force: true });
  removeOrphans(root, sources);
  // tsc's own record would leave out what was deleted from bin/ behind its back.
  if (missingOutputs(root, sources).length > 0)
    fs.rmSync(path.join(root, "bin", ".tsbuildinfo"), { force: true });
  const projects = ["tsconfig.json", ...(hasPage(root) ? [`${pageFolder}/tsconfig.json`] : [])];
  for (const project of projects)
    if ((await runTsc(root, project)) !== 0)
      throw new SetupError("The build failed: mend the errors that tsc names above.");
  if (hasPage(root)) await bundlePage(root);
  fs.writeFileSync(stamp, fingerprint);
  say(`compiled in ${secondsSince(start)}`);
}

/** Deletes compiled files whose source is gone, so that no deleted rule or test runs on. */
export function removeOrphans(root, sources = listSources(root)) {
  const expected = new Set([...sources.flatMap(outputsOf), ...pageOutputs]);
  for (const file of walk(path.join(root, "bin"))) {
    const relative = slashed(path.relative(root, file));
    if (/\.(js|js\.map|json)$/.test(relative) && !expected.has(relative)) fs.rmSync(file);
  }
}

/** Compiled files that should be there and are not. */
export function missingOutputs(root, sources = listSources(root)) {
  const outputs = sources
    .filter((file) => file.endsWith(".ts") && !isOfPage(file))
    .map((file) => `bin/${file.replace(/\.ts$/, ".js")}`);
  return [...outputs, ...(hasPage(root) ? pageOutputs : [])].filter(
    (file) => !fs.existsSync(path.join(root, file)),
  );
}

/** Paths of all TypeScript sources and the JSON and styles beside them, relative to the checkout, with forward slashes, sorted. */
export function listSources(root) {
  const { include } = JSON.parse(fs.readFileSync(path.join(root, "tsconfig.json"), "utf8"));
  return include
    .flatMap((folder) => walk(path.join(root, folder)))
    .map((file) => slashed(path.relative(root, file)))
    .filter((file) => /\.(ts|json|css)$/.test(file) && !file.endsWith(".d.ts"))
    .sort();
}

/** Changes when a source or the compiler's settings do. */
export function fingerprintOf(root, sources = listSources(root)) {
  const hash = createHash("sha256");
  for (const file of [...sources, "tsconfig.json", "package-lock.json", "package.json"]) {
    const { mtimeMs, size } = fs.statSync(path.join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest("hex");
}

function outputsOf(source) {
  if (isOfPage(source) || source.endsWith(".css")) return [];
  if (source.endsWith(".json")) return [`bin/${source}`];
  const stem = `bin/${source.replace(/\.ts$/, "")}`;
  return [`${stem}.js`, `${stem}.js.map`];
}

function walk(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : walk(full);
    return [full];
  });
}

function slashed(file) {
  return file.split(path.sep).join("/");
}

function readText(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

/** Runs the compiler on one of the project's settings files; answers its exit code. */
export function runTsc(root, project) {
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, "-p", project], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
