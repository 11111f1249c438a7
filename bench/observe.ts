import { type ChildProcess, execFile, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { z } from "zod";
import { projectDir } from "../sandbox/folders";
import { say } from "../sandbox/say";
import { type Figures, median } from "./figures";
import { writeLargeWorld } from "./large-world";
import { onceSchema } from "./observe-once";
import { inTemporaryFolder } from "./temporary-folder";

/** How long every answer of the simulators waits, in ms. */
const latencyMs = 50;

/** What observing 1,000 services may take at most; requests of the warm run are those of all vendors. */
const limits: Figures = {
  "cold.seconds": 15,
  "cold.peak-mib": 400,
  "cold.github.graphql": 90,
  "cold.github.points": 1_000,
  "warm.seconds": 3,
  "warm.requests": 0,
};

/** Observes this many services at simulators in a process of their own: with an empty cache, and again with a full one. */
export function measureObserving(count: number, runs: number): Promise<Figures> {
  return inTemporaryFolder(async (root) => {
    const worldDir = path.join(root, "worlds", "large-shop");
    const wantedFile = path.join(root, "wanted.json");
    fs.mkdirSync(root, { recursive: true });
    fs.writeFileSync(wantedFile, JSON.stringify(writeLargeWorld(worldDir, count)));
    const simulators = await startApart(worldDir);
    try {
      const all: Figures[] = [];
      for (let run = 1; run <= runs; run++) {
        const cacheFolder = path.join(root, `cache-${run}`);
        const cold = await observeOnce(simulators.origin, wantedFile, cacheFolder);
        const warm = await observeOnce(simulators.origin, wantedFile, cacheFolder);
        all.push({ ...named("cold", cold), ...named("warm", warm) });
        say(`run ${run} of ${runs}: cold ${cold.seconds?.toFixed(2)} s, warm ${warm.seconds?.toFixed(2)} s`);
      }
      const figures = medians(all);
      for (const line of compared(figures)) say(line);
      return named(`observe-${count}`, figures);
    } finally {
      simulators.stop();
    }
  });
}

function named(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}.${name}`, value]));
}

function medians(all: readonly Figures[]): Figures {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    names.map((name) => [name, median(all.flatMap((one) => one[name] ?? []))] as const),
  );
}

/** A line for each limit: what was measured, and whether that is within it. */
export function compared(figures: Figures): readonly string[] {
  return Object.entries(limits).map(([name, most]) => {
    const value = figures[name];
    if (value === undefined) return `${name}: not measured, at most ${most}`;
    return `${name}: ${value.toFixed(2)}, at most ${most}${value <= most ? "" : ": EXCEEDED"}`;
  });
}

const countSchema = z.record(z.string(), z.record(z.string(), z.number()));
type Counts = z.infer<typeof countSchema>;

async function observeOnce(origin: string, wantedFile: string, cacheFolder: string): Promise<Figures> {
  const before = await countsAt(origin);
  const script = path.join(projectDir, "bin", "bench", "observe-once.js");
  const { stdout } = await promisify(execFile)(process.execPath, [script, wantedFile, cacheFolder], {
    env: { PATH: process.env.PATH, READINESS_SIMULATORS: origin },
    maxBuffer: 2 ** 24,
  });
  const { states, remarks, seconds, cpuSeconds, peakMiB } = onceSchema.parse(JSON.parse(stdout));
  for (const remark of remarks) say(remark);
  say(
    Object.entries(states)
      .map(([state, count]) => `${state}: ${count}`)
      .join(", "),
  );
  const requests = difference(await countsAt(origin), before);
  return { seconds, "cpu-seconds": cpuSeconds, "peak-mib": peakMiB, ...requests };
}

async function countsAt(origin: string): Promise<Counts> {
  const response = await fetch(`${origin}/requests`);
  return countSchema.parse(await response.json());
}

/** What came to each vendor since, and to all together. */
function difference(after: Counts, before: Counts): Figures {
  const each = Object.entries(after).flatMap(([vendor, counts]) =>
    Object.entries(counts).map(
      ([name, count]) => [`${vendor}.${name}`, count - (before[vendor]?.[name] ?? 0)] as const,
    ),
  );
  const all = each.filter(([name]) => name.endsWith(".requests")).reduce((sum, [, count]) => sum + count, 0);
  return { ...Object.fromEntries(each), requests: all };
}

interface Apart {
  readonly origin: string;
  stop(): void;
}

/** Starts the simulators in a process of their own, so that what they take is not counted as ours. */
async function startApart(worldDir: string): Promise<Apart> {
  const script = path.join(projectDir, "bin", "sandbox", "simulators", "server.js");
  // Room for what a request leaves behind, so that the vendors' collecting of it costs us no waiting.
  const room = "--max-semi-space-size=128";
  const child = spawn(process.execPath, [room, script, worldDir, "--latency", String(latencyMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    return { origin: await originOf(child), stop: () => child.kill() };
  } catch (error) {
    child.kill();
    throw error;
  }
}

async function originOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The simulators have no output.");
  for await (const line of createInterface({ input: child.stdout }))
    return z.object({ origin: z.string() }).parse(JSON.parse(line)).origin;
  throw new Error("The simulators ended before they could be asked.");
}
