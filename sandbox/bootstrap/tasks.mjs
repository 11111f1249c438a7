import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { SetupError, say, secondsSince } from "./say.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const generators = ["catalog/json-schema.js", "policy-pack/rules-page.js", "scorecard/json-schema.js"];

/** What each task needs set up first, and what it then runs; `run` answers the exit code. */
const tasks = {
  build: { engine: false, run: () => 0 },
  preview: {
    engine: (args) => !args.includes("--live"),
    run: (args) => runCompiled("sandbox/preview.js", args),
  },
  readiness: { engine: false, run: (args) => spawnCompiled("cli/main.js", args) },
  pulumi: { engine: true, run: (args) => runCompiled("sandbox/pulumi.js", args) },
  reset: { engine: false, run: (args) => runCompiled("sandbox/reset.js", args) },
  bench: { engine: true, run: (args) => spawnCompiled("bench/main.js", args) },
  test: { engine: true, run: test },
  package: { engine: false, run: makePackages },
  generate: { engine: false, run: generate },
  mutation: { engine: false, run: mutate },
  "rules:new": { engine: false, run: (args) => spawnCompiled("policy-pack/new-rule.js", args) },
  qa: { engine: false, run: qa },
};

/** Runs one task of package.json's scripts and answers its exit code; expected failures print their message only. */
export async function main([name, ...args]) {
  const task = tasks[name];
  try {
    if (task === undefined)
      throw new SetupError(`There is no task '${name}'. Tasks: ${Object.keys(tasks).join(", ")}.`);
    refuseSwallowedFlags(name);
    const ready = await setUp(
      typeof task.engine === "function" ? task.engine(args) : task.engine,
      name === "qa",
    );
    return await task.run(args, ready);
  } catch (error) {
    // The compiled side has a class of its own by this name.
    if (error?.name !== "SetupError") throw error;
    console.error(error.message);
    // Of the readiness command's exit codes, 1 says that something blocks; here nothing was judged.
    return name === "readiness" ? 3 : 1;
  }
}

/** npm keeps flags written without `--` to itself: running on would preview another stack than the one asked for. */
function refuseSwallowedFlags(name) {
  const swallowed = ["stack", "live", "refresh", "target", "diff"].filter(
    (flag) => process.env[`npm_config_${flag}`],
  );
  if (swallowed.length === 0 || !["preview", "pulumi", "readiness"].includes(name)) return;
  const script = process.env.npm_lifecycle_event ?? name;
  throw new SetupError(
    `npm took --${swallowed[0]} for its own. Write \`npm run ${script} -- --${swallowed[0]} …\`.`,
  );
}

/** Answers whether the build succeeded; a failure is thrown unless it is tolerated. */
async function setUp(needsEngine, toleratesBuildFailure) {
  const folder = path.join(root, ".sandbox");
  fs.mkdirSync(folder, { recursive: true });
  return withLock(path.join(folder, "lock"), async () => {
    await install(root);
    try {
      await build(root);
    } catch (error) {
      if (!toleratesBuildFailure || error.name !== "SetupError") throw error;
      console.error(error.message);
      return false;
    }
    if (needsEngine) await (await importCompiled("sandbox/engine/engine.js")).setUpEngine();
    return true;
  });
}

/** All tests, or those of the files that are named, compiled or not; flags go to mocha. */
function test(args) {
  const given = args.map((arg) => arg.replace(/^(?:\.\/)?(test\/.*\.test)\.ts$/, "bin/$1.js"));
  const names = given.some((arg) => arg.endsWith(".test.js")) ? [] : ["bin/test/**/*.test.js"];
  return spawnNode(["node_modules/mocha/bin/mocha.js", ...given, ...names]);
}

/** Format and lint, types, and freshness of generated files: all of them, then one verdict. */
async function qa(_args, isBuilt) {
  const steps = [
    ["format and lint", () => spawnNode(["node_modules/@biomejs/biome/bin/biome", "check", "."])],
    // The build that came before checks the types of every source, tests included.
    ["types", () => (isBuilt ? 0 : 1)],
    ...existing(generators).map((file) => [`${file} is fresh`, () => spawnCompiled(file, ["--check"])]),
  ];
  const failed = [];
  for (const [title, check] of steps) {
    const start = performance.now();
    const code = await check();
    say(`${title}: ${code === 0 ? "ok" : "failed"}, ${secondsSince(start)}`);
    if (code !== 0) failed.push(title);
  }
  if (failed.length === 0) return 0;
  console.error(`qa failed: ${failed.join(", ")}.`);
  return 1;
}

async function mutate(args) {
  const { mutation } = await import("./mutation.mjs");
  return mutation(root, args, spawnNode);
}

async function makePackages() {
  const packages = await import("./package.mjs");
  return packages.makePackages(root);
}

async function generate() {
  for (const file of existing(generators)) {
    const code = await spawnCompiled(file, []);
    if (code !== 0) return code;
  }
  return 0;
}

function existing(files) {
  return files.filter((file) => fs.existsSync(path.join(root, "bin", file)));
}

async function runCompiled(file, args) {
  return (await importCompiled(file)).main(args);
}

function importCompiled(file) {
  return import(pathToFileURL(path.join(root, "bin", file)).href);
}

function spawnCompiled(file, args) {
  return spawnNode([path.join("bin", file), ...args]);
}

/** Runs node in the checkout with this terminal; a signal reaches the child by the terminal or is passed on. */
function spawnNode(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    const waitOn = () => {};
    const passOn = () => child.kill("SIGTERM");
    process.on("SIGINT", waitOn).on("SIGTERM", passOn);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", waitOn).off("SIGTERM", passOn);
      resolve(code ?? (signal === "SIGINT" ? 130 : 143));
    });
  });
}
