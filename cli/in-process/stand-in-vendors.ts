import { check } from "../../sandbox/providers/check";
import { type Injector, injectorOf, readFaults } from "../../sandbox/providers/faults";
import { read } from "../../sandbox/providers/lifecycle";
import { withUnknowns } from "../../sandbox/providers/properties";
import { random } from "../../sandbox/providers/random";
import { type Context, Refused } from "../../sandbox/providers/resource-type";
import { vendorTables } from "../../sandbox/providers/vendor-tables";
import { unknown } from "../../sandbox/providers/wire";
import { type JsonObject, type Vendor, vendors } from "../../sandbox/world/schema";
import { peekWorld } from "../../sandbox/world/world";
import type { Declaration, Planned, Vendors } from "./vendors";

/** Where the sandbox's vendors are, and the time of the run. */
export interface StandIns {
  /** A world's folder; where it is not there yet, the vendors hold what the sandbox begins with. */
  readonly worldDir: string;
  /** READINESS_FAULTS: failures that somebody asks for. */
  readonly faults: string | undefined;
  readonly now: Date;
}

/** One vendor's world and the faults that it has in this run. */
interface Vendored {
  readonly context: Context;
  readonly inject: Injector;
}

/**
 * Answers as the sandbox's provider plugins do, from the same world and by the same tables, and changes nothing there:
 * what the program declares looks like in the engine's first preview.
 */
export function standInVendors({ worldDir, faults, now }: StandIns): Vendors {
  const wanted = readFaults(worldDir, faults);
  const opened = new Map<Vendor, Vendored>();
  const open = (vendor: Vendor): Vendored => {
    const known = opened.get(vendor);
    if (known) return known;
    const context = { world: peekWorld(worldDir, vendor), now: now.toISOString(), random };
    const made = { context, inject: injectorOf(wanted, vendor) };
    opened.set(vendor, made);
    return made;
  };
  return {
    notLookedUp: [],
    async lookUp(token, args) {
      const vendor = vendorOf(token);
      const lookup = vendor && vendorTables[vendor].lookups[token];
      if (!vendor || !lookup) throw new Error(`the sandbox's stand-ins do not know ${token}`);
      const { context, inject } = open(vendor);
      await inject({ method: "invoke", type: token });
      return asTheProviderSays(token, () => lookup(args, context));
    },
    async plan(declaration) {
      const vendor = vendorOf(declaration.type);
      if (vendor === undefined || vendorTables[vendor].types[declaration.type] === undefined)
        throw new Error(`the sandbox's stand-ins do not know ${declaration.type}`);
      const { type, name, importId } = declaration;
      const { context, inject } = open(vendor);
      for (const method of importId === "" ? (["check", "create"] as const) : (["read"] as const))
        await inject({ method, type, name });
      return importId === "" ? planNew(declaration) : planTakenOver(declaration, context);
    },
  };
}

/** The vendor of a token such as github:index/team:Team. */
export function vendorOf(token: string): Vendor | undefined {
  return vendors.find((vendor) => token.startsWith(`${vendor}:`));
}

/** What a provider's own check and its preview of a creation make of the inputs; no vendor is asked for it. */
export function planNew({ type: token, name, inputs }: Declaration): Planned {
  const vendor = vendorOf(token);
  const type = vendor && vendorTables[vendor].types[token];
  if (type === undefined) return { id: "", props: { ...inputs, id: unknown } };
  const checked = check(type, {}, inputs, { name, suffix: "0000000" });
  const [first] = checked.failures;
  if (first) throw new Error(`${first.reason}. Examine values at '${name}.${first.property}'.`);
  return { id: "", props: { ...withUnknowns(type, checked.inputs), id: unknown } };
}

/** What is taken over is as it was found; our program lets nothing of it change. */
function planTakenOver({ type: token, importId }: Declaration, context: Context): Planned {
  const vendor = vendorOf(token);
  const type = vendor && vendorTables[vendor].types[token];
  const found = type && read(type, importId, undefined, context);
  if (!found) throw new Error(`resource '${importId}' does not exist`);
  return { id: found.id, props: { ...found.state, id: found.id } };
}

function asTheProviderSays(token: string, answer: () => JsonObject): JsonObject {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refused) throw new Error(`invoking ${token}: ${error.message}`);
    throw error;
  }
}
