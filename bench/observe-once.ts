import fs from "node:fs";
import { z } from "zod";
import { vendors } from "../evidence/facts";
import type { WantedService } from "../evidence/wanted";

/*
 * Observes once, in a process of its own, and prints what it took as JSON: seconds since the process began, CPU seconds,
 * peak memory and the states of all facts. Its arguments: a file of the services that are wanted, and the cache's folder.
 */

/** What a process that observes once says at its end. */
export const onceSchema = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMiB: z.number(),
  states: z.record(z.string(), z.number()),
  remarks: z.array(z.string()),
});

async function main(wantedFile: string, cacheFolder: string): Promise<void> {
  const { observeVendors } = await import("../evidence/observing.js");
  // Written by the benchmark itself.
  const services = JSON.parse(fs.readFileSync(wantedFile, "utf8")) as readonly WantedService[];
  const { facts, remarks } = await observeVendors(vendors, services, {
    settings: { config: {}, env: process.env },
    now: () => new Date(),
    cacheFolder,
    cacheSeconds: 3600,
  });
  const states: Record<string, number> = {};
  for (const { source, answer } of [...facts.values()].flat()) {
    const key = `${source} ${answer.state}`;
    states[key] = (states[key] ?? 0) + 1;
  }
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const once: z.infer<typeof onceSchema> = {
    seconds: performance.now() / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMiB: maxRSS / 1024,
    states,
    remarks: [...remarks],
  };
  process.stdout.write(JSON.stringify(once));
}

if (require.main === module) {
  const [wantedFile = "", cacheFolder = ""] = process.argv.slice(2);
  main(wantedFile, cacheFolder).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
