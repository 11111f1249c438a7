import path from "node:path";
import type { RawResource } from "../policy-pack/engine/resource";
import { shippedSets } from "../policy-pack/rule-sets";
import { projectDir } from "../sandbox/folders";
import { say } from "../sandbox/say";
import { type ServedPack, servePack } from "../test/policy-pack/pack-client";
import { serviceResources } from "../test/policy-pack/perfect-resources";
import { perfectFacts, serviceComponent, sharedResources, toRaw } from "../test/policy-pack/perfect-service";
import { type Figures, figuresOf, inTurn } from "./figures";

const emptyPack = path.join(projectDir, "bench", "empty-pack");

/** Asks packs over gRPC to analyze a stack of at least this many resources: ours, as many empty policies, and one. */
export async function measureAnalyze(resources: number, runs: number): Promise<Figures> {
  const stack = largeStack(resources);
  const rules = shippedSets.reduce((sum, set) => sum + set.rules.length, 0);
  const packs = new Map<string, ServedPack>([
    ["pack", await servePack(path.join(projectDir, "policy-pack"))],
    [`empty-${rules}`, await servePack(emptyPack, { EMPTY_POLICIES: String(rules) })],
    ["empty-1", await servePack(emptyPack, { EMPTY_POLICIES: "1" })],
  ]);
  try {
    const contenders = [...packs].map(([name, pack]) => ({
      name,
      run: async () => void (await pack.analyzeStack(stack)),
    }));
    return figuresOf(`analyze-${stack.length}`, await inTurn(contenders, runs, say));
  } finally {
    for (const pack of packs.values()) pack.stop();
  }
}

function largeStack(least: number): readonly RawResource[] {
  const shared = sharedResources();
  const each = 1 + serviceResources("service-1").length;
  const names = Array.from(
    { length: Math.ceil((least - shared.length) / each) },
    (_, index) => `service-${index + 1}`,
  );
  const services = names.flatMap((name) => {
    const own = serviceResources(name);
    return [serviceComponent(name, perfectFacts(name), own), ...own];
  });
  return toRaw([...shared, ...services]);
}
