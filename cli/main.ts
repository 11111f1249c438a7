#!/usr/bin/env node
import { lightenZod } from "./start/light-zod";
import { loadOwnModulesLater } from "./start/own-modules";
import { liveShortly } from "./start/short-lived";
import type { Terminal } from "./terminal";

const defaultWidth = 110;

/** This process's own terminal. */
function ownTerminal(): Terminal {
  const { stdout, env } = process;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
    width: stdout.columns ?? defaultWidth,
    cwd: process.cwd(),
    env,
    ...(process.stdin.isTTY === true ? { ask } : {}),
  };
}

/** What asks is loaded when somebody is asked. */
async function ask(question: string): Promise<string> {
  const { askAtTerminal } = await import("./ask.js");
  return askAtTerminal(question);
}

// A reader that has seen enough, such as head, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

async function main(): Promise<number> {
  liveShortly();
  lightenZod();
  const { runCommandLine } = await import("./command-line.js");
  return runCommandLine(process.argv.slice(2), ownTerminal(), loadOwnModulesLater);
}

/** A fault of ours, wherever it comes up: nothing may be taken for judged then. */
function end(fault: unknown): void {
  console.error(fault);
  process.exit(3);
}

process.on("uncaughtException", end).on("unhandledRejection", end);
main().then((code) => {
  process.exitCode = code;
}, end);
