import fs from "node:fs";
import path from "node:path";
import { parts, reportOf } from "../../test/mutation/stryker.config.mjs";
import { install } from "./install.mjs";
import { SetupError } from "./say.mjs";

const stryker = "node_modules/@stryker-mutator/core/bin/stryker.js";

/** Mutates the named parts, or all; arguments after them go to Stryker. Answers 1 where a part's score is too low. */
export async function mutation(root, args, spawnNode) {
  const { names, flags } = readArguments(args);
  const folder = path.join(root, ".sandbox", "mutation");
  await installStryker(root, folder);
  const lines = [];
  let worst = 0;
  for (const name of names) {
    fs.rmSync(path.join(root, reportOf(name)), { force: true });
    const command = [path.join(folder, stryker), "run", "test/mutation/stryker.config.mjs", ...flags];
    const code = await spawnNode(command, { MUTATION_PART: name });
    worst = Math.max(worst, code);
    lines.push(`${name}: ${summaryOf(path.join(root, reportOf(name)))}; ${parts[name].least} % wanted`);
  }
  console.log(lines.join("\n"));
  return worst;
}

/** Part names up to the first flag; what follows is Stryker's. */
export function readArguments(args) {
  const end = args.findIndex((arg) => arg.startsWith("-"));
  const named = end === -1 ? args : args.slice(0, end);
  const unknown = named.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined)
    throw new SetupError(`There is no part '${unknown}' to mutate. Parts: ${Object.keys(parts).join(", ")}.`);
  return { names: named.length > 0 ? named : Object.keys(parts), flags: args.slice(named.length) };
}

/** Stryker lives apart: nobody else needs its packages. */
async function installStryker(root, folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json", ".npmrc"])
    fs.copyFileSync(path.join(root, "test", "mutation", file), path.join(folder, file));
  await install(folder);
}

/** The score of a report of Stryker's with what it is made of. */
function summaryOf(file) {
  if (!fs.existsSync(file)) return "no result, see Stryker's message above";
  return scoreLine(JSON.parse(fs.readFileSync(file, "utf8")));
}

/** Killed and timed-out mutants, in per cent of those that could be; what does not run or is left out is neither. */
export function scoreLine({ files }) {
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (status) => mutants.filter((mutant) => mutant.status === status).length;
  const [killed, timedOut, survived, uncovered] = ["Killed", "Timeout", "Survived", "NoCoverage"].map(count);
  const valid = killed + timedOut + survived + uncovered;
  const score = valid === 0 ? 100 : (100 * (killed + timedOut)) / valid;
  return (
    `${score.toFixed(2)} % of ${valid} mutants detected ` +
    `(${killed} killed, ${timedOut} timed out, ${survived} survived, ${uncovered} not covered)`
  );
}
