import fs from "node:fs";
import path from "node:path";

/** Files of the pack that are no code. */
const plainFiles = ["PulumiPolicy.yaml", "readiness.config.json"];
const entry = "bin/policy-pack/index.js";

/**
 * Writes a policy pack that stands on its own: its folder is what `pulumi policy publish` uploads, and whoever runs it
 * installs what its package.json names. Holds the modules that the pack loads, and the packages that they need.
 */
export function writePolicyFolder(root, target) {
  const { files, packages } = whatIsLoaded(root, entry);
  const project = readJson(path.join(root, "package.json"));
  const unknown = packages.filter((name) => project.dependencies[name] === undefined);
  if (unknown.length > 0) throw new Error(`The pack loads what package.json lacks: ${unknown.join(", ")}.`);
  const { main: _, ...manifest } = readJson(path.join(root, "policy-pack", "package.json"));
  fs.rmSync(target, { recursive: true, force: true });
  for (const file of files) copy(path.join(root, file), path.join(target, file));
  for (const file of plainFiles) copy(path.join(root, "policy-pack", file), path.join(target, file));
  copy(path.join(root, "LICENSE"), path.join(target, "LICENSE"));
  const dependencies = Object.fromEntries(packages.map((name) => [name, project.dependencies[name]]));
  const own = { ...manifest, main: entry, engines: project.engines, dependencies };
  fs.writeFileSync(path.join(target, "package.json"), `${JSON.stringify(own, null, 2)}\n`);
  return { files: files.length, packages };
}

/** The compiled modules that one leads to, itself included, and the packages that they name; sorted. */
export function whatIsLoaded(root, first) {
  const files = new Set();
  const packages = new Set();
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith(".js")) return;
    for (const name of namesIn(fs.readFileSync(path.join(root, file), "utf8"))) {
      if (name.startsWith(".")) visit(resolved(root, path.posix.join(path.posix.dirname(file), name)));
      else if (!name.startsWith("node:")) packages.add(packageOf(name));
    }
  };
  visit(first);
  return { files: [...files].sort(), packages: [...packages].sort() };
}

/** What a module of tsc's asks for, at once or later; it writes each by its whole name, in double quotes. */
function namesIn(text) {
  return [...text.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, name]) => name);
}

function resolved(root, place) {
  const found = [place, `${place}.js`, `${place}/index.js`].find((file) => isFile(path.join(root, file)));
  if (found === undefined) throw new Error(`${place} is asked for, and is not there: npm run build.`);
  return found;
}

function isFile(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function packageOf(name) {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

function copy(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, to);
}
