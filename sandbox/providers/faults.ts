import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Vendor, vendors } from "../world/schema";

const methods = ["configure", "check", "diff", "create", "read", "update", "delete", "invoke"] as const;
export type Method = (typeof methods)[number];

const faultSchema = z.strictObject({
  vendor: z.enum(vendors),
  method: z.enum(methods),
  /** Type or function token; absent: every one. */
  type: z.string().optional(),
  /** Name of the resource in the program; absent: every one. */
  name: z.string().optional(),
  /** How many calls of one process; absent: every one. */
  times: z.int().positive().optional(),
  /** What the call fails with; absent: it is only slow. */
  message: z.string().min(1).optional(),
  delayMs: z.int().nonnegative().max(600_000).optional(),
});

/** A failure or delay that a test or a person asks for. */
export type Fault = z.infer<typeof faultSchema>;

/** What a call is about, as far as faults can name it. */
export interface Call {
  readonly method: Method;
  readonly type?: string;
  readonly name?: string;
}

/** Delays or fails a call where a fault names it. */
export type Injector = (call: Call) => Promise<void>;

/** Reads faults from READINESS_FAULTS and from `faults.json` in the world folder. Throws on anything else in them. */
export function readFaults(dir: string, fromEnvironment: string | undefined): readonly Fault[] {
  const file = join(dir, "faults.json");
  return [
    ...(fromEnvironment ? parseFaults(faultsSchema, fromEnvironment, "READINESS_FAULTS") : []),
    ...(existsSync(file) ? parseFaults(faultsSchema, readFileSync(file, "utf8"), file) : []),
  ];
}

/** An injector of one vendor's faults; `times` is counted from here on. */
export function injectorOf(faults: readonly Fault[], vendor: Vendor): Injector {
  const left = faults
    .filter((fault) => fault.vendor === vendor)
    .map((fault) => ({ fault, calls: fault.times ?? Number.POSITIVE_INFINITY }));
  return async (call) => {
    const hit = left.find(({ fault, calls }) => calls > 0 && matches(fault, call));
    if (!hit) return;
    hit.calls--;
    if (hit.fault.delayMs) await sleep(hit.fault.delayMs);
    if (hit.fault.message !== undefined) throw new InjectedFault(hit.fault.message);
  };
}

/** A failure that was asked for. */
export class InjectedFault extends Error {}

function matches(fault: Fault, call: Call): boolean {
  if (fault.method !== call.method) return false;
  if (fault.type !== undefined && fault.type !== call.type) return false;
  return fault.name === undefined || fault.name === call.name;
}

const faultsSchema = z.array(faultSchema);

/** Reads a list of faults. Throws what is wrong with it, and where it comes from. */
export function parseFaults<T>(schema: z.ZodType<T>, text: string, source: string): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${source} is not JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`${source} does not hold a list of faults:\n${z.prettifyError(parsed.error)}`);
}
