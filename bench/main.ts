import fs from "node:fs";
import { parseArgs } from "node:util";
import { measureAnalyze } from "./analyze";
import { measureCommands } from "./commands";
import type { Figures } from "./figures";
import { measureObserving } from "./observe";
import { measureServices, measureShipped } from "./preview";

/** What can be measured, by name; the first is what `npm run bench` measures without more words. */
const scenarios: Readonly<Record<string, (runs: number) => Promise<Figures>>> = {
  shipped: measureShipped,
  analyze: (runs) => measureAnalyze(10_000, runs),
  commands: measureCommands,
  services: (runs) => measureServices(1_000, runs),
  observe: (runs) => measureObserving(1_000, runs),
};

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "string" }, runs: { type: "string", default: "5" } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs must be a number of runs; it is ${values.runs}.`);
  let figures: Figures = {};
  for (const name of positionals.length === 0 ? ["shipped"] : positionals) {
    const measure = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (measure === undefined)
      throw new Error(`There is no benchmark ${name}. There are ${Object.keys(scenarios).join(", ")}.`);
    figures = { ...figures, ...(await measure(runs)) };
  }
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value.toFixed(3)}`);
  if (values.json !== undefined) fs.writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
