import { createRequire } from "node:module";
import { z } from "zod";
import { type Vendor, vendors } from "../world/schema";
import { openWorld } from "../world/world";
import { injectorOf, readFaults } from "./faults";
import { onEngineGone } from "./lifetime";
import { random } from "./random";
import { serve } from "./server";

const usage = `Usage: node bin/sandbox/providers/main.js <${vendors.join("|")}>, with READINESS_WORLD naming a folder.`;

/** The version of the vendor's installed SDK: what the engine wants its plugin to be. */
function sdkVersion(vendor: Vendor): string {
  const manifest: unknown = createRequire(__filename)(`@pulumi/${vendor}/package.json`);
  // Some of the SDKs write "v3.4.0".
  return z.object({ version: z.string() }).parse(manifest).version.replace(/^v/, "");
}

async function main(): Promise<void> {
  const vendor = z.enum(vendors).safeParse(process.argv[2]);
  const dir = process.env.READINESS_WORLD;
  if (!vendor.success || !dir) throw new Error(usage);

  const world = openWorld(dir, vendor.data);
  const { server, port } = await serve({
    vendor: vendor.data,
    version: sdkVersion(vendor.data),
    context: () => ({ world, now: new Date().toISOString(), random }),
    inject: injectorOf(readFaults(dir, process.env.READINESS_FAULTS), vendor.data),
  });
  onEngineGone(() => {
    server.forceShutdown();
    world.flush().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  });
  // The engine reads the port from the first line.
  process.stdout.write(`${port}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
