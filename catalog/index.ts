import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { declareReadiness, type ProgramOutputs } from "./program";

/** The Pulumi program: an entry point that is a function may wait for the vendors' answers. */
export = function main(): Promise<ProgramOutputs> {
  // The SDK notes a stack with each of its thousands of promises, most of the time that a program of many services takes.
  // Whoever sets Pulumi's own variable looks for a promise that never ends, and needs them.
  if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) Error.stackTraceLimit = 0;
  return declareReadiness({
    root: pulumi.getRootDirectory(),
    stack: pulumi.getStack(),
    config: pulumi.runtime.allConfig(),
    // As the GitHub provider itself finds its owner.
    githubOwner: new pulumi.Config("github").get("owner") ?? process.env.GITHUB_OWNER,
    programVersion: readProgramVersion(),
    now: new Date(),
    observe: async (vendors, services) => {
      // Most of what there is to load, and not needed where nobody is asked.
      const { cacheSettings, observeVendors } = await import("../evidence/observing.js");
      const { tellingProgress } = await import("../evidence/progress.js");
      return observeVendors(vendors, services, {
        settings: { config: pulumi.runtime.allConfig(), env: process.env },
        now: () => new Date(),
        ...cacheSettings(process.env),
        progress: tellingProgress(sayInPassing, Date.now),
      });
    },
  });
};

/** Shows a sentence while the program runs, and leaves it out of what stays of the run. */
function sayInPassing(sentence: string): void {
  void pulumi.log.info(sentence, undefined, undefined, true);
}

/** This file runs from bin/catalog, two folders below package.json. */
function readProgramVersion(): string {
  const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
